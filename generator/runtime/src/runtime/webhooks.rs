//! Webhooks: requests that the API sends by itself, verified and read.

pub mod required_webhook_header;
pub mod standard_webhooks;
pub mod webhook_body;
pub mod webhook_error;
pub mod webhook_header;
pub mod webhook_member;
pub mod webhook_message;
pub mod webhook_secrets;
