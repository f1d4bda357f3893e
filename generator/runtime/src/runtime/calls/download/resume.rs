//! Takes a download up again where its connection broke (RFC 9110 §14, §13.1.5).

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{
    ACCEPT_RANGES, CONTENT_ENCODING, ETAG, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE,
};

use super::content_range::ContentRange;
use crate::runtime::calls::call::{Call, replace};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::exchange;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::open::Open;
use crate::runtime::http::retry;

/// A request for the rest, which gives it, or what goes wrong instead.
type Again = Pin<Box<dyn Future<Output = Result<Incoming, Error>> + Send>>;

/// How a download goes on after its connection broke.
pub(super) struct Resume {
    /// What names the content; none where the server does not say how to go on.
    version: Option<HeaderValue>,
    /// Where the next byte stands in the whole.
    next: u64,
    /// The last byte that was asked for.
    last: Option<u64>,
    /// How often it was taken up since a byte came.
    failures: u32,
    again: Option<Again>,
}

impl Resume {
    /// How an answer that begins to arrive can be taken up again.
    pub fn of(incoming: &Incoming) -> Self {
        let head = incoming.head();
        let range = ContentRange::read(head);
        let is_read = incoming.call().parts().operation.method == "GET";
        // What is compressed on the way has other bytes each time.
        let is_plain = !head.headers.contains_key(CONTENT_ENCODING);
        let takes_ranges = range.is_some() || takes_bytes(&head.headers);
        let fits = is_read && is_plain && takes_ranges;
        let version = version(&head.headers).filter(|_| fits);
        Self {
            version: version.cloned(),
            next: range.map_or(0, |range| range.first),
            last: range.map(|range| range.last),
            failures: 0,
            again: None,
        }
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
                *incoming = result?;
            }
            match ready!(incoming.poll_chunk(context)) {
                Ok(piece) => {
                    if let Some(piece) = &piece {
                        self.next += piece.len() as u64;
                        self.failures = 0;
                    }
                    return Poll::Ready(Ok(piece));
                }
                Err(error) => match self.again(incoming, &error) {
                    Some(again) => self.again = Some(again),
                    None => return Poll::Ready(Err(error)),
                },
            }
        }
    }

    /// The request for the rest, unless it cannot be asked for.
    fn again(&mut self, incoming: &Incoming, error: &Error) -> Option<Again> {
        let version = self.version.clone()?;
        let parts = incoming.call().parts();
        let client = &parts.client.inner;
        let most = parts.max_retries.unwrap_or(client.max_retries);
        if error.kind() != ErrorKind::Connection || self.failures >= most {
            return None;
        }
        self.failures += 1;
        let wait = retry::wait(None, self.failures, client.clock.random())?;
        let range = match self.last {
            Some(last) => format!("bytes={}-{last}", self.next),
            None => format!("bytes={}-", self.next),
        };
        let range = HeaderValue::from_str(&range).ok()?;
        let call = incoming.call().clone().set(|parts| {
            replace(&mut parts.headers, RANGE, Some(range));
            replace(&mut parts.headers, IF_RANGE, Some(version));
        });
        let (clock, ends, next) = (client.clock.clone(), incoming.ends, self.next);
        Some(Box::pin(async move {
            clock.sleep(wait).await;
            let incoming = continued(call, ends).await?;
            let head = incoming.head();
            let is_rest = ContentRange::read(head).is_some_and(|range| range.first == next);
            match is_rest {
                true => Ok(incoming),
                false => Err(incoming.broken(Error::with_message(
                    ErrorKind::Connection,
                    "the connection broke, and the content has changed since",
                ))),
            }
        }))
    }
}

fn takes_bytes(headers: &HeaderMap) -> bool {
    let units = headers.get(ACCEPT_RANGES);
    units.is_some_and(|units| units.as_bytes().eq_ignore_ascii_case(b"bytes"))
}

/// What names the content: a strong entity tag, else the date of its last change.
fn version(headers: &HeaderMap) -> Option<&HeaderValue> {
    let tag = headers.get(ETAG);
    let is_strong = |tag: &&HeaderValue| tag.as_bytes().starts_with(b"\"");
    tag.filter(is_strong)
        .or_else(|| headers.get(LAST_MODIFIED).filter(|_| tag.is_none()))
}

/// Sends a call whose answer goes on with one that broke off.
///
/// # Errors
///
/// Those of every call.
async fn continued(call: Call, ends: Option<Instant>) -> Result<Incoming, Error> {
    let (((head, _), body), attempts) = exchange::send(&call, ends, Open(|_| true)).await?;
    Ok(Incoming::new(call, head, body, attempts, ends))
}
