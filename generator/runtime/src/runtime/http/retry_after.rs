//! How long a server asks to wait: `retry-after-ms`, else `retry-after` as seconds, with fractions, or
//! as a date (RFC 9110 §10.2.3). Anything else, or nothing to wait for, is none.

use std::time::Duration;

use http::header::HeaderMap;
use jiff::civil::DateTime;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::runtime::http::headers;

/// What a number of too many digits is read as.
const LONGEST: f64 = 1e18;

/// Reads the wait a server asks for: until a date from when it sent the answer, or from now.
///
/// The first header that can be read decides, even if what it asks for is no wait.
pub(crate) fn read(headers: &HeaderMap, now: impl FnOnce() -> Timestamp) -> Option<Duration> {
    let text = |name| headers::text(headers, name);
    if let Some(milliseconds) = text("retry-after-ms").and_then(number) {
        return duration(milliseconds / 1000.0);
    }
    let text = text("retry-after")?;
    match number(text) {
        Some(seconds) => duration(seconds),
        // The clock of the server tells how long it means, whatever the one here says.
        None => until(http_date(text)?, sent(headers).unwrap_or_else(now)),
    }
}

/// When an answer was sent, by the clock of its server.
pub(crate) fn sent(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers::text(headers, "date")?)
}

/// A date in one of the three forms of RFC 9110 §5.6.7.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    // IMF-fixdate, the one in use: `Sun, 06 Nov 1994 08:49:37 GMT`.
    if let Ok(date) = rfc2822::DateTimeParser::new().parse_timestamp(text) {
        return Some(date);
    }
    // RFC 850: `Sunday, 06-Nov-94 08:49:37 GMT`; asctime: `Sun Nov  6 08:49:37 1994`. The first form again for
    // the last day of the year 9999, which no timestamp reaches.
    [
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
        "%a, %d %b %Y %H:%M:%S GMT",
    ]
    .into_iter()
    .find_map(|form| {
        let date: DateTime = strtime::parse(form, text).ok()?.to_datetime().ok()?;
        let timestamp = Offset::UTC.to_timestamp(date);
        Some(timestamp.unwrap_or(match date.year() {
            ..0 => Timestamp::MIN,
            _ => Timestamp::MAX,
        }))
    })
}

/// The time from now to a date that lies ahead.
pub(crate) fn until(date: Timestamp, now: Timestamp) -> Option<Duration> {
    let left: SignedDuration = date.duration_since(now);
    Duration::try_from(left).ok().filter(|left| !left.is_zero())
}

/// A number in any form that programs write one in.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    // In RFC 9110's own form, digits alone, one that no clock can hold still asks for a long wait.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    Some(if digits { number.min(LONGEST) } else { number })
}

/// A time to wait; none for what is not above zero, infinite, no number, or beyond all clocks.
fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|wait| !wait.is_zero())
}
