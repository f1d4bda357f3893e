//! The body of a webhook.

use serde::de::DeserializeOwned;

use crate::runtime::webhooks::webhook_error::WebhookError;
use crate::runtime::wire::from_json::from_json;

/// Decodes a body.
///
/// # Errors
///
/// The body is no JSON, or not of this type.
pub(crate) fn read<T: DeserializeOwned + Send>(body: &[u8]) -> Result<T, WebhookError> {
    from_json(body).map_err(WebhookError::Body)
}
