//! The template of a path, filled from its start to its end.

use crate::runtime::calls::call::Parts;

/// Writes the value of the next `{…}` of the path, and what follows up to the one after it.
///
/// An empty value is refused, and so is one that makes a segment `.` or `..`, however it is
/// spelled: URL parsers resolve those.
///
/// A parameter that stands in the path again has the same value there.
pub(crate) fn fill(parts: &mut Parts, write: impl FnOnce(&mut String)) {
    let Some((name, rest)) = next(parts.rest) else {
        return;
    };
    let before = parts.path.len();
    write(&mut parts.path);
    let mut others = rest.split('{').filter_map(|rest| rest.split_once('}'));
    if others.any(|(other, _)| other == name) {
        let value = parts.path[before..].to_owned();
        parts.repeated.push((name, value));
    }
    go_on(parts, before, name, rest);
    while let Some((name, rest)) = next(parts.rest)
        && let Some((_, value)) = parts.repeated.iter().find(|(known, _)| *known == name)
    {
        let before = parts.path.len();
        parts.path.push_str(value);
        go_on(parts, before, name, rest);
    }
}

/// The name of the parameter that a template begins with, and the rest.
fn next(template: &'static str) -> Option<(&'static str, &'static str)> {
    template.strip_prefix('{')?.split_once('}')
}

/// Adds what follows a value that was written from `before` on, and looks at the segments that it
/// made.
fn go_on(parts: &mut Parts, before: usize, name: &str, rest: &'static str) {
    if parts.path.len() == before {
        parts.refuse(format!(
            "expected a value for the path parameter {name}, found an empty one"
        ));
    }
    let literal = rest.find('{').unwrap_or(rest.len());
    parts.path.push_str(&rest[..literal]);
    parts.rest = &rest[literal..];

    // A segment is whole once its end is known: `{a}{b}` may make two dots of one and one.
    let start = parts.path[..before].rfind('/').map_or(0, |slash| slash + 1);
    let written = parts.path[start..].split('?').next().unwrap_or_default();
    let mut segments: Vec<&str> = written.split('/').collect();
    if !parts.rest.is_empty() && parts.path[start..].len() == written.len() {
        segments.pop();
    }
    if segments.into_iter().any(is_dot_segment) {
        parts.refuse(format!(
            "expected a value for the path parameter {name}, found a dot segment"
        ));
    }
}

/// Whether a segment reads `.` or `..` once percent-encoding is undone, however often it was done.
fn is_dot_segment(segment: &str) -> bool {
    let mut dots = 0;
    let mut rest = segment;
    while !rest.is_empty() {
        // `%2e` is a dot, `%252e` becomes one when decoded twice, and so on.
        let dot = match rest.strip_prefix('%') {
            Some(mut code) => {
                while let Some(inner) = code.strip_prefix("25") {
                    code = inner;
                }
                code.strip_prefix("2e").or_else(|| code.strip_prefix("2E"))
            }
            None => rest.strip_prefix('.'),
        };
        let Some(after) = dot else { return false };
        dots += 1;
        rest = after;
    }
    dots == 1 || dots == 2
}
