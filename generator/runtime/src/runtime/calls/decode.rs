//! JSON bodies of answers.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::http::response::Head;
use crate::runtime::wire::from_json::from_json;

/// Decodes the JSON of an answer; its media type is not looked at. An empty body is null where null is a value of the
/// type: the call is done, and some servers send nothing for it.
///
/// # Errors
///
/// Those of [`from_json`].
pub(crate) fn json<T: DeserializeOwned + Send>(_: &Head, body: &Bytes) -> Result<T, String> {
    from_json(body).or_else(|error| match body.trim_ascii() {
        b"" => from_json(b"null").map_err(|_| error),
        _ => Err(error),
    })
}
