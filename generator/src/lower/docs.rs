//! Descriptions → documentation that rustdoc shows as meant: Markdown is kept, and what would
//! become a test, a broken link or HTML is made plain.

mod html;

pub(super) use crate::api::code;
use crate::api::{Block, Docs, is_shown, list_marker};

/// What a description says, made safe. `base` is where links that begin with `/` lead.
pub(super) fn docs(text: &str, base: Option<&str>) -> Docs {
    let mut blocks: Vec<Block> = Vec::new();
    let mut paragraph = Paragraph::default();
    let text = broken_lists(&html::to_markdown(text));
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line: String = line
            .replace('\t', "    ")
            .chars()
            .filter(|c| is_shown(*c))
            .collect();
        let trimmed = line.trim();
        if let Some(fence) = fence(trimmed) {
            paragraph.end(&mut blocks, base);
            let mut code = vec![format!("{fence}{}", language(&trimmed[fence.len()..]))];
            for line in lines.by_ref() {
                if line.trim().starts_with(fence) {
                    break;
                }
                let line = line.replace('\t', "    ");
                code.push(line.trim_end().chars().filter(|c| is_shown(*c)).collect());
            }
            code.push(fence.to_owned());
            blocks.push(Block::Verbatim(unindent(code)));
        } else if trimmed.is_empty() {
            paragraph.end(&mut blocks, base);
        } else if trimmed.starts_with('|') || trimmed.starts_with('#') {
            paragraph.end(&mut blocks, base);
            let mut rows = vec![inline(trimmed, base)];
            while let Some(row) =
                lines.next_if(|row| trimmed.starts_with('|') && row.trim().starts_with('|'))
            {
                rows.push(inline(row.trim(), base));
            }
            blocks.push(Block::Verbatim(rows));
        } else if let Some(quoted) = trimmed.strip_prefix('>') {
            // A quotation would have to be marked on every line; its words are what matters.
            paragraph.push(quoted.trim_start_matches(['>', ' ']));
        } else if let Some(marker) = list_marker(trimmed) {
            paragraph.end(&mut blocks, base);
            paragraph.hang = marker;
            paragraph.push(trimmed);
        } else {
            paragraph.push(trimmed);
        }
    }
    paragraph.end(&mut blocks, base);
    Docs { blocks }
}

/// A sentence of our own.
pub(super) fn sentence(text: impl Into<String>) -> Block {
    Block::Text(text.into(), 0)
}

/// Adds sentences of our own: to the one paragraph, else below all.
pub(super) fn add(docs: &mut Docs, sentences: &str) {
    match &mut docs.blocks[..] {
        [Block::Text(text, 0)] => {
            let stop = if text.ends_with(['.', '!', '?', ':']) {
                " "
            } else {
                ". "
            };
            text.push_str(stop);
            text.push_str(sentences);
        }
        _ => docs.blocks.push(sentence(sentences)),
    }
}

/// The documentation of something that has no description: ``The `limit` parameter.``
pub(super) fn named(name: &str, role: &str) -> Block {
    match name {
        "" => sentence(format!("The {role} whose name is empty.")),
        name => sentence(format!("The {} {role}.", code(name))),
    }
}

#[derive(Default)]
struct Paragraph {
    text: String,
    hang: usize,
}

impl Paragraph {
    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }

    fn end(&mut self, blocks: &mut Vec<Block>, base: Option<&str>) {
        let Self { text, hang } = std::mem::take(self);
        if !text.is_empty() {
            blocks.push(Block::Text(inline(&text, base), hang));
        }
    }
}

fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    (length >= 3 && !line[length..].contains(mark)).then(|| &line[..length])
}

/// Languages that rustdoc shows and never runs.
fn language(info: &str) -> &'static str {
    const SHOWN: &[&str] = &[
        "json",
        "yaml",
        "bash",
        "sh",
        "http",
        "xml",
        "html",
        "csv",
        "python",
        "javascript",
        "typescript",
        "sql",
        "graphql",
    ];
    let word = info.trim().to_lowercase();
    SHOWN
        .iter()
        .find(|language| **language == word)
        .unwrap_or(&"text")
}

fn unindent(lines: Vec<String>) -> Vec<String> {
    let indents = lines.iter().filter(|line| !line.is_empty()).skip(1);
    let indent = indents
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    lines
        .into_iter()
        .map(|line| {
            line.strip_prefix(&" ".repeat(indent))
                .map(str::to_owned)
                .unwrap_or(line)
        })
        .collect()
}

/// Escapes what rustdoc would take for a link or for HTML, outside of code.
fn inline(text: &str, base: Option<&str>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let ticks = rest.chars().take_while(|c| *c == '`').count();
            let close = rest[ticks..]
                .match_indices(&rest[..ticks])
                .map(|(at, _)| at)
                .next();
            if let Some(close) = close {
                let end = ticks + close + ticks;
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            } else {
                out.push_str(&"\\`".repeat(ticks));
                rest = &rest[ticks..];
            }
        } else if let Some((label, target, end)) = link(rest) {
            let is_url = bare_url(label).is_some_and(|url| url.len() == label.len());
            let label = inline(label, base);
            match absolute(target, base) {
                // A link within a link is none.
                Some(url) if is_url => out.push_str(&format!("<{url}>")),
                Some(url) => out.push_str(&format!("[{label}]({url})")),
                None => out.push_str(&label),
            }
            rest = &rest[end..];
        } else if let Some(url) = bare_url(rest) {
            let preceded = out.ends_with('<');
            if preceded {
                out.truncate(out.len() - if out.ends_with("\\<") { 2 } else { 1 });
                rest = rest[url.len()..]
                    .strip_prefix('>')
                    .unwrap_or(&rest[url.len()..]);
            } else {
                rest = &rest[url.len()..];
            }
            out.push_str(&format!("<{url}>"));
        } else {
            if let Some(length) = line_break(rest) {
                out.push(' ');
                rest = &rest[length..];
                continue;
            }
            if matches!(c, '[' | ']' | '<') && !out.ends_with('\\') {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// A list whose items are told apart by breaks alone, as a list: `Values:<br/>- a<br/>- b`.
fn broken_lists(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = text[at..].find('<') {
        at += found;
        match line_break(&text[at..]) {
            Some(length) => {
                parts.push(&text[start..at]);
                at += length;
                start = at;
            }
            None => at += 1,
        }
    }
    parts.push(&text[start..]);
    let is_item = |part: &&str| list_marker(part.trim_start()).is_some();
    if !parts.iter().skip(1).any(is_item) {
        return text.to_owned();
    }
    let mut broken = String::new();
    for (index, part) in parts.iter().enumerate() {
        broken += match is_item(part) {
            _ if index == 0 => "",
            true => "\n",
            false => "\n\n",
        };
        broken += part.trim_start_matches(' ');
    }
    broken
}

/// `<br>` and its spellings.
fn line_break(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />", "</br>"]
        .iter()
        .find(|tag| text.starts_with(**tag))
        .map(|tag| tag.len())
}

/// `[label](target)` at the start of a text: label, target, length.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let after = inner[close + 1..].strip_prefix('(')?;
    let end = after.find(')')?;
    let label = &inner[..close];
    (!label.contains('[')).then_some((label, after[..end].trim(), close + end + 4))
}

fn absolute(target: &str, base: Option<&str>) -> Option<String> {
    let url = target
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_matches(['<', '>']);
    let fits = |url: &str| !url.contains(['<', '>', '`', '(', '\\']);
    if url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") {
        return fits(url).then(|| url.to_owned());
    }
    let base = base.filter(|_| url.starts_with('/') && fits(url))?;
    Some(format!("{base}{url}"))
}

fn bare_url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"`)]}|\\*".contains(c))
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'']);
    (url.len() > "https://".len()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::docs;
    use crate::api::Block;

    #[track_caller]
    fn becomes(text: &str, expected: &[&str]) {
        let blocks = docs(text, None).blocks;
        let texts = blocks.iter().map(|block| match block {
            Block::Text(text, _) => text.as_str(),
            Block::Verbatim(_) => "",
        });
        assert_eq!(texts.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn items_after_breaks_are_a_list() {
        becomes(
            "Values are:<br/>- `a`<br/>- `b`<br>For example: `a,b`.",
            &["Values are:", "- `a`", "- `b`", "For example: `a,b`."],
        );
        becomes("One.<br>Two - three.", &["One. Two - three."]);
    }

    #[test]
    fn a_link_whose_label_is_its_address_is_the_address() {
        let address = "See [https://a.example](https://a.example).";
        becomes(address, &["See <https://a.example>."]);
        becomes(
            "[the guide](https://a.example)",
            &["[the guide](https://a.example)"],
        );
    }
}
