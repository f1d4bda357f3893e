//! Headers that hold JSON.

use serde::de::DeserializeOwned;

use crate::runtime::calls::decode::from_json;

/// Reads JSON text.
///
/// # Errors
///
/// What was expected and what was found, after the path.
pub(crate) fn json_value<T: DeserializeOwned + Send>(lines: &[&str]) -> Result<T, String> {
    from_json(lines.join(", ").as_bytes())
}
