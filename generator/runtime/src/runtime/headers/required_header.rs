//! A described header that every answer has.

use http::HeaderMap;

use crate::runtime::error::Error;
use crate::runtime::headers::header::{fault, header};
use crate::runtime::headers::lines::Read;

/// Reads a header.
///
/// # Errors
///
/// It is missing, or it is not as it is described.
pub(crate) fn required_header<T>(
    headers: &HeaderMap,
    name: &str,
    read: Read<T>,
) -> Result<T, Error> {
    let value = header(headers, name, read)?;
    value.ok_or_else(|| fault(name, "expected one, found none"))
}
