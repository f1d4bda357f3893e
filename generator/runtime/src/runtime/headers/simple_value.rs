//! Headers in the style `simple`: one value as its text, `a,b` for a list, `key,value` for an object.

use serde::de::DeserializeOwned;

use crate::runtime::headers::header_text::HeaderText;

/// Reads a value; the lines of a header that came several times are one list (RFC 9110 §5.3).
///
/// # Errors
///
/// What was expected and what was found.
pub(crate) fn simple_value<T: DeserializeOwned>(lines: &[&str]) -> Result<T, String> {
    let text = lines.join(", ");
    let text = HeaderText {
        text: &text,
        explode: false,
    };
    T::deserialize(text).map_err(|error| error.to_string())
}
