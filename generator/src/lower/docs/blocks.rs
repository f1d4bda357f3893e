//! Lines of Markdown → blocks: paragraphs, lists within lists, tables, headings and code.

use super::code::{fence, fenced, fenced_lines, indented, is_indented};
use super::inline::{Breaks, inline};
use super::links::Links;
use crate::api::{Block, HARD_BREAK, list_marker};

/// How deep lists are nested. What would be deeper stands at this depth.
const DEPTH: usize = 5;

/// The blocks of a description.
pub(super) fn blocks(lines: &[String], links: &Links<'_>) -> Vec<Block> {
    let lines: Vec<String> = dedented(lines);
    read(&lines, links, 0)
}

/// The lines without the indentation that they share.
fn dedented(lines: &[String]) -> Vec<String> {
    let written = lines.iter().filter(|line| !line.trim().is_empty());
    let shared = written.map(|line| indent(line)).min().unwrap_or(0);
    let dedented = lines.iter().map(|line| line.get(shared..).unwrap_or(""));
    dedented.map(str::to_owned).collect()
}

/// The blocks of an item of a list, or of all, which has depth 0.
fn read(lines: &[String], links: &Links<'_>, depth: usize) -> Vec<Block> {
    let mut reader = Reader {
        found: Vec::new(),
        paragraph: String::new(),
        links,
        depth,
    };
    let mut rest = lines;
    while !rest.is_empty() {
        let taken = reader.take(rest);
        rest = &rest[taken..];
    }
    reader.end();
    reader.found
}

struct Reader<'l, 'b> {
    found: Vec<Block>,
    paragraph: String,
    links: &'l Links<'b>,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Reads what the lines begin with; how many lines that is.
    fn take(&mut self, lines: &[String]) -> usize {
        let line = lines[0].as_str();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.end();
            return 1;
        }
        if let Some(fence) = fence(trimmed) {
            self.end();
            let (code, taken) = fenced(lines, fence);
            self.found.push(code);
            return taken;
        }
        let marker = list_marker(trimmed);
        // A list or a table is meant as one, however far it is indented.
        if self.paragraph.is_empty()
            && is_indented(line)
            && marker.is_none()
            && !trimmed.starts_with('|')
        {
            let (code, taken) = indented(lines);
            self.found.push(code);
            return taken;
        }
        match (trimmed.chars().next(), marker) {
            (Some('|' | '#'), _) => self.rows(lines),
            (Some('>'), _) => self.quotation(lines),
            (_, Some(marker)) if self.depth <= DEPTH => self.item(lines, marker),
            _ => {
                self.push(line);
                1
            }
        }
    }

    /// A table or a heading.
    fn rows(&mut self, lines: &[String]) -> usize {
        self.end();
        let is_table = lines[0].trim().starts_with('|');
        let (breaks, taken) = match is_table {
            true => {
                let is_row = |line: &&String| line.trim().starts_with('|');
                (Breaks::Tag, lines.iter().take_while(is_row).count())
            }
            false => (Breaks::Space, 1),
        };
        let rows = lines[..taken].iter();
        let rows = rows.map(|row| inline(row.trim(), self.links, breaks));
        self.found.push(Block::Verbatim(rows.collect()));
        taken
    }

    /// A quotation would have to be marked on every line; its words are what matters.
    fn quotation(&mut self, lines: &[String]) -> usize {
        self.end();
        let is_inside = |line: &&String| !line.trim().is_empty();
        let inner = lines
            .iter()
            .take_while(is_inside)
            .map(|line| unquoted(line));
        let inner: Vec<String> = inner.map(str::to_owned).collect();
        self.found.extend(read(&inner, self.links, self.depth));
        inner.len()
    }

    fn item(&mut self, lines: &[String], marker: usize) -> usize {
        self.end();
        let (inner, taken) = item_lines(lines, marker, self.depth);
        let mut children = read(&inner, self.links, self.depth + 1).into_iter();
        match children.next() {
            Some(Block::Text(text, 0)) => {
                let mark = &lines[0].trim_start()[..marker];
                self.found
                    .push(Block::Text(format!("{mark}{text}"), marker));
                let children: Vec<Block> = children.collect();
                if !children.is_empty() {
                    self.found.push(Block::Within(marker, children));
                }
            }
            // An item without a text of its own: what is below an empty mark would not be seen as its own.
            first => {
                self.found.extend(first);
                self.found.extend(children);
            }
        }
        taken
    }

    /// Adds a line to the paragraph. Whether it ends in a break is known once there is another.
    fn push(&mut self, line: &str) {
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        let mut text = line.trim();
        if self.depth > DEPTH {
            while let Some(marker) = list_marker(text) {
                text = unquoted(text[marker..].trim_start());
            }
        }
        self.paragraph.push_str(text);
        self.paragraph.push_str(match backslashes % 2 {
            // The backslash is there already.
            1 => &HARD_BREAK[1..],
            _ if line.ends_with("  ") => "\n",
            _ => " ",
        });
    }

    fn end(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = inline(paragraph.trim_end(), self.links, Breaks::Hard);
        let text = text.trim_end_matches(HARD_BREAK);
        if !text.trim().is_empty() {
            self.found.push(Block::Text(text.to_owned(), 0));
        }
    }
}

/// A line of a quotation without its marks.
fn unquoted(line: &str) -> &str {
    let mut line = line;
    while let Some(inner) = line.trim_start().strip_prefix('>') {
        line = inner.strip_prefix(' ').unwrap_or(inner);
    }
    line
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines of an item without its mark and indentation, and how many lines it is. A list is nested
/// when its marks are two columns to the right: many write that below `1. ` too.
fn item_lines(lines: &[String], marker: usize, depth: usize) -> (Vec<String>, usize) {
    let own = indent(&lines[0]);
    let text = lines[0][own + marker..].trim_start();
    let column = lines[0].len() - text.len();
    let mut taken = fence(text.trim()).map_or(1, |fence| fenced_lines(lines, fence));
    let strip = |line: &String| line[indent(line).min(column)..].to_owned();
    let mut inner = vec![text.to_owned()];
    inner.extend(lines[1..taken].iter().map(strip));
    let mut after_blank = false;
    while let Some(line) = lines.get(taken) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
            inner.push(String::new());
            taken += 1;
            continue;
        }
        let is_item = list_marker(trimmed).is_some();
        let begins = is_item || trimmed.starts_with(['|', '#', '>']) || fence(trimmed).is_some();
        let belongs = indent(line) >= own + 2 && !(is_item && depth >= DEPTH);
        // A paragraph goes on where a line is not indented.
        if !belongs && (after_blank || begins) {
            break;
        }
        after_blank = false;
        let many = fence(trimmed).map_or(1, |fence| fenced_lines(&lines[taken..], fence));
        inner.extend(lines[taken..taken + many].iter().map(strip));
        taken += many;
    }
    (inner, taken)
}

#[cfg(test)]
mod tests {
    use crate::lower::docs::tests::becomes;

    #[test]
    fn lists_within_lists_stay_there() {
        for indent in ["  ", "   ", "    "] {
            becomes(
                &format!("As:\n- a\n{indent}- b\n{indent}{indent}* c\n{indent}- d\n- e"),
                &["As:", "", "- a", "  - b", "    * c", "  - d", "- e"],
            );
            becomes(
                &format!("1. a\n{indent}- b\n\n{indent}- c\n10. d\n{indent}  e"),
                &["1. a", "   - b", "   - c", "10. d e"],
            );
        }
        becomes("    - a\n    - b", &["- a", "- b"]);
    }

    #[test]
    fn an_item_keeps_its_paragraphs_and_its_code() {
        becomes(
            "1. a  \nb\n\n   c\n   ```json\n{}\n\n   ```\n\n       d\n2. e\n\nf",
            &[
                "1. a\\",
                "   b",
                "",
                "   c",
                "",
                "   ```json",
                "   {}",
                "",
                "   ```",
                "",
                "   ```text",
                "   d",
                "   ```",
                "",
                "2. e",
                "",
                "f",
            ],
        );
        // Without words of its own an item could hold nothing.
        becomes(
            "- ```\n  a\n  ```\n- [](b)\n\n  c",
            &["```text", "a", "```", "", "- c"],
        );
    }

    #[test]
    fn what_is_too_deep_stands_at_the_last_depth() {
        let deep: String = (0..40)
            .map(|n| format!("{}- a\n", "  ".repeat(n)))
            .collect();
        let mut expected: Vec<String> = (0..=5).map(|n| format!("{}- a", "  ".repeat(n))).collect();
        expected.extend(vec![format!("{}- a", "  ".repeat(5)); 34]);
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        becomes(&deep, &expected);
        becomes(&"- ".repeat(1000), &["- -"]);
        becomes(&format!("{}a", "- > ".repeat(9)), &["- a"]);
    }

    #[test]
    fn a_quotation_is_its_words() {
        becomes(
            "> One\n> - two\n>   - three\n\n>> ```\n> > four\n>> ```",
            &[
                "One",
                "",
                "- two",
                "  - three",
                "",
                "```text",
                "four",
                "```",
            ],
        );
    }
}
