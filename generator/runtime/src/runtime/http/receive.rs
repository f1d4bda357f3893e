//! Reads a response whole, within a limit on its size.

use std::future::poll_fn;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use crate::runtime::calls::call::Parts;
use crate::runtime::error::Error;
use crate::runtime::http::body::Body;
use crate::runtime::http::failure;
use crate::runtime::http::limit::Limit;
use crate::runtime::http::response::Head;

/// A response of any status: its head and its body.
pub(crate) type Received = (Head, Bytes);

/// Reads the body of a response up to the limit of the client. The body of an error is kept as far as
/// it came, since its status is worth more than its end.
///
/// # Errors
///
/// The body of a success is longer than the limit, or did not come whole.
pub(crate) async fn receive(
    response: http::Response<Body>,
    call: &Parts,
    limit: &mut Limit<'_>,
) -> Result<Received, Error> {
    let client = &*call.client.inner;
    let most = client.max_response_bytes;
    let (parts, mut incoming) = response.into_parts();
    let length = incoming.size_hint().exact();
    let mut head = Head {
        status: parts.status,
        headers: parts.headers,
    };
    client.mark_secrets(&mut head.headers);
    // RFC 9110 §9.3.2: an answer to HEAD has no body, whatever a server says of its length.
    if call.operation.method == "HEAD" {
        return Ok((head, Bytes::new()));
    }
    let whole = head.status.is_success();
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
