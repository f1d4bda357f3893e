//! Documentation that comes from the description.

/// Markdown that is safe for rustdoc, a block for each paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs {
    pub blocks: Vec<Block>,
}

/// A piece of documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Block {
    /// Text to wrap; later lines are indented by as many columns as the second field says.
    Text(String, usize),
    /// Lines that keep their breaks: tables, code.
    Verbatim(Vec<String>),
}

/// Text as a piece of code within a sentence.
pub(crate) fn code(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|c| is_shown(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let shown = shown.trim();
    if shown.is_empty() {
        return "The empty string".to_owned();
    }
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
