//! What requests are sent through.
//!
//! A [`Transport`] is below everything else that a call does. Retries, redirects, timeouts and
//! the limit on the size of a response are the client's: each attempt, and each redirect that it
//! follows, is one request to the transport. The default is reqwest's client; a builder takes
//! another one by [`transport`](crate::runtime::client_builder::ClientBuilder::transport), and functions
//! around any of them by [`intercept`](crate::runtime::client_builder::ClientBuilder::intercept).
//!
//! This one counts the requests that it passes on:
//!
//! ```text
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicUsize, Ordering};
//!
//! struct Counting {
//!     inner: reqwest::Client,
//!     sent: Arc<AtomicUsize>,
//! }
//!
//! impl Transport for Counting {
//!     fn send(&self, request: http::Request<Body>) -> TransportFuture {
//!         self.sent.fetch_add(1, Ordering::Relaxed);
//!         self.inner.send(request)
//!     }
//! }
//!
//! let sent = Arc::new(AtomicUsize::new(0));
//! let inner = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
//! let client = Client::builder()
//!     .transport(Counting { inner, sent: Arc::clone(&sent) })
//!     .build()?;
//! ```

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use crate::runtime::http::body::Body;
pub use crate::runtime::http::interceptor::{Next, Outgoing};
pub use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

/// Sends requests, and gives the head of each response as soon as it is there.
///
/// It follows no redirect and repeats no request; the client does that. A request whose future is
/// dropped must be given up, and so must a response whose body is dropped before its end.
pub trait Transport: Send + Sync {
    /// Sends a request. Its URL is absolute. It has every header that is to be sent: a transport that adds a
    /// credential sees to it that the URL is one of the API, since downloads are redirected to other hosts.
    ///
    /// Its extensions have the [`Timeout`] of the attempt, if there is one.
    fn send(&self, request: http::Request<Body>) -> TransportFuture;
}

/// A request on its way: it becomes the head of a response with a body that is still to be read.
///
/// # Errors
///
/// No response came: the [`TransportErrorKind`] says why, and decides whether the client tries again.
pub type TransportFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// How long an attempt may take, from its first request to the last byte of the response; an
/// extension of every request that is limited so.
///
/// A request whose answer is read as it arrives has none: there the client bounds each wait for more.
///
/// The client itself ends the attempt when this time is over. A transport with a timeout of its own
/// uses this one instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        (**self).send(request)
    }
}
