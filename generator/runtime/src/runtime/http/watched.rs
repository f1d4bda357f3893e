//! Bodies of requests that are watched while they are sent.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::http::body::Body;
use crate::runtime::http::transport_error::TransportError;

/// Why the body of a request broke off, if it did: over HTTP/2 the error of the request does not say it.
#[derive(Clone, Default)]
pub(crate) struct Fault {
    /// None for a body in memory, which cannot break off.
    found: Option<Arc<Mutex<Option<TransportError>>>>,
}

impl Fault {
    /// A body, and what tells why it broke off.
    pub fn of(body: Body) -> (Body, Self) {
        if body.as_bytes().is_some() {
            return (body, Self::default());
        }
        let found = Arc::default();
        let watched = Watched {
            body,
            found: Arc::clone(&found),
        };
        let found = Some(found);
        (Body::new(watched), Self { found })
    }

    /// The error of the request: that of its body, if there is one.
    pub fn error(self, error: reqwest::Error) -> TransportError {
        let error = TransportError::from(error);
        let found = self.found.and_then(|found| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.take()
        });
        match found {
            Some(found) if found.kind() != error.kind() => found.with_source(error),
            _ => error,
        }
    }
}

/// A body that keeps its error.
struct Watched {
    body: Body,
    found: Arc<Mutex<Option<TransportError>>>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Err(error)) = &frame {
            let copy = TransportError::new(error.kind(), error.to_string());
            *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
