//! A described header that a webhook may have.

use http::HeaderMap;

use crate::runtime::webhooks::webhook_error::WebhookError;

/// Reads the text of a header, which may come in several lines.
pub(crate) type ReadLines<T> = fn(&[&str]) -> Result<T, String>;

/// Reads a header; `None` when the webhook does not have it.
///
/// # Errors
///
/// It is not as it is described.
pub(crate) fn webhook_header<T>(
    headers: &HeaderMap,
    name: &str,
    read: ReadLines<T>,
) -> Result<Option<T>, WebhookError> {
    let fault = |why: &str| WebhookError::Header(format!("{name}: {why}"));
    let mut lines = Vec::new();
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|_| fault("expected text in UTF-8, found other bytes"))?;
        lines.push(text.trim_ascii());
    }
    match lines.is_empty() {
        true => Ok(None),
        false => read(&lines).map(Some).map_err(|why| fault(&why)),
    }
}
