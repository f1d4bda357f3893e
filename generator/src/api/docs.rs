//! Documentation that comes from the description.

/// Markdown that is safe for rustdoc, a block for each paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs {
    pub blocks: Vec<Block>,
}

impl Docs {
    /// Whether headings divide it.
    pub fn has_headings(&self) -> bool {
        self.blocks.iter().any(|block| block.heading().is_some())
    }

    /// The same below a title, which is a heading of the first level: other headings are of the second and further ones.
    pub fn below_title(&self) -> Self {
        let mut docs = self.clone();
        let is_title = |block: &Block| block.heading() == Some(1);
        if docs.blocks.iter().any(is_title) {
            docs.blocks.iter_mut().for_each(Block::lower_heading);
        }
        docs
    }
}

/// A piece of documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Block {
    /// Text to wrap; later lines are indented by as many columns as the second field says.
    Text(String, usize),
    /// Lines that keep their breaks: tables, code.
    Verbatim(Vec<String>),
    /// What the item before holds beyond its text, indented by the columns of the item's mark: lists, further
    /// paragraphs, code.
    Within(usize, Vec<Block>),
}

/// A break within a text, which stays when the text is wrapped.
pub(crate) const HARD_BREAK: &str = "\\\n";

/// The deepest level of a heading (CommonMark §4.2).
const DEEPEST: usize = 6;

impl Block {
    /// The level of a block that is a heading.
    fn heading(&self) -> Option<usize> {
        let Self::Verbatim(lines) = self else {
            return None;
        };
        let line = lines.first()?;
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        (level > 0 && text.starts_with(' ')).then_some(level)
    }

    /// Moves a heading to the next level.
    fn lower_heading(&mut self) {
        if let (Some(level), Self::Verbatim(lines)) = (self.heading(), &mut *self)
            && level < DEEPEST
        {
            lines[0].insert(0, '#');
        }
    }

    /// The texts of a block that are no code and no table.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text, _) => vec![text],
            Self::Verbatim(_) => Vec::new(),
            Self::Within(_, blocks) => blocks.iter().flat_map(Self::texts).collect(),
        }
    }
}

/// The width of `- `, `* ` or `1. ` at the start of a line that is an item of a list.
pub(crate) fn list_marker(line: &str) -> Option<usize> {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = &line[digits..];
    let found = match digits {
        0 => rest.starts_with("- ") || rest.starts_with("* ") || rest.starts_with("+ "),
        1..=9 => rest.starts_with(". ") || rest.starts_with(") "),
        _ => false,
    };
    found.then_some(if digits == 0 { 2 } else { digits + 2 })
}

/// Text as a piece of code within a sentence. Text with characters that nobody would see, or with none, is written
/// as Rust writes it, with quotes and escapes: `""`, `" "` and `"line\nbreak"`.
pub(crate) fn code(text: &str) -> String {
    let is_plain = !text.is_empty() && text == text.trim() && text.chars().all(is_shown);
    let shown = match is_plain {
        true => text.to_owned(),
        false => format!("{text:?}"),
    };
    // CommonMark §6.1: a run of backticks longer than any inside.
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{shown}{pad}{ticks}")
}

/// Control characters, and those that turn the direction of writing, have no place in source.
pub(crate) fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
