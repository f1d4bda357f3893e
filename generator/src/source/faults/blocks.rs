//! The blocks of YAML around a line: keys that belong together are indented alike.

use super::super::tabs::prose_below;
use super::{Fault, is_blank, lines};

/// The blocks that are open at a line, the outermost first.
pub struct Blocks<'t> {
    open: Vec<Block>,
    /// The line, and where its first key begins.
    line: (usize, &'t str),
    /// Whether the line above begins a block.
    opens: bool,
}

/// Keys that are indented alike.
struct Block {
    indent: usize,
    /// The number of its first line.
    line: usize,
    /// Its first key.
    key: String,
}

impl<'t> Blocks<'t> {
    /// Those that are open where a parser gave up.
    pub fn above(text: &'t str, offset: usize) -> Self {
        let mut blocks = Self {
            open: Vec::new(),
            line: (0, ""),
            opens: false,
        };
        // Lines that are indented further than this belong to a text of several lines.
        let mut prose: Option<usize> = None;
        let mut above = lines(text).enumerate().peekable();
        while let Some((number, (at, line))) = above.next() {
            let next = above.peek().map(|(_, (at, _))| *at);
            if next.is_none_or(|next| next > offset) {
                blocks.line = (at, line);
                break;
            }
            let indent = line.len() - line.trim_start().len();
            if is_blank(line) || prose.is_some_and(|prose| indent > prose) {
                continue;
            }
            let mut indent = indent;
            let mut body = line.trim_start();
            blocks.enter(indent, number, body);
            while let Some(rest) = body.strip_prefix("- ") {
                indent += body.len() - rest.trim_start().len();
                body = rest.trim_start();
                blocks.enter(indent, number, body);
            }
            let end = body.split(" #").next().unwrap_or("").trim_end();
            blocks.opens = end.ends_with(':') || end == "-";
            prose = prose_below(line);
        }
        blocks
    }

    fn enter(&mut self, indent: usize, number: usize, body: &str) {
        self.open.retain(|block| block.indent <= indent);
        if self.open.last().is_none_or(|block| block.indent < indent) {
            let key = key(body).unwrap_or_default().to_owned();
            let line = number + 1;
            self.open.push(Block { indent, line, key });
        }
    }

    /// What is wrong with a key that is indented as none of the blocks is.
    pub fn fault(&self) -> Option<Fault> {
        let (at, line) = self.line;
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let key = key(body)?;
        let is_level = self.open.iter().any(|block| block.indent == indent);
        let nearest = self.open.iter().rev();
        let nearest = nearest.min_by_key(|block| block.indent.abs_diff(indent));
        // The first line of a block may be indented as no other is.
        let is_first = self.opens && self.open.iter().all(|block| block.indent < indent);
        let block = nearest.filter(|_| !is_level && !is_first)?;
        let range = at + indent..at + indent + key.len();
        let spaces = |count: usize| match count {
            1 => "1 space".to_owned(),
            _ => format!("{count} spaces"),
        };
        let message = format!(
            "`{key}` is indented by {}, as no key around it is",
            spaces(indent)
        );
        if let Some(first) = block.key.strip_prefix('-') {
            let help = format!(
                "in line {} put a space behind the dash: `- {first}: …`",
                block.line
            );
            return Some(Fault::new(range, message).help(help));
        }
        let help = format!(
            "the block that begins in line {} with `{}` is indented by {}: indent `{key}` alike",
            block.line,
            block.key,
            spaces(block.indent)
        );
        Some(Fault::new(range, message).help(help))
    }
}

/// The key that a line begins with.
pub fn key(body: &str) -> Option<&str> {
    let body = body.trim_start_matches("- ");
    let end = body
        .find(": ")
        .or_else(|| body.strip_suffix(':').map(str::len))?;
    let key = &body[..end];
    (!key.is_empty()).then_some(key)
}
