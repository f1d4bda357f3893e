//! Additions to bodies and answers.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::find::Found;
use super::{object, one, put_first, respelled, schema};

/// Media types of each kind.
const MEDIA_TYPES: [&str; 8] = [
    "application/json",
    "application/vnd.added+json",
    "application/xml",
    "text/csv",
    "text/plain",
    "application/pdf",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
];

/// A media type of an answer, first.
pub fn answer(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let status = success(document.pointer(at)?)?;
    let media = *one(rng, &MEDIA_TYPES[..7])?;
    let content = document.pointer_mut(at)?.get_mut("responses")?;
    let content = content.get_mut(&status)?.get_mut("content")?;
    let name = add(rng, content.as_object_mut()?, media)?;
    Some(format!("`{name}` in the answer {status} of {at}"))
}

/// A media type of a body, first.
pub fn body(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let media = *one(rng, &MEDIA_TYPES)?;
    let content = document.pointer_mut(at)?.get_mut("requestBody")?;
    let content = content.get_mut("content")?;
    let name = add(rng, content.as_object_mut()?, media)?;
    Some(format!("`{name}` in the body of {at}"))
}

/// A header of an answer, first.
pub fn header(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let status = success(document.pointer(at)?)?;
    let responses = document.pointer_mut(at)?.get_mut("responses")?;
    let headers = object(responses.get_mut(&status)?, "headers")?.as_object_mut()?;
    let known: Vec<String> = headers.keys().cloned().collect();
    let name = match one(rng, &known) {
        Some(word) if rng.bool() => respelled(rng, &word.clone()),
        _ => (*one(rng, &["x-body", "x-new", "link", "etag"])?).to_owned(),
    };
    if known.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
        return None;
    }
    put_first(headers, &name, json!({ "schema": { "type": "string" } }));
    Some(format!(
        "the header `{name}` in the answer {status} of {at}"
    ))
}

/// The status of a success that is described in its place, with a body.
fn success(operation: &Value) -> Option<String> {
    let responses = operation.get("responses")?.as_object()?;
    let mut all = responses.iter();
    let found = all.find(|(status, response)| {
        status.starts_with('2') && response.get("content").is_some_and(Value::is_object)
    });
    found.map(|(status, _)| status.clone())
}

/// Puts a media type first: its kind with a schema of its own, or with that of another one.
fn add<'m>(rng: &mut Rng, content: &mut Map<String, Value>, media: &'m str) -> Option<&'m str> {
    if content.is_empty() || content.contains_key(media) {
        return None;
    }
    let known = content.values().next().cloned();
    let new = match rng.bool() {
        true => known?,
        false => json!({ "schema": schema(rng) }),
    };
    put_first(content, media, new);
    Some(media)
}
