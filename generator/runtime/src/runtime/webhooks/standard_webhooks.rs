//! Signatures by the specification of Standard Webhooks (<https://www.standardwebhooks.com>), with shared secrets.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use sha2::Sha256;

use crate::runtime::webhooks::webhook_error::WebhookError;
use crate::runtime::webhooks::webhook_message::WebhookMessage;

const ID: &str = "webhook-id";
const TIME: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// The prefix of a signature with a shared secret. Signatures of other versions are skipped.
const VERSION: &str = "v1,";

/// The prefix that a secret may have.
const PREFIX: &str = "whsec_";

/// Five minutes, as the specification advises.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Verifies what was signed with one of some secrets.
#[derive(Clone)]
pub(crate) struct StandardWebhooks {
    /// The digest that each secret begins. There is at least one.
    keys: Vec<Hmac<Sha256>>,
    tolerance: Duration,
}

/// The headers of a webhook as they arrived.
struct Headers<'h> {
    id: &'h str,
    timestamp: &'h str,
    time: SystemTime,
}

impl StandardWebhooks {
    /// Takes the secrets.
    ///
    /// # Errors
    ///
    /// There is none, or one is empty or no base64.
    pub(crate) fn new<S: AsRef<str>>(
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, WebhookError> {
        let secrets = secrets.into_iter().enumerate();
        let keys: Vec<Hmac<Sha256>> = secrets
            .map(|(index, secret)| key(secret.as_ref(), index + 1))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            let fault = "expected at least one, found none".to_owned();
            return Err(WebhookError::Secret(fault));
        }
        Ok(Self {
            keys,
            tolerance: TOLERANCE,
        })
    }

    /// Sets how far the time of a webhook may be from that of the receiver.
    pub(crate) fn tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Verifies a webhook that was received at a time.
    ///
    /// # Errors
    ///
    /// A header is missing, the time is too far off, or no signature is right.
    pub(crate) fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<WebhookMessage, WebhookError> {
        let told = Headers::read(headers)?;
        let signatures = headers.get_all(SIGNATURE);
        if signatures.iter().next().is_none() {
            return Err(WebhookError::MissingHeader(SIGNATURE));
        }
        match now.duration_since(told.time) {
            Ok(age) if age > self.tolerance => return Err(WebhookError::TooOld(age)),
            Err(ahead) if ahead.duration() > self.tolerance => {
                return Err(WebhookError::TooNew(ahead.duration()));
            }
            _ => {}
        }
        let texts = signatures.iter().filter_map(|value| value.to_str().ok());
        let signatures = texts
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|signature| signature.strip_prefix(VERSION))
            .filter_map(|digest| BASE64_STANDARD.decode(digest).ok());
        let signatures: Vec<Vec<u8>> = signatures.collect();
        for key in &self.keys {
            let digest = digest(key, told.id, told.timestamp, body);
            for signature in &signatures {
                // In constant time, whatever the signature.
                if digest.clone().verify_slice(signature).is_ok() {
                    return Ok(WebhookMessage {
                        id: told.id.to_owned(),
                        time: told.time,
                    });
                }
            }
        }
        Err(WebhookError::Signature)
    }

    /// The headers of a webhook that is signed with the first secret.
    ///
    /// # Errors
    ///
    /// The id is no header, or the time lies before 1970.
    pub(crate) fn sign(
        &self,
        id: &str,
        time: SystemTime,
        body: &[u8],
    ) -> Result<HeaderMap, WebhookError> {
        let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
        let seconds = seconds.map_err(|_| WebhookError::InvalidHeader(TIME))?;
        let timestamp = seconds.as_secs().to_string();
        let mut headers = HeaderMap::new();
        let mut add = |name: &'static str, text: &str| {
            let value = HeaderValue::from_str(text);
            let value = value.map_err(|_| WebhookError::InvalidHeader(name))?;
            headers.insert(name, value);
            Ok(())
        };
        add(ID, id)?;
        add(TIME, &timestamp)?;
        if let Some(key) = self.keys.first() {
            let digest = digest(key, id, &timestamp, body).finalize().into_bytes();
            add(
                SIGNATURE,
                &format!("{VERSION}{}", BASE64_STANDARD.encode(digest)),
            )?;
        }
        Ok(headers)
    }
}

impl<'h> Headers<'h> {
    fn read(headers: &'h HeaderMap) -> Result<Self, WebhookError> {
        let text = |name: &'static str| {
            let value = headers.get(name);
            let value = value.ok_or(WebhookError::MissingHeader(name))?;
            let text = value.to_str().ok().filter(|text| !text.is_empty());
            text.ok_or(WebhookError::InvalidHeader(name))
        };
        let id = text(ID)?;
        let timestamp = text(TIME)?;
        let is_number = timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = timestamp.parse().ok().filter(|_| is_number);
        let time = seconds
            .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        Ok(Self {
            id,
            timestamp,
            time: time.ok_or(WebhookError::InvalidHeader(TIME))?,
        })
    }
}

/// The digest that a secret begins.
fn key(secret: &str, number: usize) -> Result<Hmac<Sha256>, WebhookError> {
    let fault = |found: &str| {
        let fault = format!("expected base64 as the secret no. {number}, found {found}");
        WebhookError::Secret(fault)
    };
    let secret = secret.trim();
    let secret = secret.strip_prefix(PREFIX).unwrap_or(secret);
    if secret.is_empty() {
        return Err(fault("nothing"));
    }
    let bytes = BASE64_STANDARD.decode(secret);
    let bytes = bytes.map_err(|_| fault("something else"))?;
    Hmac::new_from_slice(&bytes).map_err(|_| fault("too many bytes"))
}

/// The digest of what is signed: id, time and body.
fn digest(key: &Hmac<Sha256>, id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut digest = key.clone();
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        digest.update(part);
    }
    digest
}

impl fmt::Debug for StandardWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secrets are not shown.
        f.debug_struct("StandardWebhooks")
            .field("secrets", &self.keys.len())
            .field("tolerance", &self.tolerance)
            .finish()
    }
}
