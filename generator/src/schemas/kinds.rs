//! The JSON types that match a schema.

use crate::formats;
use crate::media::MediaType;
use crate::openapi::{Additional, Assertions, Kind};
use crate::source::{Node, Value};

/// The types that a schema allows, without null: those that `type` lists, else those that the other
/// keywords are about. Empty: any.
///
/// `{ properties: … }` is about objects, `{ items: … }` about arrays, `{ maxLength: 5 }` about strings. A `pattern` beside
/// a format of numbers says how a number may be written as a text: ASP.NET Core leaves `type: [integer, string]` out of
/// OpenAPI 3.0.
pub(crate) fn kinds(assertions: &Assertions<'_>) -> Vec<Kind> {
    let listed: Vec<Kind> = assertions
        .kinds
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::Null)
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let mut others = assertions.bounds.iter().chain(&assertions.unchecked);
    let object = !assertions.properties.is_empty()
        || !assertions.required.is_empty()
        || !assertions.pattern_properties.is_empty()
        || assertions.additional != Additional::Absent
        || assertions.unevaluated != Additional::Absent;
    let array = assertions.items.is_some() || !assertions.prefix_items.is_empty();
    let text = |key| matches!(key, "pattern" | "minLength" | "maxLength");
    match (object, array) {
        (true, _) => vec![Kind::Object],
        (false, true) => vec![Kind::Array],
        _ if assertions.format.is_some_and(formats::implies_text) => vec![Kind::String],
        _ if assertions.kinds.is_empty() && others.any(|(key, _)| text(*key)) => {
            let is_of = |kind: &Kind| {
                assertions
                    .format
                    .is_some_and(|of| formats::is_of(kind.word(), of))
            };
            let number = [Kind::Integer, Kind::Number].into_iter().find(is_of);
            number.into_iter().chain([Kind::String]).collect()
        }
        _ => Vec::new(),
    }
}

/// The types that match a schema, also when only its values tell: `{ enum: [a, b] }`.
pub(crate) fn kinds_of_values(assertions: &Assertions<'_>) -> Vec<Kind> {
    let mut kinds = kinds(assertions);
    if !kinds.is_empty() {
        return kinds;
    }
    let values = assertions.values.iter().flatten();
    for value in assertions.constant.iter().chain(values) {
        let kind = kind_of(value);
        if kind != Kind::Null && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// The JSON type of a value.
pub(crate) fn kind_of(value: &Node) -> Kind {
    match value.value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Integer(_) => Kind::Integer,
        Value::Float(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

/// Whether a schema says that its values are bytes: texts of the format `binary`, or with a media type and no encoding.
pub(crate) fn says_bytes(assertions: &Assertions<'_>) -> bool {
    let is_text = |kind: &Kind| matches!(kind, Kind::String | Kind::Null);
    let may_be_text = assertions.kinds.is_empty() || assertions.kinds.contains(&Kind::String);
    may_be_text
        && assertions.kinds.iter().all(is_text)
        && match assertions.content {
            _ if assertions.format == Some("binary") => true,
            (None, Some(media)) => MediaType::parse(media).is_some_and(|media| media.is_bytes()),
            _ => false,
        }
}

/// Whether a value can be of both types: every integer is a number.
pub(crate) fn overlaps(a: Kind, b: Kind) -> bool {
    let number = |kind| matches!(kind, Kind::Integer | Kind::Number);
    a == b || number(a) && number(b)
}
