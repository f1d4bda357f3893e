//! Path parameters: a value becomes exactly one segment, or a part of one, or the call is refused.

use std::fmt::Display;

use crate::runtime::calls::call::{Call, Parts};
use crate::runtime::http::encode::encode_onto;

impl Call {
    /// Fills the next `{…}` of the path, in the order of the template.
    ///
    /// Everything but RFC 3986's unreserved characters is encoded, so that a value can neither end
    /// its segment nor the path. An empty value is refused, and so is one that makes its segment
    /// `.` or `..`, however it is spelled: URL parsers resolve those.
    pub fn path<T: Display>(self, value: impl Into<T>) -> Self {
        let value: T = value.into();
        self.set(|parts| fill(parts, value))
    }
}

fn fill(parts: &mut Parts, value: impl Display) {
    let Some((name, rest)) = parts
        .rest
        .strip_prefix('{')
        .and_then(|inside| inside.split_once('}'))
    else {
        return;
    };
    let before = parts.path.len();
    encode_onto(&mut parts.path, value);
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
    let end = parts.path[before..]
        .find(['/', '?'])
        .map(|end| before + end);
    if let Some(end) = end.or(parts.rest.is_empty().then_some(parts.path.len()))
        && is_dot_segment(&parts.path[start..end])
    {
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
