//! A described header that an answer may have.

use http::{HeaderMap, HeaderValue};

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::headers::lines::{Read, lines};

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
    let lines = lines(headers, name).map_err(|why| fault(name, why))?;
    if lines.is_empty() {
        return Ok(None);
    }
    let is_secret = || headers.get_all(name).iter().any(HeaderValue::is_sensitive);
    read(&lines).map(Some).map_err(|why| match is_secret() {
        true => fault(name, "expected another value, found one that is secret"),
        false => fault(name, &why),
    })
}

/// The error of a header.
pub(crate) fn fault(name: &str, why: &str) -> Error {
    Error::with_message(ErrorKind::Decode, format!("header {name}: {why}"))
}
