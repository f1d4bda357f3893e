//! Takes a download up again where its connection broke (RFC 9110 §14, §13.1.5).

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http::header::{
    ACCEPT_RANGES, CONTENT_ENCODING, DATE, ETAG, HeaderName, HeaderValue, IF_RANGE, LAST_MODIFIED,
    RANGE,
};
use http::{HeaderMap, StatusCode};
use http_body::Body as _;
use jiff::SignedDuration;

use super::content_range::ContentRange;
use crate::runtime::calls::call::{Call, replace};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::exchange;
use crate::runtime::http::headers;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::open::Open;
use crate::runtime::http::response::Head;
use crate::runtime::http::retry;
use crate::runtime::http::retry_after::http_date;
#[cfg(feature = "tracing")]
use crate::runtime::http::trace::{Instrument, Span};

/// A request for the rest, which gives it, or what goes wrong instead.
type Again = Pin<Box<dyn Future<Output = Result<Incoming, Error>> + Send>>;

/// How a download goes on after its connection broke.
pub(super) struct Resume {
    /// What names the content; none where the server does not say how to go on.
    version: Option<HeaderValue>,
    /// The offset of the next byte in the whole.
    next: u64,
    /// Where the bytes end that were asked for, as far as the answer says.
    end: Option<u64>,
    /// The last byte of the range that the caller asked for.
    last: Option<u64>,
    /// How often it was taken up since a byte came.
    failures: u32,
    again: Option<Again>,
    /// The head of the first answer, once another one goes on with it.
    first: Option<Head>,
}

impl Resume {
    /// How an answer that begins to arrive can be taken up again.
    pub fn of(incoming: &Incoming) -> Self {
        let head = incoming.head();
        let range = ContentRange::read(head);
        // A body without a size may have been decoded by the HTTP client, which takes `content-encoding` away; a range
        // counts the bytes before that (RFC 9110 §14.1).
        let size = incoming.body.size_hint().exact();
        let end = size.map(|size| range.map_or(size, |range| range.last + 1));
        let is_read = incoming.call().parts().operation.method == "GET";
        // What is compressed on the way has other bytes each time, or other numbers than the server counts;
        // several ranges at once are none of the whole.
        let is_plain = !head.headers.contains_key(CONTENT_ENCODING)
            && end.is_some()
            && range.is_some() == (head.status == StatusCode::PARTIAL_CONTENT);
        let takes_ranges = range.is_some() || takes_bytes(&head.headers);
        let version = version(&head.headers).filter(|_| is_read && is_plain && takes_ranges);
        Self {
            version: version.cloned(),
            next: range.map_or(0, |range| range.first),
            end,
            last: range.map(|range| range.last),
            failures: 0,
            again: None,
            first: None,
        }
    }

    /// The head of the answer that the caller was given.
    pub fn head<'a>(&'a self, incoming: &'a Incoming) -> &'a Head {
        self.first.as_ref().unwrap_or_else(|| incoming.head())
    }

    /// The next piece, after other requests if need be.
    pub fn poll_chunk(
        &mut self,
        incoming: &mut Incoming,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        loop {
            if let Some(again) = &mut self.again {
                let result = ready!(again.as_mut().poll(context));
                self.again = None;
                let rest = result?;
                self.first.get_or_insert_with(|| incoming.head().clone());
                *incoming = rest;
            }
            let is_short = self.end.is_some_and(|end| self.next < end);
            let error = match ready!(incoming.poll_chunk(context)) {
                Ok(Some(piece)) => {
                    self.next = self.next.saturating_add(piece.len() as u64);
                    self.failures = 0;
                    return Poll::Ready(Ok(Some(piece)));
                }
                Ok(None) if !is_short => return Poll::Ready(Ok(None)),
                // A server may answer with fewer bytes than were asked for (RFC 9110 §15.3.7).
                Ok(None) => incoming.broken(Error::with_message(
                    ErrorKind::Connection,
                    "the answer ended before all of its bytes had come",
                )),
                // All bytes came, and then the connection broke.
                Err(_) if self.end.is_some() && !is_short => return Poll::Ready(Ok(None)),
                Err(error) => error,
            };
            match self.again(incoming, &error) {
                Some(again) => self.again = Some(again),
                None => return Poll::Ready(Err(error)),
            }
        }
    }

    /// The request for the rest, unless it cannot be asked for.
    fn again(&mut self, incoming: &Incoming, error: &Error) -> Option<Again> {
        let version = self.version.clone()?;
        let parts = incoming.call().parts();
        let client = &parts.client.inner;
        let most = parts.retries().max;
        if error.kind() != ErrorKind::Connection || self.failures >= most {
            return None;
        }
        self.failures += 1;
        let is_whole = self.next == 0 && self.last.is_none();
        let named = version.clone();
        let longest = parts.retries().longest_wait;
        let wait = retry::wait(None, longest, self.failures, client.clock.random())?;
        let (clock, ends, next) = (Arc::clone(&client.clock), incoming.ends, self.next);
        // A request that could not begin in time is not waited for.
        if ends.is_some_and(|ends| ends.saturating_duration_since(clock.now()) <= wait) {
            return None;
        }
        let last = self.last.map_or_else(String::new, |last| last.to_string());
        let range = HeaderValue::from_str(&format!("bytes={next}-{last}")).ok()?;
        let call = incoming.call().clone().set(|parts| {
            replace(&mut parts.headers, RANGE, Some(range));
            replace(&mut parts.headers, IF_RANGE, Some(version));
        });
        #[cfg(feature = "tracing")]
        let span = incoming.span.clone();
        let again = async move {
            clock.sleep(wait).await;
            let incoming = continued(call, ends).await?;
            match misfit(incoming.head(), &named, next, is_whole) {
                None => Ok(incoming),
                Some(misfit) => {
                    let message = format!("the connection broke, and {misfit}");
                    Err(incoming.broken(Error::with_message(ErrorKind::Connection, message)))
                }
            }
        };
        #[cfg(feature = "tracing")]
        let again = again.instrument(span);
        Some(Box::pin(again))
    }
}

/// Why an answer is not the rest from an offset on; `None` where it is. `is_whole` says that the rest is all of
/// the content.
fn misfit(head: &Head, named: &HeaderValue, next: u64, is_whole: bool) -> Option<&'static str> {
    let found = version(&head.headers);
    let range = ContentRange::read(head);
    let is_other = found.is_some_and(|found| found != named);
    if range.is_some_and(|range| range.first == next) && !is_other {
        return None;
    }
    Some(match head.status {
        // Servers that know no `if-range` send a part of the other content (RFC 9110 §15.3.7.3).
        StatusCode::OK | StatusCode::PARTIAL_CONTENT if is_other => "the content has changed since",
        StatusCode::OK if is_whole && found.is_some() => return None,
        StatusCode::OK => "the server sent the content from its start instead of the rest",
        StatusCode::PARTIAL_CONTENT if range.is_some() => {
            "the server sent another part than the rest"
        }
        StatusCode::PARTIAL_CONTENT => {
            "the server sent a part without saying which (`content-range`)"
        }
        _ => "the server sent no rest",
    })
}

fn takes_bytes(headers: &HeaderMap) -> bool {
    let units = headers.get(ACCEPT_RANGES);
    units.is_some_and(|units| units.as_bytes().eq_ignore_ascii_case(b"bytes"))
}

/// What names the content: a strong entity tag, else the date of its last change.
fn version(headers: &HeaderMap) -> Option<&HeaderValue> {
    let tag = headers.get(ETAG);
    let is_strong = |tag: &&HeaderValue| tag.as_bytes().starts_with(b"\"");
    let date = || {
        headers
            .get(LAST_MODIFIED)
            .filter(|_| tag.is_none() && is_settled(headers))
    };
    tag.filter(is_strong).or_else(date)
}

/// Whether the content changed long enough before the answer for the date to name it (RFC 9110 §8.8.2.2).
fn is_settled(headers: &HeaderMap) -> bool {
    let date = |name: HeaderName| http_date(headers::text(headers, name.as_str())?);
    let dates = date(LAST_MODIFIED).zip(date(DATE));
    dates
        .is_some_and(|(changed, sent)| sent.duration_since(changed) >= SignedDuration::from_secs(1))
}

/// Sends a call whose answer goes on with one that broke off.
///
/// # Errors
///
/// Those of every call.
async fn continued(call: Call, ends: Option<Instant>) -> Result<Incoming, Error> {
    let (((head, _), body, _), attempts) = exchange::send(&call, ends, Open(|_| true)).await?;
    Ok(Incoming::new(
        call,
        head,
        body,
        attempts,
        ends,
        #[cfg(feature = "tracing")]
        Span::current(),
    ))
}
