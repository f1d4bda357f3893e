//! Functions of the caller's between a client and its transport: they are called around every request that
//! leaves.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use http::Request;

use crate::runtime::client::Client;
use crate::runtime::http::body::Body;
use crate::runtime::http::redacted_url;
use crate::runtime::http::redirect::Elsewhere;
use crate::runtime::http::transport::{TransportError, TransportFuture};

/// A request that is about to leave: that of an attempt, or of a redirect on the same origin which it follows,
/// or one for a token; also one that `build_request` made.
///
/// It is an [`http::Request`], with its credentials. Printed by `Debug`, it shows no secret.
pub struct Outgoing {
    request: Request<Body>,
    client: Client,
    operation: Option<&'static str>,
    attempt: u32,
}

impl Outgoing {
    /// A request of a client.
    pub(crate) fn new(
        client: &Client,
        operation: Option<&'static str>,
        attempt: u32,
        request: Request<Body>,
    ) -> Self {
        Self {
            request,
            client: client.clone(),
            operation,
            attempt,
        }
    }

    /// The operationId of the call, or its method and path (`GET /things/{id}`) where it has none. `None` for a request
    /// that asks for a token.
    pub fn operation(&self) -> Option<&str> {
        self.operation
    }

    /// Which attempt of the call it is; 1 for the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The request alone. Its `Debug` shows the query, which may contain a key.
    pub fn into_request(self) -> Request<Body> {
        self.request
    }
}

impl From<Outgoing> for Request<Body> {
    fn from(outgoing: Outgoing) -> Self {
        outgoing.into_request()
    }
}

impl Deref for Outgoing {
    type Target = Request<Body>;

    fn deref(&self) -> &Self::Target {
        &self.request
    }
}

impl DerefMut for Outgoing {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.request
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let client = &*self.client.inner;
        let url = redacted_url::without_keys(&self.request.uri().to_string(), client);
        f.debug_struct("Outgoing")
            .field("operation", &self.operation)
            .field("attempt", &self.attempt)
            .field("method", self.request.method())
            .field("url", &client.redact(url.into()))
            .field("headers", self.request.headers())
            .field("body", self.request.body())
            .finish()
    }
}

/// What a request is passed on to: the next interceptor, after the last one the transport.
#[derive(Debug, Clone)]
pub struct Next {
    client: Client,
    /// How many interceptors it has passed.
    passed: usize,
}

impl Next {
    /// Sends a request on, and gives the head of the response as soon as it is there.
    pub fn send(mut self, request: Outgoing) -> TransportFuture {
        let client = self.client.clone();
        if let Some(next) = client.inner.configuration.interceptors.get(self.passed) {
            self.passed += 1;
            return next(request, self);
        }
        let sent = client.inner.transport.send(request.request);
        Box::pin(async move {
            let mut response = sent.await?;
            client.inner.secrets().mark(response.headers_mut());
            Ok(response)
        })
    }
}

/// An interceptor of the caller's.
pub(crate) type Interceptor = Arc<dyn Fn(Outgoing, Next) -> TransportFuture + Send + Sync>;

/// An interceptor that is a function.
pub(crate) fn of<F, Fut>(function: F) -> Interceptor
where
    F: Fn(Outgoing, Next) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    Arc::new(move |request, next| Box::pin(function(request, next)))
}

/// Sends a request of a client through its interceptors, if it has any. One to another origin passes none: they
/// sign requests, and add credentials.
pub(crate) fn send(
    client: &Client,
    operation: Option<&'static str>,
    attempt: u32,
    request: Request<Body>,
) -> TransportFuture {
    let leaves = request.extensions().get::<Elsewhere>().is_some();
    if leaves || client.inner.configuration.interceptors.is_empty() {
        return client.inner.transport.send(request);
    }
    let next = Next {
        client: client.clone(),
        passed: 0,
    };
    next.send(Outgoing::new(client, operation, attempt, request))
}
