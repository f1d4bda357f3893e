//! Bodies of requests and responses, as they pass through a transport.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::http::transport_error::TransportError;

/// The body of a request or of a response: bytes in memory, or another body that is read while it
/// is polled.
///
/// It implements [`http_body::Body`], so it fits into hyper and tower. A body that is dropped before
/// its end ends the exchange: a transport closes the connection that it came from.
#[derive(Default)]
pub struct Body {
    kind: Kind,
}

enum Kind {
    /// Taken when they are read.
    Bytes(Bytes),
    Polled(Pin<Box<dyn Polled + Send + Sync>>),
}

impl Body {
    /// A body without bytes.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that is read while it is polled.
    ///
    /// An error of it that is no [`TransportError`] counts as a connection that broke.
    pub fn new<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self {
            kind: Kind::Polled(Box::pin(body)),
        }
    }

    /// The bytes of a body in memory; `None` for one that is read while it is polled.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.kind {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Polled(_) => None,
        }
    }

    /// The next piece of the body; `None` at its end. Pieces without bytes and trailers are passed over.
    ///
    /// # Errors
    ///
    /// The body broke off.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, TransportError>> {
        loop {
            let Some(frame) = ready!(Pin::new(&mut *self).poll_frame(context)) else {
                return Poll::Ready(Ok(None));
            };
            match frame?.into_data() {
                Ok(data) if !data.is_empty() => return Poll::Ready(Ok(Some(data))),
                _ => {}
            }
        }
    }
}

impl Default for Kind {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            kind: Kind::Bytes(bytes),
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.kind {
            Kind::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Polled(body) => body.as_mut().poll(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Bytes(bytes) => bytes.is_empty(),
            Kind::Polled(body) => body.is_at_end(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Polled(body) => body.size(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the bytes: they may hold what only the API may see.
        match &self.kind {
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Polled(_) => f.write_str("Body(..)"),
        }
    }
}

/// Any body, with the errors of a transport.
trait Polled {
    fn poll(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>>;
    fn is_at_end(&self) -> bool;
    fn size(&self) -> SizeHint;
}

impl<B> Polled for B
where
    B: HttpBody<Data = Bytes>,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    fn poll(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(self.poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map_err(|error| TransportError::of(error.into()))))
    }

    fn is_at_end(&self) -> bool {
        self.is_end_stream()
    }

    fn size(&self) -> SizeHint {
        self.size_hint()
    }
}
