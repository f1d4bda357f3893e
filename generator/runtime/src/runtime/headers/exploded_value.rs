//! Headers that hold an object in the style `simple` with `explode`: `R=100,G=200`.

use serde::de::DeserializeOwned;

use crate::runtime::headers::header_text::HeaderText;

/// Reads an object whose members are `key=value`, separated by commas.
///
/// # Errors
///
/// What was expected and what was found.
pub(crate) fn exploded_value<T: DeserializeOwned>(lines: &[&str]) -> Result<T, String> {
    let text = lines.join(", ");
    let text = HeaderText {
        text: &text,
        explode: true,
    };
    T::deserialize(text).map_err(|error| error.to_string())
}
