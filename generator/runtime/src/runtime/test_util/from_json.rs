//! Answers as values, made of JSON.

use std::any;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exchange::to_json;
use crate::runtime::wire::from_json;

/// The value that an answer with this JSON has: for tests of code that takes one and sends nothing.
///
/// Types of answers have no constructor, since the API may add to them. Members that the description does
/// not have are in `extra` of the value.
///
/// ```text
/// let thing = from_json::<Thing>(json!({ "id": "a", "size": 1.5, "added_later": true }));
/// assert_eq!(size_of(&thing), 1.5);
/// ```
///
/// # Panics
///
/// If the JSON does not fit the type. The message says where, what was expected and what was found.
#[track_caller]
pub fn from_json<T: DeserializeOwned + Send>(json: impl Serialize) -> T {
    let body = to_json(json).to_string();
    match from_json::from_json(body.as_bytes()) {
        Ok(value) => value,
        Err(message) => panic!("{} from JSON: {message}", any::type_name::<T>()),
    }
}
