//! A described header that a webhook may have.

use http::HeaderMap;

use crate::runtime::headers::lines::{Read, lines};
use crate::runtime::webhooks::webhook_error::WebhookError;

/// Reads a header; `None` when the webhook does not have it.
///
/// # Errors
///
/// It is not as it is described.
pub(crate) fn webhook_header<T>(
    headers: &HeaderMap,
    name: &str,
    read: Read<T>,
) -> Result<Option<T>, WebhookError> {
    let fault = |why: &str| WebhookError::Header(format!("{name}: {why}"));
    let lines = lines(headers, name).map_err(fault)?;
    match lines.is_empty() {
        true => Ok(None),
        false => read(&lines).map(Some).map_err(|why| fault(&why)),
    }
}
