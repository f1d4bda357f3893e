//! One value of a schema, as an answer would hold it: its example or default where it has one, else one of its type.
//!
//! `emit::values` of the generator writes such values for the documentation, in Rust and from types; both take their
//! texts from `formats`. `corpus::values` makes many and extreme values, to find faults.

use generator::formats;
use serde_json::{Map, Value, json};

use super::schemas::Schemas;

/// The most schemas within each other; deeper, optional properties are left out.
const DEPTH: usize = 12;

/// A value that a schema describes, as an answer would hold it.
pub fn value(schemas: &Schemas, schema: &Value) -> Value {
    build(schemas, schema, DEPTH).unwrap_or(Value::Null)
}

fn build(schemas: &Schemas, schema: &Value, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    for said in [
        &schema["examples"][0],
        &schema["const"],
        &schema["default"],
        &schema["enum"][0],
    ] {
        if !said.is_null() {
            return Some(said.clone());
        }
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return build(schemas, schemas.get(reference), depth);
    }
    for key in ["oneOf", "anyOf"] {
        let mut branches = schema[key].as_array().into_iter().flatten();
        if let Some(found) = branches.find_map(|branch| build(schemas, branch, depth)) {
            return Some(merged(found, own(schemas, schema, depth)));
        }
    }
    match schema["allOf"].as_array() {
        None => own(schemas, schema, depth),
        Some(parts) => {
            let parts = parts.iter().filter_map(|part| build(schemas, part, depth));
            let all = parts.reduce(|one, other| merged(one, Some(other)))?;
            Some(merged(all, own(schemas, schema, depth)))
        }
    }
}

/// What a schema's own type asks for.
fn own(schemas: &Schemas, schema: &Value, depth: usize) -> Option<Value> {
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null"),
        kind => kind.as_str(),
    };
    match kind {
        // The text of JSON, as the data of an event is.
        Some("string") if schema["contentSchema"].is_object() => {
            let content = build(schemas, &schema["contentSchema"], depth)?;
            Some(Value::String(content.to_string()))
        }
        Some("string") => Some(text(schema)),
        Some("integer" | "number") => Some(number(schema)),
        // A list that has more would never end.
        Some("boolean") => Some(json!(false)),
        Some("array") => {
            let item = build(schemas, &schema["items"], depth);
            let count = schema["minItems"].as_u64().unwrap_or(1).clamp(1, 100);
            Some((0..count).filter_map(|_| item.clone()).collect())
        }
        Some("object") => object(schemas, schema, depth),
        None if schema.get("properties").is_some() => object(schemas, schema, depth),
        _ => None,
    }
}

fn object(schemas: &Schemas, schema: &Value, depth: usize) -> Option<Value> {
    let required = |name: &str| {
        let mut names = schema["required"].as_array().into_iter().flatten();
        names.any(|known| known == name)
    };
    let mut members = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if property["writeOnly"] == true {
            continue;
        }
        match build(schemas, property, depth) {
            Some(value) => drop(members.insert(name.clone(), value)),
            None if required(name) => drop(members.insert(name.clone(), Value::Null)),
            None => {}
        }
    }
    Some(Value::Object(members))
}

fn merged(one: Value, other: Option<Value>) -> Value {
    match (one, other) {
        (Value::Object(mut one), Some(Value::Object(other))) => {
            one.extend(other);
            Value::Object(one)
        }
        (Value::Null, Some(other)) => other,
        (one, _) => one,
    }
}

fn text(schema: &Value) -> Value {
    let known = match schema["format"].as_str() {
        Some("byte") => "",
        Some(format) => formats::sample(format).unwrap_or("text"),
        None => "text",
    };
    let bound = |key: &str| {
        schema[key]
            .as_u64()
            .and_then(|bound| usize::try_from(bound).ok())
    };
    let mut text = known.to_owned();
    // Longer than this nobody means it.
    for _ in text.len()..bound("minLength").unwrap_or(0).min(10_000) {
        text.push('x');
    }
    text.truncate(bound("maxLength").unwrap_or(usize::MAX));
    Value::String(text)
}

fn number(schema: &Value) -> Value {
    let least = &schema["minimum"];
    if !least.is_null() {
        return least.clone();
    }
    match (
        schema["exclusiveMinimum"].as_i64(),
        schema["maximum"].as_i64(),
    ) {
        (Some(bound), _) => json!(bound.saturating_add(1)),
        (None, Some(bound)) if bound < 0 => json!(bound),
        _ => json!(0),
    }
}
