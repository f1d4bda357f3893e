//! Links that are defined elsewhere in a description: `[text][1]` and `[1]: https://…`.

use std::collections::HashMap;

use super::code::{fence, fenced_lines};
use crate::api::list_marker;

/// Where the links of a description lead.
pub(super) struct Links<'b> {
    /// Where links that begin with `/` lead.
    base: Option<&'b str>,
    /// The targets of labels in their plain form.
    defined: HashMap<String, String>,
}

impl<'b> Links<'b> {
    /// Takes the definitions out of the lines: no reader sees them.
    pub(super) fn take(lines: &mut Vec<String>, base: Option<&'b str>) -> Self {
        let mut defined = HashMap::new();
        let mut is_definition = vec![false; lines.len()];
        let mut at = 0;
        while at < lines.len() {
            let text = lines[at].trim();
            let text = list_marker(text).map_or(text, |marker| text[marker..].trim_start());
            if let Some(fence) = fence(text) {
                at += fenced_lines(&lines[at..], fence);
                continue;
            }
            let next = lines.get(at + 1).map(String::as_str);
            let Some((label, target, taken)) = definition(&lines[at], next) else {
                at += 1;
                continue;
            };
            // The first definition counts.
            defined.entry(label).or_insert_with(|| target.to_owned());
            is_definition[at..at + taken].fill(true);
            at += taken;
        }
        let mut is_definition = is_definition.into_iter();
        lines.retain(|_| !is_definition.next().unwrap_or_default());
        Self { base, defined }
    }

    /// `[label][key]`, `[label][]` or `[label]` at the start of a text, where it is defined: label,
    /// target, length.
    pub(super) fn reference<'t>(&self, text: &'t str) -> Option<(&'t str, &str, usize)> {
        if self.defined.is_empty() {
            return None;
        }
        let (label, length) = bracketed(text)?;
        let (key, length) = match bracketed(&text[length..]) {
            Some(("", more)) => (label, length + more),
            Some((key, more)) => (key, length + more),
            None => (label, length),
        };
        let key = plain(key);
        let target = self.defined.get(&key)?;
        Some((label, target, length))
    }

    /// The address that a target means: of a page on the web, or of mail.
    pub(super) fn absolute(&self, target: &str) -> Option<String> {
        let url = target
            .split_whitespace()
            .next()
            .unwrap_or("")
            .trim_matches(['<', '>']);
        let count = |c: char| url.matches(c).count();
        let fits = !url.contains(['<', '>', '`', '\\']) && count('(') == count(')');
        if !fits {
            return None;
        }
        if url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") {
            return Some(url.to_owned());
        }
        let base = self.base.filter(|_| url.starts_with('/'))?;
        Some(format!("{base}{url}"))
    }
}

/// `[text]` at the start of a text: what is within, and its length.
pub(super) fn bracketed(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let label = &inner[..close];
    (!label.contains('[')).then_some((label, close + 2))
}

/// A line that defines a link, perhaps with its target on the next: label, target, lines.
fn definition<'t>(line: &'t str, next: Option<&'t str>) -> Option<(String, &'t str, usize)> {
    let (label, length) = bracketed(line.trim())?;
    let rest = line.trim()[length..].strip_prefix(':')?.trim();
    let (rest, taken) = match rest {
        "" => (next?.trim(), 2),
        rest => (rest, 1),
    };
    let (target, title) = match rest.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    let title = title.trim();
    let quoted = [('"', '"'), ('\'', '\''), ('(', ')')];
    let is_title =
        |(start, end)| title.len() > 1 && title.starts_with(start) && title.ends_with::<char>(end);
    let is_target = ["https://", "http://", "mailto:", "/", "#", "."]
        .iter()
        .any(|start| target.starts_with(start));
    let label = plain(label);
    let is_definition = is_target
        && !label.is_empty()
        && !label.starts_with('^')
        && (title.is_empty() || quoted.into_iter().any(is_title));
    is_definition.then_some((label, target, taken))
}

/// A label as labels are compared.
fn plain(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::lower::docs::tests::becomes;

    #[test]
    fn a_link_that_is_defined_elsewhere_is_one() {
        becomes(
            "[1]: <https://a.example/b> \"The b\"\n\nSee [b][1], [The\nB][] and [the b].\n\n[the b]:\n  https://a.example",
            &[
                "See [b](https://a.example/b), [The B](https://a.example) and [the b](https://a.example).",
            ],
        );
        becomes(
            "- See [b][B].\n  [b]: https://a.example/(b)",
            &["- See [b](<https://a.example/(b)>)."],
        );
        // Where it leads nobody knows, and here the label is all.
        becomes("See [b][1].\n\n[1]: ./b", &["See b."]);
    }

    #[test]
    fn what_is_not_defined_is_no_link() {
        becomes(
            "[a][1] and [b][] and [c]\n\n[c]: is the third\n[2]: https://a.example b",
            &[
                "\\[a\\]\\[1\\] and \\[b\\]\\[\\] and \\[c\\]",
                "",
                "\\[c\\]: is the third \\[2\\]: <https://a.example> b",
            ],
        );
        becomes(
            "[a]\n\n```\n[a]: https://a.example\n```",
            &["\\[a\\]", "", "```text", "[a]: https://a.example", "```"],
        );
        becomes(
            "[a]\n\n[a]: javascript:b",
            &["\\[a\\]", "", "\\[a\\]: javascript:b"],
        );
    }
}
