//! JSON out of a description: values of the document, and its schemas as JSON Schema 2020-12.

mod schema;

pub(crate) use self::schema::{Purpose, SchemaWriter};
use crate::source::{Node, Value};

/// A value of the document as JSON. An integer beyond 64 bits is a float, since JSON values have
/// no other form for it here; a float that is not finite is null.
pub(crate) fn value(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Integer(value) => match serde_json::Number::from_i128(*value) {
            Some(number) => number.into(),
            None => (*value as f64).into(),
        },
        Value::Float(value) => (*value).into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(self::value).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, node)| (key.clone(), self::value(node)))
            .collect(),
    }
}
