//! Reads a response whole, within a limit on its size.

use std::future::poll_fn;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::Body as _;

use crate::runtime::calls::call::{Call, Parts};
use crate::runtime::error::Error;
use crate::runtime::http::body::Body;
use crate::runtime::http::failure;
use crate::runtime::http::limit::Limit;
use crate::runtime::http::response::Head;

/// A response of any status: its head and its body.
pub(crate) type Received = (Head, Bytes);

/// The most bytes of an error that are read: they are searched for secrets and shown, which takes time.
const MOST_OF_ERROR: usize = 1 << 20;

/// How the response to a success is received: whole, or as it arrives.
pub(crate) trait Receive: Copy + Send {
    /// What the response becomes.
    type Received: Send;

    /// True if an answer to the call with this status is a success.
    fn takes(self, call: &Call, status: StatusCode) -> bool;

    /// True if the answer is read whole before the caller gets it. Then the timeout of the attempt bounds all
    /// of it.
    fn is_whole(self) -> bool {
        true
    }

    /// Receives a response, within the time limit of the attempt.
    fn receive<'a>(
        self,
        call: &'a Call,
        response: http::Response<Body>,
        limit: &'a mut Limit<'_>,
    ) -> impl Future<Output = Result<Self::Received, Error>> + Send + 'a;

    /// The head of what was received.
    #[cfg(feature = "tracing")]
    fn head(received: &Self::Received) -> &Head;
}

/// Receives a response with its whole body, within the limit on its size.
#[derive(Clone, Copy)]
pub(crate) struct Whole {
    /// True if status 304 is a success too, because the caller asked whether something has changed.
    pub or_unchanged: bool,
    /// False if the body of a success does not matter: then the head alone is the answer.
    pub is_read: bool,
}

/// The most bytes that are read of a body that does not matter.
const MOST_PASSED_OVER: usize = 1 << 16;

/// How long the end of a body that does not matter is waited for. Only a connection whose answer has come to its end
/// can be used again.
const GRACE: Duration = Duration::from_millis(100);

impl Receive for Whole {
    type Received = Received;

    fn takes(self, _: &Call, status: StatusCode) -> bool {
        status.is_success() || (self.or_unchanged && status == StatusCode::NOT_MODIFIED)
    }

    fn receive<'a>(
        self,
        call: &'a Call,
        response: http::Response<Body>,
        limit: &'a mut Limit<'_>,
    ) -> impl Future<Output = Result<Received, Error>> + Send + 'a {
        receive(response, call.parts(), self.is_read, limit)
    }

    #[cfg(feature = "tracing")]
    fn head((head, _): &Received) -> &Head {
        head
    }
}

/// Only statuses from 200 to 299 are successes.
pub(crate) const WHOLE: Whole = Whole {
    or_unchanged: false,
    is_read: true,
};

/// Reads the body of a response up to the limit of the client. The body of an error is kept as far as
/// it came, at most 1 MiB of it, since its status is worth more than its end. That of a success is not given where
/// `is_read` is false.
///
/// # Errors
///
/// The body of a success is longer than the limit, or did not come whole.
pub(crate) async fn receive(
    response: http::Response<Body>,
    call: &Parts,
    is_read: bool,
    limit: &mut Limit<'_>,
) -> Result<Received, Error> {
    let whole = response.status().is_success();
    let most = call.client.inner.max_response_bytes;
    let most = match whole {
        true => most,
        false => most.min(MOST_OF_ERROR),
    };
    let (mut head, mut incoming) = response.into_parts();
    let length = incoming.size_hint().exact();
    call.secrets().mark(&mut head.headers);
    // RFC 9110 §9.3.2: an answer to HEAD has no body, whatever length a server declares.
    if call.operation.method == "HEAD" {
        return Ok((head, Bytes::new()));
    }
    if whole && !is_read {
        // Boxed, so that the futures of other calls stay small.
        Box::pin(pass_over(incoming, call)).await;
        return Ok((head, Bytes::new()));
    }
    if whole && length.is_some_and(|length| length > most as u64) {
        return Err(failure::too_large(head, most));
    }
    let mut body = Pieces::default();
    loop {
        let chunk = limit
            .of(|| poll_fn(|context| incoming.poll_chunk(context)))
            .await;
        match chunk.and_then(|chunk| chunk.map_err(failure::of)) {
            Ok(None) => break,
            Ok(Some(mut chunk)) => {
                let room = most - body.len();
                if chunk.len() > room {
                    if whole {
                        return Err(failure::too_large(head, most));
                    }
                    chunk.truncate(room);
                    body.push(chunk);
                    break;
                }
                body.push(chunk);
            }
            Err(_) if !whole => break,
            Err(mut error) => {
                error.inner.head = Some(head);
                error.inner.body = Some(body.finish());
                return Err(error);
            }
        }
    }
    Ok((head, body.finish()))
}

/// Reads a body that does not matter, if it is short. What goes wrong with it is no error: the call is done.
async fn pass_over(mut body: Body, call: &Parts) {
    let mut room = MOST_PASSED_OVER;
    if body.size_hint().lower() > room as u64 {
        return;
    }
    let mut limit = Limit::new(&*call.client.inner.clock, Some(GRACE), None);
    while let Ok(Ok(Some(chunk))) = limit
        .of(|| poll_fn(|context| body.poll_chunk(context)))
        .await
        && chunk.len() <= room
    {
        room -= chunk.len();
    }
}

/// A body in pieces: the usual single one is never copied.
#[derive(Default)]
pub(crate) struct Pieces {
    first: Bytes,
    all: BytesMut,
}

impl Pieces {
    pub fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    pub fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.all.is_empty() {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&chunk);
    }

    pub fn finish(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}
