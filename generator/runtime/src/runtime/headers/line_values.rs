//! Headers that come several times, each time with a value of its own.

use serde::de::DeserializeOwned;
use serde::de::value::{Error, SeqDeserializer};

use crate::runtime::headers::header_text::HeaderText;

/// Reads a list with an item for each line.
///
/// # Errors
///
/// What was expected and what was found.
pub(crate) fn line_values<T: DeserializeOwned>(lines: &[&str]) -> Result<T, String> {
    let items = lines.iter().map(|text| HeaderText {
        text,
        explode: false,
    });
    let items: SeqDeserializer<_, Error> = SeqDeserializer::new(items);
    T::deserialize(items).map_err(|error| error.to_string())
}
