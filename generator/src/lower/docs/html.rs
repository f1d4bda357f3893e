//! HTML in a description → Markdown. What a browser would show as plain text goes, what it would not
//! know stays, and is made plain later.

use std::borrow::Cow;

use super::code::span;

/// The text with its HTML written in Markdown. Code stays as it is.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<Open> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('`') {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let length = span(rest).unwrap_or(ticks);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(tag) = Tag::read(rest) {
            let is_known = apply(&tag, &mut open, &mut out);
            if !is_known {
                out.push_str(&rest[..tag.length]);
            }
            rest = &rest[tag.length..];
            if is_known && out.ends_with('\n') {
                rest = unindented(rest, &mut out);
            }
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    // What was opened and has no end is as if it had not been opened: nothing was written of it.
    Cow::Owned(out)
}

/// The rest of a text after a tag that begins a block. Spaces there mean nothing in HTML, and would be code
/// in Markdown.
fn unindented<'t>(text: &'t str, out: &mut String) -> &'t str {
    let rest = text.trim_start();
    out.extend(text[..text.len() - rest.len()].matches('\n'));
    rest
}

/// A tag whose text is marked when it ends.
struct Open {
    name: String,
    /// Where its text begins.
    at: usize,
    /// Where a link leads.
    target: Option<String>,
}

/// A tag at the start of a text.
struct Tag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
    length: usize,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name = inner
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count();
        let end = inner
            .find(['>', '<'])
            .filter(|end| inner[*end..].starts_with('>'))?;
        let attributes = inner.get(name..end)?;
        let is_tag =
            name > 0 && (attributes.is_empty() || attributes.starts_with([' ', '/', '\n']));
        is_tag.then(|| Self {
            name: inner[..name].to_ascii_lowercase(),
            closes,
            attributes,
            length: text.len() - inner.len() + end + 1,
        })
    }

    /// The value of `href`.
    fn target(&self) -> Option<String> {
        let (_, after) = self.attributes.split_once("href")?;
        let after = after.trim_start().strip_prefix('=')?.trim_start();
        let value = match after.chars().next()? {
            quote @ ('"' | '\'') => after[1..].split(quote).next()?,
            _ => after.split_whitespace().next()?,
        };
        Some(value.trim().replace([' ', ')'], ""))
    }
}

/// Writes what a tag means; `false` when it is none that a browser knows.
fn apply(tag: &Tag<'_>, open: &mut Vec<Open>, out: &mut String) -> bool {
    match &*tag.name {
        "p" | "div" | "ul" | "ol" | "dl" | "table" | "tr" | "blockquote" | "center" | "section" => {
            out.push_str("\n\n");
        }
        "li" | "dt" | "dd" => out.push_str(if tag.closes { "\n" } else { "\n- " }),
        "hr" => out.push_str("\n\n"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            out.push_str(if tag.closes { "\n\n" } else { "\n\n### " });
        }
        "a" | "code" | "tt" | "b" | "strong" | "i" | "em" => inline(tag, open, out),
        "span" | "sup" | "sub" | "small" | "big" | "u" | "s" | "font" | "abbr" | "kbd"
        | "tbody" | "thead" | "td" | "th" | "var" | "mark" | "aside" => {}
        _ => return false,
    }
    true
}

/// A link, code or an emphasis: written when it ends, around what came since it began.
fn inline(tag: &Tag<'_>, open: &mut Vec<Open>, out: &mut String) {
    if !tag.closes {
        open.push(Open {
            name: tag.name.clone(),
            at: out.len(),
            target: tag.target(),
        });
        return;
    }
    let Some(last) = open.iter().rposition(|open| open.name == tag.name) else {
        return;
    };
    let Open { at, target, .. } = open.remove(last);
    let text = out.split_off(at);
    let content = text.trim();
    let broken = content.contains("\n\n") || content.is_empty();
    let marked = match (&*tag.name, target) {
        _ if broken => None,
        ("a", Some(target)) if !content.contains(['[', ']']) => {
            Some(format!("[{content}]({target})"))
        }
        ("code" | "tt", _) if !content.contains('`') => Some(format!("`{}`", characters(content))),
        ("b" | "strong", _) if !content.contains('*') => Some(format!("**{content}**")),
        ("i" | "em", _) if !content.contains('*') => Some(format!("*{content}*")),
        _ => None,
    };
    let Some(marked) = marked else {
        out.push_str(&text);
        return;
    };
    // Space at the ends is put outside of the marks.
    let before = text.len() - text.trim_start().len();
    out.push_str(&text[..before]);
    out.push_str(&marked);
    out.push_str(&text[text.trim_end().len()..]);
}

/// Markdown shows code as it is written: characters that HTML had to write in other ways become plain.
fn characters(code: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(code.to_owned(), |code, (entity, character)| {
        code.replace(entity, character)
    })
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn what_a_browser_shows_is_written_in_markdown() {
        for (html, markdown) in [
            ("plain < text > here", "plain < text > here"),
            ("<p>One.</p><p>Two.</p>", "\n\nOne.\n\n\n\nTwo.\n\n"),
            (
                "See <a href=\"https://a.example/b\">the guide</a>.",
                "See [the guide](https://a.example/b).",
            ),
            ("<a class='x' href='/b c'>b</a>", "[b](/bc)"),
            ("<a name=\"x\">b</a>", "b"),
            ("a <b>very </b>good <em>one</em>", "a **very** good *one*"),
            ("<code>a&lt;b&gt;</code>", "`a<b>`"),
            ("<ul><li>a</li><li>b</li></ul>", "\n\n\n- a\n\n- b\n\n\n"),
            ("<span style=\"x\">red</span><!-- no -->", "red"),
            ("`<p>` and <unknown> and <T>", "`<p>` and <unknown> and <T>"),
            ("<b>never ends", "never ends"),
            ("<b></b><a href=\"x\"></a>", ""),
            ("</b> only <p", " only <p"),
            ("<p>\n    One\n    <p>", "\n\n\nOne\n    \n\n"),
        ] {
            assert_eq!(to_markdown(html), markdown, "{html}");
        }
    }
}
