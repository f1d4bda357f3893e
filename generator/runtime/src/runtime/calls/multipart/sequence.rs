//! Bodies one after the other.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::http::body::Body;
use crate::runtime::http::transport_error::TransportError;

/// Several bodies as one. Its length is known when theirs are.
pub(super) struct Sequence {
    /// Those that are not read yet, the next one last.
    left: Vec<Body>,
}

impl Sequence {
    pub fn new(mut bodies: Vec<Body>) -> Self {
        bodies.reverse();
        Self { left: bodies }
    }
}

impl HttpBody for Sequence {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(body) = self.left.last_mut() {
            if let Some(frame) = ready!(Pin::new(body).poll_frame(context)) {
                return Poll::Ready(Some(frame));
            }
            self.left.pop();
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let lengths = self.left.iter().map(|body| body.size_hint().exact());
        match lengths.sum() {
            Some(length) => SizeHint::with_exact(length),
            None => SizeHint::default(),
        }
    }
}
