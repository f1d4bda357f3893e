//! Which failures are tried again, and how long to wait before. Sends nothing and sleeps never.

use std::time::Duration;

use http::StatusCode;
use http::header::HeaderMap;

use crate::runtime::http::headers;

const FIRST_BACKOFF: f64 = 0.5;
const LONGEST_BACKOFF: f64 = 8.0;
const JITTER: f64 = 0.25;

/// What decides about statuses.
#[derive(Default)]
pub(crate) struct Rules {
    /// The statuses of which the description says that they may pass, `5XX` among them.
    pub retry_on: Option<&'static [&'static str]>,
    /// Words for which waiting after a 429 does not help.
    pub no_retry: &'static [&'static str],
    /// Whether the API knows the same request again, so that it conflicts with nothing of its own.
    pub has_key: bool,
}

/// Whether an answer with this status may be another one next time.
///
/// `words` is what the body says to a program. `x-should-retry` overrules everything.
pub(crate) fn is_retryable(
    status: StatusCode,
    headers: &HeaderMap,
    words: &[String],
    rules: &Rules,
) -> bool {
    match headers::text(headers, "x-should-retry") {
        Some("true") => return true,
        Some("false") => return false,
        _ => {}
    }
    if status == 429 && words.iter().any(|word| rules.no_retry.contains(&&**word)) {
        return false;
    }
    match (rules.retry_on, status.as_u16()) {
        (Some(listed), code) => listed.iter().any(|listed| names(listed, code)),
        (None, 409) => rules.has_key,
        (None, code) => matches!(code, 408 | 429 | 500..),
    }
}

/// Whether a description's word for statuses, such as `409` or `5XX`, names this one.
fn names(word: &str, code: u16) -> bool {
    match word.strip_suffix("XX") {
        Some(class) => class.parse() == Ok(code / 100),
        None => word.parse() == Ok(code),
    }
}

/// How long to wait before the next attempt; `None` when the server asks for a longer wait than `longest`.
///
/// `failed` counts the attempts so far, `random` is from 0 to 1.
pub(crate) fn wait(
    asked: Option<Duration>,
    longest: Duration,
    failed: u32,
    random: f64,
) -> Option<Duration> {
    match asked {
        Some(asked) => (asked <= longest).then_some(asked),
        None => Some(backoff(failed, random)),
    }
}

/// The usual wait: half a second, doubled with each failure up to 8 seconds, up to a quarter shorter
/// so that clients that failed together do not come back together.
fn backoff(failed: u32, random: f64) -> Duration {
    // 2⁴ halves of a second reach the longest wait; a larger exponent would only overflow.
    let doubled = f64::from(2_u8).powi(failed.saturating_sub(1).min(4).cast_signed());
    let seconds = (FIRST_BACKOFF * doubled).min(LONGEST_BACKOFF);
    Duration::from_secs_f64(seconds * (1.0 - JITTER * random.clamp(0.0, 1.0)))
}
