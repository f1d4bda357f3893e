//! The text of a paragraph, a heading or a cell: what rustdoc would take for a link or for HTML is
//! escaped, outside of code.

use super::breaks::line_break;
use super::code;
use super::links::Links;
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
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let after = inner[close + 1..].strip_prefix('(')?;
    let end = after.find(')')?;
    let label = &inner[..close];
    (!label.contains('[')).then_some((label, after[..end].trim(), close + end + 4))
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
    use crate::lower::docs::tests::becomes;

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
