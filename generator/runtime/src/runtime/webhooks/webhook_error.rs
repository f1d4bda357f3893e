//! Why a webhook is refused.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a webhook is refused, or why its secrets cannot be used.
///
/// A receiver answers each of them but [`Secret`](Self::Secret) with status 400. Printed, an error is one line,
/// without a secret and without a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret, or one cannot be used: what is wrong with it.
    Secret(String),
    /// The header of this name is missing.
    MissingHeader(&'static str),
    /// The header of this name does not hold what it should.
    InvalidHeader(&'static str),
    /// The webhook was sent so long ago, which is more than the tolerance. It may have been recorded and sent again.
    TooOld(Duration),
    /// The webhook was sent so far in the future, which is more than the tolerance: one of the two clocks is wrong.
    TooNew(Duration),
    /// No signature is right: the body is not as it was sent, or it was signed with another secret.
    Signature,
    /// The body is not what the description promises: what was expected and what was found.
    Body(String),
    /// A described header is missing, or is not what the description promises: its name, and what was expected.
    Header(String),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret(fault) => write!(f, "unusable webhook secret: {fault}"),
            Self::MissingHeader(name) => write!(f, "the webhook has no header `{name}`"),
            Self::InvalidHeader(name) => {
                write!(f, "the header `{name}` of the webhook cannot be read")
            }
            Self::TooOld(age) => write!(
                f,
                "the webhook was sent {} s ago, longer than the tolerance",
                age.as_secs()
            ),
            Self::TooNew(ahead) => write!(
                f,
                "the webhook was sent {} s in the future, further than the tolerance",
                ahead.as_secs()
            ),
            Self::Signature => f.write_str(
                "no signature of the webhook is right: another secret, or the body was changed",
            ),
            Self::Header(fault) => write!(f, "unexpected header of the webhook: {fault}"),
            Self::Body(fault) => write!(f, "unexpected body of the webhook: {fault}"),
        }
    }
}

impl Error for WebhookError {}
