//! Answers that are any bytes.

use bytes::Bytes;

/// Gives a body as it is.
///
/// # Errors
///
/// None; every decoder may give some.
pub(crate) fn bytes(body: &[u8]) -> Result<Bytes, String> {
    Ok(Bytes::copy_from_slice(body))
}
