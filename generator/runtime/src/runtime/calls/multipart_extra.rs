//! Parts of multipart bodies that the description does not name, and whose schema it has.

use bytes::Bytes;
use indexmap::IndexMap;
use reqwest::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::undescribed::undescribed;
use crate::runtime::styles::finite;

impl Call {
    /// Sets the parts that the description does not name: an object as JSON, anything else as
    /// text. Each item of a list is a part. What has the name of a described one is not sent.
    pub fn part_extra<T: Serialize>(
        self,
        described: &[&str],
        values: impl Into<IndexMap<String, T>>,
    ) -> Self {
        let values = undescribed(described, values);
        let place = PartPlace::from("");
        let mut all = Vec::new();
        for (name, value) in &values {
            match parts_of(&place, name, value) {
                Ok(parts) => all.extend(parts),
                Err(fault) => return self.set(|parts| parts.refuse(fault)),
            }
        }
        self.set(|parts| Multipart::put(parts, &place, Ok(all)))
    }
}

/// The parts of one name: of a list, each item is a part.
fn parts_of<T: Serialize>(place: &PartPlace, name: &str, value: &T) -> Result<Vec<Part>, String> {
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
            scalar => (scalar.to_string(), false),
        };
        let mut part = Part::new(place, Bytes::from(text));
        part.name = Some(name.to_owned());
        part.content_type = is_json.then(|| HeaderValue::from_static("application/json"));
        part
    });
    Ok(parts.collect())
}
