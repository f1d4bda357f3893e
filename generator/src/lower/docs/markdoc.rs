//! Tags of Markdoc, which Redocly and others show as boxes: `{% admonition type="info" name="A" %}`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::code::span;

/// Tags whose text is a note. What other tags mean is not known, so they stay.
const NOTES: &[&str] = &["admonition", "callout", "hint"];

/// The text with each note as a paragraph that its name begins.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let ends = ends(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '`']) {
        out.push_str(&text[at..at + found]);
        at += found;
        let rest = &text[at..];
        if let Some(note) = Note::read(text, at, &ends) {
            // A note that belongs to an item of a list is indented as the item is.
            let line = out.rsplit('\n').next().unwrap_or_default();
            let indent = match line.trim().is_empty() {
                true => line.to_owned(),
                false => String::new(),
            };
            out.push_str(&note.to_markdown(&indent));
            at = note.end;
            continue;
        }
        let code = rest.starts_with('`').then(|| span(rest)).flatten();
        let length = code.unwrap_or(1);
        out.push_str(&rest[..length]);
        at += length;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// What is within `{% … %}` at the start of a text. A tag holds no other.
fn tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{%")?;
    let mut marks = inner.match_indices('%').map(|(at, _)| at);
    let end = marks.find(|at| inner[*at..].starts_with("%}") || inner[..*at].ends_with('{'))?;
    inner[end..].starts_with("%}").then(|| inner[..end].trim())
}

/// Where the notes of each name end: where the tag begins and where it ends, in the order of the text.
fn ends(text: &str) -> HashMap<&str, Vec<(usize, usize)>> {
    let mut ends: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (at, _) in text.match_indices("{%") {
        let Some(tag) = tag(&text[at..]) else {
            continue;
        };
        if let Some(name) = tag.strip_prefix('/').or(tag.strip_prefix("end")) {
            let end = text[at..].find("%}").map_or(text.len(), |end| at + end + 2);
            ends.entry(name.trim()).or_default().push((at, end));
        }
    }
    ends
}

struct Note<'t> {
    name: Option<&'t str>,
    body: &'t str,
    /// Where it ends in the text.
    end: usize,
}

impl<'t> Note<'t> {
    /// A note at a place of a text, which has an end.
    fn read(text: &'t str, at: usize, ends: &HashMap<&str, Vec<(usize, usize)>>) -> Option<Self> {
        let tag = tag(&text[at..])?;
        let name = NOTES.iter().find(|name| {
            let rest = tag.strip_prefix(**name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
        })?;
        let start = at + text[at..].find("%}")? + 2;
        let ends = ends.get(name)?;
        let (body_end, end) = *ends.get(ends.partition_point(|(at, _)| *at < start))?;
        Some(Self {
            name: ["name", "title", "type", "style"]
                .iter()
                .find_map(|key| attribute(tag, key)),
            body: &text[start..body_end],
            end,
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
