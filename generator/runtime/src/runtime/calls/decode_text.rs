//! Answers that are plain text.

/// Reads a body as text in UTF-8.
///
/// # Errors
///
/// The body is no UTF-8.
pub(crate) fn text(body: &[u8]) -> Result<String, String> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(format!("expected text in UTF-8: {error}")),
    }
}
