//! Tabs where YAML allows them and its parser does not: on a blank line and before a comment. Takes a text, gives a
//! copy with a space for each such tab, so that all places stay the same.

use super::faults::{is_blank, lines};

/// The copy; `None` where the text has no such tab.
pub(super) fn spaced(text: &str) -> Option<String> {
    let mut copy = String::with_capacity(text.len());
    // Lines that are indented further than this belong to a text of several lines, whose tabs are its own.
    let mut prose: Option<usize> = None;
    for (at, line) in lines(text) {
        // The end of the line before.
        copy.push_str(&text[copy.len()..at]);
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if prose.is_some_and(|prose| spaces > prose) {
            copy.push_str(line);
            continue;
        }
        let (blank, rest) = line.split_at(line.len() - line.trim_start_matches([' ', '\t']).len());
        let is_comment = rest.starts_with('#');
        if !rest.is_empty() && !is_comment {
            prose = prose_below(line);
        }
        match rest.is_empty() || is_comment {
            true => copy.push_str(&blank.replace('\t', " ")),
            false => copy.push_str(blank),
        }
        copy.push_str(rest);
    }
    copy.push_str(&text[copy.len()..]);
    (copy != text).then_some(copy)
}

/// What the lines below a line are indented beyond, where it begins a text of several lines by `|` or `>`.
pub(super) fn prose_below(line: &str) -> Option<usize> {
    let said = line.split(" #").next().unwrap_or("").trim_end();
    let mark = said.rsplit([' ', '\t']).next()?;
    let mark = mark.strip_prefix(['|', '>'])?;
    let is_mark = mark.chars().all(|c| matches!(c, '+' | '-' | '1'..='9'));
    let key = line.trim_start_matches([' ', '-']);
    let indented = match key.starts_with(['|', '>']) {
        true => line.trim_start(),
        false => key,
    };
    (is_mark && !is_blank(line)).then(|| line.len() - indented.len())
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn a_tab_on_a_blank_line_and_before_a_comment_is_a_space() {
        for (text, expected) in [
            ("a:\n\t\n  b: c\n", Some("a:\n \n  b: c\n")),
            ("a:\r\n \t # d\r\n  b: c", Some("a:\r\n   # d\r\n  b: c")),
            ("a:\n\tb: c\n", None),
            ("a: \"\tb\"\n", None),
            // Two tabs of a text and one that is behind it.
            (
                "- a: |+ # d\n    b\n    \t\n    \t# c\n  \t# d\n",
                Some("- a: |+ # d\n    b\n    \t\n    \t# c\n   # d\n"),
            ),
            ("- |\n  \t# c\n \t\n\t\n", Some("- |\n  \t# c\n \t\n \n")),
        ] {
            assert_eq!(spaced(text).as_deref(), expected, "{text:?}");
        }
    }
}
