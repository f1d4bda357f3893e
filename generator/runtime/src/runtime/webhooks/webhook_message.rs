//! What is known of a verified webhook in addition to its body.

use std::time::SystemTime;

/// A webhook whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookMessage {
    /// The id of the message. The API sends a message again, with the same id, until it gets an answer with a status
    /// from 200 to 299: a receiver that must not do things twice remembers the ids.
    pub id: String,
    /// When it was sent.
    pub time: SystemTime,
}
