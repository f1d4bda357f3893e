//! What a description says of its parts: titles, ids, tags, servers.

use fastrand::Rng;
use serde_json::{Value, json};

use super::super::find::Found;
use super::{one, put_first, respelled};

/// The title of an inline schema.
pub fn title(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.schemas)?;
    let schema = document.pointer_mut(at)?.as_object_mut()?;
    if schema.contains_key("title") || schema.contains_key("$ref") {
        return None;
    }
    let title = *one(rng, &["Value", "Item", "Other Object"])?;
    put_first(schema, "title", title.into());
    Some(format!("the title `{title}` of {at}"))
}

/// The id of an operation that had none.
pub fn id(rng: &mut Rng, document: &mut Value, found: &Found, types: &[String]) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let ty = one(rng, types)?;
    let id = format!("{ty}Added");
    let is_known = |at: &String| {
        document
            .pointer(at)
            .is_some_and(|known| known["operationId"] == id)
    };
    if found.operations.iter().any(is_known) {
        return None;
    }
    let operation = document.pointer_mut(at)?.as_object_mut()?;
    if operation.contains_key("operationId") {
        return None;
    }
    put_first(operation, "operationId", id.as_str().into());
    Some(format!("the id `{id}` of {at}"))
}

/// A tag of an operation, first.
pub fn tag(rng: &mut Rng, document: &mut Value, found: &Found, types: &[String]) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let operation = document.pointer_mut(at)?.as_object_mut()?;
    let tags = operation.entry("tags").or_insert_with(|| json!([]));
    let tags = tags.as_array_mut()?;
    let tag = match tags.first().and_then(Value::as_str) {
        Some(known) if rng.bool() => respelled(rng, known),
        _ => one(rng, types)?.clone(),
    };
    if tags.iter().any(|known| *known == tag) {
        return None;
    }
    tags.insert(0, tag.as_str().into());
    Some(format!("the tag `{tag}` of {at}"))
}

/// A further server, last: calls go to the first one.
pub fn server(rng: &mut Rng, document: &mut Value) -> Option<String> {
    let servers = document.get_mut("servers")?.as_array_mut()?;
    let word = *one(rng, &["production", "eu", "default", "new"])?;
    let url = format!("https://{word}{}.example", servers.len());
    if servers.is_empty() {
        return None;
    }
    servers.push(json!({ "url": url, "description": word }));
    Some(format!("the server `{url}`"))
}
