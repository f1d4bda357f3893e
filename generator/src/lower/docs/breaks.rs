//! Breaks of lines that are written in HTML.

use super::code::span;
use crate::api::list_marker;

/// `<br>` and its spellings.
pub(super) fn line_break(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />", "</br>"]
        .iter()
        .find(|tag| {
            let start = text.get(..tag.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
        })
        .map(|tag| tag.len())
}

/// A list whose items are told apart by breaks alone, as a list: `Values:<br/>- a<br/>- b`. A table
/// keeps its breaks.
pub(super) fn lists(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut is_in_table = is_row(text);
    while let Some(found) = text[at..].find(['<', '`', '\n']) {
        at += found;
        let rest = &text[at..];
        match line_break(rest) {
            _ if rest.starts_with('\n') => {
                at += 1;
                is_in_table = is_row(&text[at..]);
            }
            Some(length) if !is_in_table => {
                parts.push(&text[start..at]);
                at += length;
                start = at;
            }
            _ if rest.starts_with('`') => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                at += span(rest).unwrap_or(ticks);
            }
            _ => at += 1,
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

/// Whether a text begins with a row of a table.
fn is_row(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with('|')
}

#[cfg(test)]
mod tests {
    use crate::lower::docs::tests::becomes;

    #[test]
    fn a_break_stays_where_lines_are_wrapped_again() {
        becomes(
            "One  \ntwo \\\nthree<BR />four\nfive.  ",
            &["One\\", "two\\", "three\\", "four five."],
        );
        becomes(
            "- One  \n  two\n- `a  \nb`",
            &["- One\\", "  two", "- `a b`"],
        );
        becomes("# A<br>b", &["# A b"]);
        becomes("<br>One.<br><br>Two.<br>", &["One.\\", "Two."]);
        // No break: a backslash that ends its paragraph, or is written with another one.
        becomes("One\\\\\ntwo \\ three\\", &["One\\\\ two \\\\ three\\\\"]);
    }

    #[test]
    fn a_cell_keeps_its_breaks() {
        becomes(
            "| a | b |\n|---|---|\n| c<br/>- d | `<br>` |",
            &["| a | b |", "|---|---|", "| c<br>- d | `<br>` |"],
        );
    }
}
