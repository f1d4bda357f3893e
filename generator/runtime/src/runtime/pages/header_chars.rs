//! The characters of a header, whatever bytes it has.

use std::borrow::Cow;

use http::HeaderValue;

/// The text of a header: in UTF-8 or, where it is not, a character for each byte, as HTTP once had it (ISO-8859-1).
pub(crate) fn chars(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}
