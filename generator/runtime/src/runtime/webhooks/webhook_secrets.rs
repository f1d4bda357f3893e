//! The secrets of webhooks from the environment.

use crate::runtime::webhooks::webhook_error::WebhookError;

/// The secrets in an environment variable, which are separated by spaces.
///
/// # Errors
///
/// The variable is not set, or is not Unicode.
pub(crate) fn secrets(variable: &str) -> Result<Vec<String>, WebhookError> {
    let Ok(secrets) = std::env::var(variable) else {
        let fault = format!("expected it in the environment variable {variable}, found none");
        return Err(WebhookError::Secret(fault));
    };
    Ok(secrets.split_whitespace().map(str::to_owned).collect())
}
