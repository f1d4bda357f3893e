//! Additions to operations.

use fastrand::Rng;
use serde_json::{Value, json};

use super::super::find::{Found, METHODS};
use super::{object, one, put_first, respelled, schema};

/// An operation: on a path of its own, below another path, or by another method.
pub fn operation(
    rng: &mut Rng,
    document: &mut Value,
    found: &Found,
    types: &[String],
) -> Option<String> {
    let paths = document.get("paths")?.as_object()?;
    let keys: Vec<String> = paths.keys().cloned().collect();
    let known = one(rng, &keys)?.clone();
    let ty = one(rng, types)?;
    let segment = one(
        rng,
        &["list", "retrieve", "create", "types", "client", "new"],
    )?;
    let plain = known.trim_end_matches('/').to_owned();
    let path = match rng.u8(0..6) {
        0 => known,
        1 => format!("/v0{known}"),
        2 => format!("{plain}/{segment}"),
        3 => format!("{plain}/{{added_id}}"),
        4 => format!("/{ty}"),
        _ => format!(
            "/{}",
            respelled(rng, plain.trim_start_matches('/').split('/').next()?)
        ),
    };
    if path.contains(['?', '#']) {
        return None;
    }
    let shape = |path: &str| {
        let parts = path
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        parts.collect::<Vec<_>>().join("{}")
    };
    if keys
        .iter()
        .any(|key| *key != path && shape(key) == shape(&path))
    {
        return None;
    }
    let method = *one(rng, &METHODS)?;
    let has_body = ["put", "post", "patch"].contains(&method);
    let id = match rng.u8(0..3) {
        0 => ty.clone(),
        _ => {
            let at = one(rng, &found.operations)?;
            let id = document.pointer(at)?.get("operationId")?.as_str()?;
            respelled(rng, id)
        }
    };
    let ids = found
        .operations
        .iter()
        .filter_map(|at| document.pointer(at)?.get("operationId"));
    let ids: Vec<&str> = ids.filter_map(Value::as_str).collect();
    let id = match ids.contains(&id.as_str()) {
        true => format!("{id}{}", ids.len()),
        false => id,
    };
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0));
    let parameters = names.map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let mut new = json!({
        "operationId": id,
        "tags": ["added"],
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": { "200": {
            "description": "d", "content": { "application/json": { "schema": schema(rng) } },
        } },
    });
    if has_body {
        new["requestBody"] = json!({
            "required": true, "content": { "application/json": { "schema": schema(rng) } },
        });
    }
    let paths = object(document, "paths")?.as_object_mut()?;
    if !paths.contains_key(&path) {
        put_first(paths, &path, json!({}));
    }
    let item = paths.get_mut(&path)?.as_object_mut()?;
    if item.contains_key(method) || item.contains_key("$ref") {
        return None;
    }
    if item.contains_key("parameters") {
        new["parameters"] = json!([]);
    }
    put_first(item, method, new);
    Some(format!("the operation `{id}`: {method} {path}"))
}

/// An optional parameter of an operation, first.
pub fn parameter(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    const WORDS: [&str; 6] = [
        "body",
        "request",
        "header",
        "timeout",
        "max-retries",
        "wait",
    ];
    let at = one(rng, &found.operations)?;
    let operation = document.pointer_mut(at)?.as_object_mut()?;
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    let parameters = parameters.as_array_mut()?;
    let name = |known: &Value| known.get("name")?.as_str().map(str::to_owned);
    let known: Vec<String> = parameters.iter().filter_map(name).collect();
    let word = match one(rng, &known) {
        Some(word) if rng.u8(0..3) > 0 => respelled(rng, &word.clone()),
        _ => (*one(rng, &WORDS)?).to_owned(),
    };
    let place = *one(rng, &["query", "query", "header"])?;
    let ignored = ["accept", "content-type", "authorization"];
    if known
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&word) && *known == word)
        || (place == "header" && known.iter().any(|known| known.eq_ignore_ascii_case(&word)))
        || ignored.contains(&word.to_lowercase().as_str())
    {
        return None;
    }
    let schemas = [
        json!({ "type": "string" }),
        json!({ "type": "integer" }),
        json!({ "type": "string", "enum": ["low", "LOW", "high"] }),
    ];
    let schema = one(rng, &schemas)?.clone();
    parameters.insert(0, json!({ "name": word, "in": place, "schema": schema }));
    Some(format!("the parameter `{word}` in the {place} of {at}"))
}

/// An optional body of an operation that had none.
pub fn body(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let has_body = ["/put", "/post", "/patch"]
        .iter()
        .any(|method| at.ends_with(method));
    let schema = schema(rng);
    let operation = document.pointer_mut(at)?.as_object_mut()?;
    if !has_body || operation.contains_key("requestBody") {
        return None;
    }
    let body = json!({ "content": { "application/json": { "schema": schema } } });
    put_first(operation, "requestBody", body);
    Some(format!("an optional body of {at}"))
}

/// An error with a body, first.
pub fn error(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let responses = document
        .pointer_mut(at)?
        .get_mut("responses")?
        .as_object_mut()?;
    let status = *one(rng, &["418", "429", "4XX", "503", "5XX", "default"])?;
    // Where nothing else is a success, the default is the answer.
    let is_success = |status: &String| status.starts_with('2');
    if responses.contains_key(status) || !responses.keys().any(is_success) {
        return None;
    }
    let schema = json!({ "type": "object", "properties": { "reason": { "type": "string" } } });
    let error = json!({
        "description": "d", "content": { "application/json": { "schema": schema } },
    });
    put_first(responses, status, error);
    Some(format!("the error {status} of {at}"))
}

/// A security scheme, which the client may use instead of the others.
pub fn credential(rng: &mut Rng, document: &mut Value) -> Option<String> {
    let known = document
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    let known: Vec<String> = known
        .into_iter()
        .flatten()
        .map(|(key, _)| key.clone())
        .collect();
    let name = match one(rng, &known) {
        Some(word) => respelled(rng, &word.clone()),
        None => "timeout".to_owned(),
    };
    if known.contains(&name) {
        return None;
    }
    let scheme = json!({ "type": "apiKey", "in": "header", "name": format!("X-{name}") });
    let schemes = object(object(document, "components")?, "securitySchemes")?;
    put_first(schemes.as_object_mut()?, &name, scheme);
    if let Some(security) = document.get_mut("security").and_then(Value::as_array_mut)
        && !security.is_empty()
    {
        security.insert(0, json!({ name.as_str(): [] }));
    }
    Some(format!("the security scheme `{name}`"))
}

/// An optional parameter of all operations of a path.
pub fn of_path(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let (path, _) = at.rsplit_once('/')?;
    let name = *one(rng, &["expand", "page", "limit", "x-trace", "locale"])?;
    let place = if name.starts_with("x-") {
        "header"
    } else {
        "query"
    };
    let names = |value: &Value| value.to_string().contains(&format!("\"name\":\"{name}\""));
    let item = document.pointer_mut(path)?;
    if names(item) {
        return None;
    }
    let parameters = parameters_of(item)?;
    parameters.insert(
        0,
        json!({ "name": name, "in": place, "schema": { "type": "string" } }),
    );
    Some(format!("the parameter `{name}` in the {place} of {path}"))
}

fn parameters_of(item: &mut Value) -> Option<&mut Vec<Value>> {
    let members = item.as_object_mut()?;
    let parameters = members.entry("parameters").or_insert_with(|| json!([]));
    parameters.as_array_mut()
}

/// Another way to authenticate an operation, first.
pub fn alternative(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let at = one(rng, &found.operations)?;
    let known = document
        .pointer("/components/securitySchemes")?
        .as_object()?;
    let known: Vec<String> = known.keys().cloned().collect();
    let name = one(rng, &known)?;
    let operation = document.pointer_mut(at)?;
    let security = operation.get_mut("security")?.as_array_mut()?;
    if security.is_empty() || security.iter().any(|known| known.get(name).is_some()) {
        return None;
    }
    security.insert(0, json!({ name.as_str(): [] }));
    Some(format!("the scheme `{name}` of {at}"))
}

/// A webhook with a body.
pub fn webhook(rng: &mut Rng, document: &mut Value, types: &[String]) -> Option<String> {
    if !document.get("openapi")?.as_str()?.starts_with("3.1") {
        return None;
    }
    let name = format!("{}Happened", one(rng, types)?);
    let schema = schema(rng);
    let webhooks = object(document, "webhooks")?.as_object_mut()?;
    if webhooks.contains_key(&name) {
        return None;
    }
    let new = json!({ "post": {
        "requestBody": { "content": { "application/json": { "schema": schema } } },
        "responses": { "200": { "description": "d" } },
    } });
    put_first(webhooks, &name, new);
    Some(format!("the webhook `{name}`"))
}
