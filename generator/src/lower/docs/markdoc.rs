//! Tags of Markdoc, which Redocly and others show as boxes: `{% admonition type="info" name="A" %}`.

use std::borrow::Cow;

use super::code::span;

/// Tags whose text is a note. What other tags mean is not known, so they stay.
const NOTES: &[&str] = &["admonition", "callout", "hint"];

/// The text with each note as a paragraph that its name begins.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(note) = Note::read(rest) {
            // A note that belongs to an item of a list is indented as the item is.
            let line = out.rsplit('\n').next().unwrap_or_default();
            let indent = match line.trim().is_empty() {
                true => line.to_owned(),
                false => String::new(),
            };
            out.push_str(&note.to_markdown(&indent));
            rest = &rest[note.length..];
            continue;
        }
        let length = span(rest).filter(|_| rest.starts_with('`')).unwrap_or(1);
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

struct Note<'t> {
    name: Option<&'t str>,
    body: &'t str,
    length: usize,
}

impl<'t> Note<'t> {
    /// A note at the start of a text, which has an end.
    fn read(text: &'t str) -> Option<Self> {
        let (tag, after) = text.strip_prefix("{%")?.split_once("%}")?;
        let tag = tag.trim();
        let name = NOTES.iter().find(|name| {
            let rest = tag.strip_prefix(**name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
        })?;
        let ends = after.match_indices("{%").find_map(|(at, _)| {
            let (end, _) = after[at + 2..].split_once("%}")?;
            let is_end = end
                .trim()
                .strip_prefix(['/'])
                .or(end.trim().strip_prefix("end"));
            (is_end.map(str::trim) == Some(*name)).then_some((at, at + 2 + end.len() + 2))
        })?;
        Some(Self {
            name: ["name", "title", "type", "style"]
                .iter()
                .find_map(|key| attribute(tag, key)),
            body: &after[..ends.0],
            length: text.len() - after.len() + ends.1,
        })
    }

    fn to_markdown(&self, indent: &str) -> String {
        let mut lines: Vec<String> = Vec::new();
        let written = |line: &&str| !line.trim().is_empty();
        let width = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let body = self.body.trim_end().trim_start_matches(['\r', '\n']);
        let shared = body.lines().filter(written).map(width).min().unwrap_or(0);
        if let Some(name) = self.name {
            let name = capitalized(name.trim());
            let stop = match name.ends_with(['.', ':', '!', '?']) {
                true => "",
                false => ":",
            };
            lines.push(format!("{indent}**{name}{stop}**"));
        }
        lines.extend(
            body.lines()
                .map(|line| format!("{indent}{}", line.get(shared..).unwrap_or(""))),
        );
        format!("\n\n{}\n\n{indent}", lines.join("\n"))
    }
}

/// The value of `key="value"`.
fn attribute<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let starts = tag.match_indices(key).find_map(|(at, _)| {
        let rest = tag[at + key.len()..].trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().strip_prefix('"')?;
        tag[..at].ends_with([' ', '\n']).then_some(rest)
    })?;
    let (value, _) = starts.split_once('"')?;
    (!value.trim().is_empty() && !value.contains(['\n', '*'])).then_some(value)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use crate::lower::docs::tests::becomes;

    #[test]
    fn a_note_is_a_paragraph_of_its_own() {
        becomes(
            "One.\n{% admonition type=\"info\" name=\"Use `a`\" %}\n  Two\n  three.\n{% /admonition %}\nFour.",
            &["One.", "", "**Use `a`:** Two three.", "", "Four."],
        );
        becomes(
            "One {% hint style=\"warning\" %}two{% endhint %} three",
            &["One", "", "**Warning:** two", "", "three"],
        );
        becomes(
            "- One\n  {% callout title=\"Why?\" %}\n      - two\n  {% /callout %}\n- three",
            &["- One", "", "  **Why?**", "", "  - two", "- three"],
        );
    }

    #[test]
    fn other_tags_stay() {
        for text in [
            "{% if a %} b {% /if %}",
            "{% admonition %} without an end",
            "`{% hint %}a{% /hint %}`",
            "{{% URL %}}",
        ] {
            becomes(text, &[text]);
        }
    }
}
