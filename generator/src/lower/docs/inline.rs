//! The text of a paragraph, a heading or a cell: what rustdoc would take for a link or for HTML is
//! escaped, outside of code.

use super::breaks::line_break;
use super::code;
use super::links::{Links, bracketed};
use crate::api::HARD_BREAK;

/// What a break of lines becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// A break that stays when lines are wrapped again.
    Hard,
    /// `<br>`: a row of a table is one line.
    Tag,
    Space,
}

pub(super) fn inline(text: &str, links: &Links<'_>, breaks: Breaks) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if let Some(length) = broken(rest) {
            add_break(&mut out, breaks);
            length
        } else if c == '\\' {
            escaped(rest, &mut out)
        } else if c == '`' {
            in_code(rest, &mut out)
        } else if rest.starts_with("~~~") {
            // At the start of a line it would begin a block of code.
            out.push_str("\\~\\~\\~");
            3
        } else if let Some((label, target, length)) = link(rest).or_else(|| links.reference(rest)) {
            let is_url = bare_url(label).is_some_and(|url| url.len() == label.len());
            let label = inline(label, links, breaks);
            match links.absolute(target) {
                // A link within a link is none.
                Some(url) if is_url => out.push_str(&format!("<{url}>")),
                Some(url) if url.contains('(') => out.push_str(&format!("[{label}](<{url}>)")),
                Some(url) => out.push_str(&format!("[{label}]({url})")),
                None => out.push_str(&label),
            }
            length
        } else if let Some(url) = bare_url(rest) {
            let mut length = url.len();
            if out.ends_with('<') {
                out.truncate(out.len() - if out.ends_with("\\<") { 2 } else { 1 });
                length += usize::from(rest[length..].starts_with('>'));
            }
            out.push_str(&format!("<{url}>"));
            length
        } else {
            if matches!(c, '[' | ']' | '<') {
                out.push('\\');
            }
            out.push(c);
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

/// A break at the start of a text: how long it is.
fn broken(text: &str) -> Option<usize> {
    match text {
        text if text.starts_with(HARD_BREAK) => Some(HARD_BREAK.len()),
        text if text.starts_with('\n') => Some(1),
        text => line_break(text),
    }
}

fn add_break(out: &mut String, breaks: Breaks) {
    match breaks {
        Breaks::Space => out.push(' '),
        Breaks::Tag => out.push_str("<br>"),
        Breaks::Hard => {
            out.truncate(out.trim_end_matches(' ').len());
            if !out.is_empty() && !out.ends_with(HARD_BREAK) {
                out.push_str(HARD_BREAK);
            }
        }
    }
}

/// A backslash and what it escapes. One that escapes nothing is escaped itself: at the end of a line it
/// would be a break.
fn escaped(text: &str, out: &mut String) -> usize {
    match text[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => {
            out.push_str(&text[..2]);
            2
        }
        Some(next) if !next.is_whitespace() => {
            out.push('\\');
            1
        }
        _ => {
            out.push_str("\\\\");
            1
        }
    }
}

/// A piece of code, else its backticks, escaped.
fn in_code(text: &str, out: &mut String) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let length = code::span(text);
    let shown = length.and_then(|length| code::short_span(&text[..length]));
    match (length, shown) {
        (Some(length), Some(shown)) => {
            out.push_str(&shown.replace('\n', " "));
            length
        }
        _ => {
            out.push_str(&"\\`".repeat(ticks));
            ticks
        }
    }
}

/// `[label](target)` at the start of a text: label, target, length.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let (label, length) = bracketed(text)?;
    let inner = text[length..].strip_prefix('(')?;
    let end = closing(inner)?;
    Some((label, inner[..end].trim(), length + end + 2))
}

/// Where the parenthesis closes that was opened before a text; those within it are in pairs (CommonMark §6.3).
fn closing(text: &str) -> Option<usize> {
    /// More are no address. A text of nothing but openings is read this far for each of them.
    const DEPTH: usize = 32;
    let mut depth = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'(' if depth == DEPTH => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address at the start of a text, without what follows it in a sentence. A bracket closes the address only where
/// none was opened within it: `https://a.example/{id}/x`.
fn bare_url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let mut open = [0; 3];
    let mut ends = |at: usize, c: char| match c {
        // Emphasis, unless the address goes on.
        '*' => !text[at + 1..].starts_with(|next: char| next.is_alphanumeric() || next == '/'),
        _ if c.is_whitespace() || "<>\"`|\\".contains(c) => true,
        _ => is_unopened(c, &mut open),
    };
    let end = text.char_indices().find(|(at, c)| ends(*at, *c));
    let end = end.map_or(text.len(), |(at, _)| at);
    let url = text[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'']);
    (url.len() > "https://".len()).then_some(url)
}

/// Whether a character closes a bracket that was not opened; counts the brackets that are open.
fn is_unopened(c: char, open: &mut [usize; 3]) -> bool {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    for (open, (opens, closes)) in open.iter_mut().zip(PAIRS) {
        if c == opens {
            *open += 1;
        } else if c == closes {
            match open.checked_sub(1) {
                Some(less) => *open = less,
                None => return true,
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Breaks, Links, inline};
    use crate::lower::docs::tests::becomes;

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for (text, expected) in [
            ("https://a.example/{id}/x,", "<https://a.example/{id}/x>,"),
            ("(https://a.example/c).", "(<https://a.example/c>)."),
            ("https://a.example/A_(b)_c", "<https://a.example/A_(b)_c>"),
            (
                "(of https://a.example/A_(b))",
                "(of <https://a.example/A_(b)>)",
            ),
            ("{https://a.example/{b,c}}", "{<https://a.example/{b,c}>}"),
            ("https://a.example/?b[0]=c", "<https://a.example/?b[0]=c>"),
            ("https://a.example/a*b", "<https://a.example/a*b>"),
            ("**https://a.example**.", "**<https://a.example>**."),
        ] {
            becomes(text, &[expected]);
        }
    }

    #[test]
    fn parentheses_of_an_address_are_in_pairs() {
        becomes(
            "[b](https://a.example/A_(b)) [c](https://a.example/((c)/d)) e)",
            &["[b](<https://a.example/A_(b)>) [c](<https://a.example/((c)/d)>) e)"],
        );
        becomes(
            "[b](https://a.example/{id} \"c (d)\")",
            &["[b](https://a.example/{id})"],
        );
        becomes(
            "[b](https://a.example/(b)",
            &["\\[b\\](<https://a.example/(b)>"],
        );
        let open = "[a](".repeat(10_000);
        assert_eq!(
            inline(&open, &Links::take(&mut Vec::new(), None), Breaks::Hard).len(),
            60_000
        );
    }

    #[test]
    fn what_is_escaped_begins_nothing() {
        becomes("\\`<b x>`", &["\\`\\<b x>\\`"]);
        becomes(
            "\\[a](https://a.example)",
            &["\\[a\\](<https://a.example>)"],
        );
        becomes("\\\\[a]", &["\\\\\\[a\\]"]);
        becomes("C:\\temp \\", &["C:\\temp \\\\"]);
    }
}
