//! Headers that hold JSON.

use serde::de::DeserializeOwned;

/// Reads JSON text.
///
/// # Errors
///
/// What was expected and what was found.
pub(crate) fn json_value<T: DeserializeOwned>(lines: &[&str]) -> Result<T, String> {
    let text = lines.join(", ");
    serde_json::from_str(&text)
        .map_err(|error| format!("expected JSON as it is described: {error}"))
}
