//! The template of a path, filled from its start to its end.

use std::borrow::Cow;

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::dot_segment::is_dot_segment;

/// Writes the value of the next `{…}` of the path, and what follows up to the one after it.
///
/// An empty value is refused, and so is one that makes a segment `.` or `..`, however it is
/// spelled: URL parsers resolve those.
///
/// A parameter that the path has twice has the same value in both places.
pub(crate) fn fill(parts: &mut Parts, write: impl FnOnce(&mut String)) {
    let template = std::mem::take(&mut parts.rest);
    let end = template.find('}').filter(|_| template.starts_with('{'));
    let Some(end) = end else { return };
    let name = &template[1..end];
    let before = parts.path.len();
    write(&mut parts.path);
    if parts.path.len() == before {
        parts.refuse(format!(
            "expected a value for the path parameter {name}, found an empty one"
        ));
    }
    let mut rest = after(template.clone(), end + 1);
    let mut others = rest.split('{').filter_map(|rest| rest.split_once('}'));
    if others.any(|(other, _)| other == name) {
        rest = rest
            .replace(&template[..=end], &parts.path[before..])
            .into();
    }
    let literal = rest.find('{').unwrap_or(rest.len());
    parts.path.push_str(&rest[..literal]);
    let rest = after(rest, literal);

    // A segment is whole once its end is known: `{a}{b}` may make two dots of one and one.
    let start = parts.path[..before].rfind('/').map_or(0, |slash| slash + 1);
    let written = parts.path[start..].split('?').next().unwrap_or_default();
    let mut segments: Vec<&str> = written.split('/').collect();
    if !rest.is_empty() && parts.path[start..].len() == written.len() {
        segments.pop();
    }
    if segments.into_iter().any(is_dot_segment) {
        parts.refuse(format!(
            "expected a value for the path parameter {name}, found a dot segment"
        ));
    }
    parts.rest = rest;
}

/// A template from a place on.
fn after(template: Cow<'static, str>, start: usize) -> Cow<'static, str> {
    match template {
        Cow::Borrowed(text) => text[start..].into(),
        Cow::Owned(mut text) => {
            text.drain(..start);
            text.into()
        }
    }
}
