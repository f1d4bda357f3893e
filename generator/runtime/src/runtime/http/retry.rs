//! Which failures are tried again, and how long to wait before. Sends nothing and sleeps never.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::runtime::http::headers;

/// The longest wait a server can ask for that is obeyed.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
const FIRST_BACKOFF: f64 = 0.5;
const LONGEST_BACKOFF: f64 = 8.0;
const JITTER: f64 = 0.25;

/// Whether an answer with this status may be another one next time.
///
/// `words` is what the body says to a program, `no_retry` the words for which waiting does not
/// help. `x-should-retry` overrules everything.
pub(crate) fn is_retryable(
    status: StatusCode,
    headers: &HeaderMap,
    words: &[String],
    no_retry: &[&str],
) -> bool {
    match headers::text(headers, "x-should-retry") {
        Some("true") => return true,
        Some("false") => return false,
        _ => {}
    }
    match status.as_u16() {
        429 => !words.iter().any(|word| no_retry.contains(&word.as_str())),
        408 | 409 | 500.. => true,
        _ => false,
    }
}

/// How long to wait before the next attempt; `None` when the server asks for too long a wait.
///
/// `failed` counts the attempts so far, `random` is from 0 to 1.
pub(crate) fn wait(asked: Option<Duration>, failed: u32, random: f64) -> Option<Duration> {
    match asked {
        Some(asked) => (asked <= LONGEST_WAIT).then_some(asked),
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
