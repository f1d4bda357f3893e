//! What the API sends by itself.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use serde_json::Value;

use super::{Refusal, Thing};
use crate::runtime::headers::simple_value::simple_value;
use crate::runtime::webhooks::required_webhook_header::required_webhook_header;
use crate::runtime::webhooks::standard_webhooks::StandardWebhooks;
use crate::runtime::webhooks::webhook_body::read;
use crate::runtime::webhooks::webhook_error::WebhookError;
use crate::runtime::webhooks::webhook_header::webhook_header;
use crate::runtime::webhooks::webhook_member::member;
use crate::runtime::webhooks::webhook_message::WebhookMessage;
use crate::runtime::webhooks::webhook_secrets::secrets;

/// Verifies the webhooks of the API, and reads them.
#[derive(Debug, Clone)]
pub struct Webhooks(StandardWebhooks);

impl Webhooks {
    /// Verifies with these secrets, as the API shows them.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, WebhookError> {
        Ok(Self(StandardWebhooks::new(secrets)?))
    }

    /// Verifies with the secrets in `SAMPLE_WEBHOOK_SECRET`, which are separated by spaces.
    pub fn from_env() -> Result<Self, WebhookError> {
        Self::new(secrets("SAMPLE_WEBHOOK_SECRET")?)
    }

    /// How far the time of a webhook may be from the clock: 300 seconds unless it is set.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self(self.0.tolerance(tolerance))
    }

    /// Verifies a webhook and reads it.
    pub fn unwrap(&self, headers: &HeaderMap, body: &[u8]) -> Result<Webhook, WebhookError> {
        self.verify(headers, body)?;
        Webhook::parse(body)
    }

    /// Verifies the webhook `thing-moved` and reads it.
    pub fn unwrap_thing_moved(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Thing, WebhookError> {
        self.verify(headers, body)?;
        read(body)
    }

    /// Verifies a webhook: its id, and when it was sent.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<WebhookMessage, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Verifies a webhook that was received at another time than now.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<WebhookMessage, WebhookError> {
        self.0.verify(headers, body, now)
    }

    /// The headers that a webhook has, for tests of a receiver.
    pub fn sign(&self, id: &str, time: SystemTime, body: &[u8]) -> Result<HeaderMap, WebhookError> {
        self.0.sign(id, time, body)
    }
}

/// A webhook, by its `type`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Webhook {
    /// A thing was made.
    ThingMade(Box<Thing>),
    /// A thing was refused.
    ThingRefused(Box<Refusal>),
    /// A webhook that the description does not have, as it came.
    Unknown(Value),
}

impl Webhook {
    /// Reads a webhook without verifying it.
    pub fn parse(body: &[u8]) -> Result<Self, WebhookError> {
        Ok(match member(body, "type").as_deref() {
            Some("thing.made") => Self::ThingMade(read(body)?),
            Some("thing.refused" | "thing.lost") => Self::ThingRefused(read(body)?),
            _ => Self::Unknown(read(body)?),
        })
    }
}

/// The headers of the webhook `thing-moved`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ThingMovedHeaders {
    /// `X-Try`
    pub x_try: i64,
    /// `X-Shop`
    pub x_shop: Option<String>,
}

impl ThingMovedHeaders {
    /// Reads the headers.
    pub fn of(headers: &HeaderMap) -> Result<Self, WebhookError> {
        Ok(Self {
            x_try: required_webhook_header(headers, "X-Try", simple_value)?,
            x_shop: webhook_header(headers, "X-Shop", simple_value)?,
        })
    }
}
