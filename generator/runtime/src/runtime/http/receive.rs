//! Waits for an answer and reads it whole, within a limit on its size.

use bytes::{Bytes, BytesMut};

use crate::runtime::client::Inner;
use crate::runtime::error::Error;
use crate::runtime::http::failure;
use crate::runtime::http::redirect;
use crate::runtime::http::response::Head;
use crate::runtime::http::transport::Incoming;

/// An answer of any status: what stands before its body, and the body.
pub(crate) type Received = (Head, Bytes);

/// Waits for an answer and reads its body up to the limit of the client. The body of an error is kept
/// as far as it came, since its status is worth more than its end.
///
/// # Errors
///
/// There is no answer, or one from another origin, or the body of a success is longer than the limit,
/// or did not come whole.
pub(crate) async fn receive(
    incoming: impl Future<Output = Result<Incoming, Error>>,
    client: &Inner,
) -> Result<Received, Error> {
    let mut incoming = incoming.await?;
    if let Some(url) = incoming.url() {
        redirect::expect_origin(&client.base_url, url)?;
    }
    let most = client.max_response_bytes;
    let length = incoming.content_length();
    let mut head = incoming.take_head();
    client.mark_secrets(&mut head.headers);
    let whole = head.status.is_success();
    if whole && length.is_some_and(|length| length > most as u64) {
        return Err(failure::too_large(head, most));
    }
    let mut body = Body::default();
    loop {
        match incoming.chunk().await {
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
struct Body {
    first: Bytes,
    all: BytesMut,
}

impl Body {
    fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.all.is_empty() {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&chunk);
    }

    fn finish(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}
