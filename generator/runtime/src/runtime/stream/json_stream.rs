//! Streams of JSON texts: each becomes an item as soon as it has arrived.

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::error::Error;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::stream::flow::{Flow, is_error, stream_methods};
use crate::runtime::stream::framing::Framing;
use crate::runtime::wire::from_json::from_json;

/// The items of an answer that arrives one JSON text after the other; also a
/// [`Stream`](futures_core::Stream).
///
/// It holds the connection of its answer, and dropping it closes that. The timeout of the client bounds
/// each wait for more, not the whole; the deadline of the call bounds the whole.
///
/// ```text
/// let mut items = request.await?;
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// ```
#[must_use = "dropping it closes its connection"]
pub struct JsonStream<T> {
    flow: Flow,
    framing: JsonFraming,
    decode: fn(&[u8]) -> Result<T, String>,
}

/// Takes JSON texts apart.
pub(crate) type JsonFraming = Box<dyn Framing<Frame = JsonText> + Send + Sync>;

/// A JSON text that is not decoded yet.
#[derive(Debug, PartialEq)]
pub(crate) struct JsonText {
    pub bytes: Bytes,
    /// Why it cannot be one.
    pub fault: Option<&'static str>,
}

impl From<Bytes> for JsonText {
    fn from(bytes: Bytes) -> Self {
        Self { bytes, fault: None }
    }
}

impl<T> JsonStream<T> {
    /// Reads an answer. The framing is given the most bytes of an item.
    pub(crate) fn new(incoming: Incoming, framing: fn(usize) -> JsonFraming) -> Self
    where
        T: DeserializeOwned + Send,
    {
        let flow = Flow::new(incoming);
        Self {
            framing: framing(flow.most()),
            flow,
            decode: from_json,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error>> {
        let Some(text) = ready!(self.flow.poll(&mut *self.framing, context))? else {
            return Poll::Ready(Ok(None));
        };
        let decode = |bytes: &[u8]| match text.fault {
            Some(fault) => Err(fault.to_owned()),
            None => (self.decode)(bytes),
        };
        Poll::Ready(decode(&text.bytes).map(Some).map_err(|message| {
            // An item of the description may have such a member, too.
            if text.fault.is_none() && is_error(&text.bytes) {
                return self.flow.refused(text.bytes.clone());
            }
            let decode = |bytes: Bytes| decode(&bytes);
            self.flow
                .undecodable("", text.bytes.clone(), message, decode)
        }))
    }
}

stream_methods!(JsonStream);
