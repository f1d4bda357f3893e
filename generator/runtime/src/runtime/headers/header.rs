//! A described header that an answer may have.

use http::{HeaderMap, HeaderValue};

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// Reads the text of a header, which may come in several lines.
pub(crate) type Read<T> = fn(&[&str]) -> Result<T, String>;

/// Reads a header; `None` when the answer does not have it.
///
/// # Errors
///
/// It is not as it is described.
pub(crate) fn header<T>(
    headers: &HeaderMap,
    name: &str,
    read: Read<T>,
) -> Result<Option<T>, Error> {
    let mut lines = Vec::new();
    let mut is_shown = true;
    for value in headers.get_all(name) {
        lines.push(text(value).map_err(|why| fault(name, &why))?);
        is_shown &= !value.is_sensitive();
    }
    if lines.is_empty() {
        return Ok(None);
    }
    match read(&lines) {
        Ok(value) => Ok(Some(value)),
        Err(why) if is_shown => Err(fault(name, &why)),
        Err(_) => Err(fault(
            name,
            "expected another value, found one that is secret",
        )),
    }
}

/// The error of a header.
pub(crate) fn fault(name: &str, why: &str) -> Error {
    Error::with_message(ErrorKind::Decode, format!("header {name}: {why}"))
}

fn text(value: &HeaderValue) -> Result<&str, String> {
    let text = std::str::from_utf8(value.as_bytes());
    text.map(str::trim_ascii)
        .map_err(|_| "expected text in UTF-8, found other bytes".to_owned())
}
