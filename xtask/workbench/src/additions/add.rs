//! Random additions to a description: takes its JSON, adds one thing, and tells which. Nothing that a caller
//! uses goes away. What is added is called, if it can be, as something of the client is called already.

mod calls;
mod contents;
mod schemas;
mod words;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::find::Found;

/// Adds one thing, or moves everything; `None` when the description has no place for what was drawn.
/// `types` are the names of the client's types.
pub fn add(rng: &mut Rng, document: &mut Value, types: &[String]) -> Option<String> {
    let found = Found::of(document);
    match rng.u8(0..25) {
        0 | 1 => schemas::component(rng, document, types),
        2 | 3 => schemas::property(rng, document, &found),
        4 | 5 => schemas::value(rng, document, &found),
        6 => schemas::member(rng, document, &found),
        7 | 8 => calls::operation(rng, document, &found, types),
        9 => calls::parameter(rng, document, &found),
        10 => calls::body(rng, document, &found),
        11 => calls::error(rng, document, &found),
        12 => calls::credential(rng, document),
        13 => contents::answer(rng, document, &found),
        14 => contents::body(rng, document, &found),
        15 => contents::header(rng, document, &found),
        16 => words::title(rng, document, &found),
        17 => words::id(rng, document, &found, types),
        18 => words::tag(rng, document, &found, types),
        19 => words::server(rng, document),
        20 => schemas::part(rng, document, &found),
        21 => calls::of_path(rng, document, &found),
        22 => calls::alternative(rng, document, &found),
        23 => calls::webhook(rng, document, types),
        _ => {
            move_all(rng, document, "");
            Some("everything is moved".to_owned())
        }
    }
}

/// A random one.
fn one<'t, T>(rng: &mut Rng, all: &'t [T]) -> Option<&'t T> {
    (!all.is_empty()).then(|| &all[rng.usize(0..all.len())])
}

/// A word of which the same name is made, perhaps.
fn respelled(rng: &mut Rng, word: &str) -> String {
    match rng.u8(0..5) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        2 => word.replace(['_', '-'], ""),
        3 if word.contains('_') => word.replace('_', "-"),
        3 => format!("{word}_"),
        _ => {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        }
    }
}

/// A schema whose types are inline.
fn schema(rng: &mut Rng) -> Value {
    let object = json!({ "type": "object", "properties": {
        "zebra": { "type": "string" },
        "status": { "type": "string", "enum": ["on", "off"] },
    } });
    match rng.u8(0..4) {
        0 => json!({ "type": "number" }),
        1 => json!({ "type": "string", "enum": ["low", "LOW", "high"] }),
        2 => json!({ "type": "array", "items": object }),
        _ => object,
    }
}

/// Puts a member first.
fn put_first(members: &mut Map<String, Value>, key: &str, value: Value) {
    let mut new = Map::new();
    new.insert(key.to_owned(), value);
    new.append(members);
    *members = new;
}

/// The object that is a member of an object, made if it is not there.
fn object<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let members = value.as_object_mut()?;
    Some(members.entry(key).or_insert_with(|| json!({})))
}

/// Puts the members of objects, and those of arrays whose order says nothing, into another order.
fn move_all(rng: &mut Rng, value: &mut Value, key: &str) {
    match value {
        Value::Object(members) => {
            let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            rng.shuffle(&mut all);
            // Values and their names, `x-enum-varnames` for instance, are in two arrays.
            let is_parallel = all.iter().any(|(key, _)| key.starts_with("x-enum"));
            for (key, value) in &mut all {
                let is_shown = ["example", "examples", "default", "const"].contains(&key.as_str());
                let stays = is_shown || key.starts_with("x-") || (is_parallel && key == "enum");
                if !stays {
                    move_all(rng, value, key);
                }
            }
            members.extend(all);
        }
        Value::Array(items) => {
            let sets = ["enum", "oneOf", "anyOf", "tags", "parameters", "required"];
            if sets.contains(&key) {
                rng.shuffle(items);
            }
            items.iter_mut().for_each(|item| move_all(rng, item, ""));
        }
        _ => {}
    }
}
