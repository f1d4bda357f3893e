//! The parts of multipart bodies that a value of any kind becomes.

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use crate::runtime::calls::multipart::{Part, PartPlace};
use crate::runtime::styles::finite;
use crate::runtime::styles::number_text::number;

/// The parts of one value: an object as JSON, anything else as text. Each item of a list is a part, and null is none.
pub(crate) fn parts_of<T: Serialize>(
    place: &PartPlace,
    name: &str,
    value: &T,
) -> Result<Vec<Part>, String> {
    let value = finite::value(value)
        .map_err(|error| format!("expected a value for `{name}` that JSON can hold: {error}"))?;
    let items = match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        one => vec![one],
    };
    let parts = items.into_iter().map(|item| {
        let (text, is_json) = match item {
            Value::String(text) => (text, false),
            Value::Array(_) | Value::Object(_) => (item.to_string(), true),
            scalar => (number(&scalar).unwrap_or_else(|| scalar.to_string()), false),
        };
        let mut part = Part::new(place, Bytes::from(text));
        part.content_type = is_json.then(|| HeaderValue::from_static("application/json"));
        part
    });
    Ok(parts.collect())
}
