//! A described header that every webhook of its kind has.

use http::HeaderMap;

use crate::runtime::headers::lines::Read;
use crate::runtime::webhooks::webhook_error::WebhookError;
use crate::runtime::webhooks::webhook_header::webhook_header;

/// Reads a header.
///
/// # Errors
///
/// It is missing, or it is not as it is described.
pub(crate) fn required_webhook_header<T>(
    headers: &HeaderMap,
    name: &str,
    read: Read<T>,
) -> Result<T, WebhookError> {
    let missing = || WebhookError::Header(format!("{name}: expected one, found none"));
    webhook_header(headers, name, read)?.ok_or_else(missing)
}
