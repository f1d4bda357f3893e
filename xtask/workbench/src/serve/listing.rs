//! Reading an example page by page: takes a list and a request for a page of it, gives that page,
//! so that a client that asks for the next one comes to an end. What is a list that goes on is
//! told as the client tells it: by `data`, whose items have an `id`, and a parameter `after`.

use generator::contract::{Operation, Place};
use serde_json::{Value, json};
use tests::request::RecordedRequest;

use super::schemas::Schemas;

/// The page of a list that a request asks for; any other value as it is.
pub fn page(
    schemas: &Schemas,
    operation: &Operation,
    request: &RecordedRequest,
    mut value: Value,
) -> Value {
    let parameter = |name: &str| {
        let mut all = operation.parameters.iter();
        all.find(|found| found.place == Place::Query && found.name == name)
    };
    let (Some(_), Some(items)) = (parameter("after"), value["data"].as_array().cloned()) else {
        return value;
    };
    let start = match request.query_value("after") {
        None => 0,
        // After an item that is not known here, nothing is left.
        Some(id) => match items.iter().position(|item| item["id"] == id) {
            Some(found) => found + 1,
            None => items.len(),
        },
    };
    let default = || {
        let schema = parameter("limit")?.schema.as_ref()?;
        schemas.get(schema)["default"].as_u64()
    };
    let limit = request.query_value("limit");
    let limit = limit.and_then(|limit| limit.parse().ok()).or_else(default);
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let page: Vec<Value> = items
        .iter()
        .skip(start)
        .take(limit.unwrap_or(items.len()))
        .cloned()
        .collect();
    let id = |item: Option<&Value>| item.map_or(Value::Null, |item| item["id"].clone());
    for (key, member) in [
        ("first_id", id(page.first())),
        ("last_id", id(page.last())),
        ("has_more", json!(start + page.len() < items.len())),
    ] {
        if let Some(found) = value.get_mut(key) {
            *found = member;
        }
    }
    value["data"] = Value::Array(page);
    value
}
