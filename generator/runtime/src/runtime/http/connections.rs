//! The default transport: connections of the client's own, kept open between calls.

use std::fmt::Write;
use std::time::Duration;

use reqwest::redirect::Policy;

use crate::runtime::http::body::Body;
use crate::runtime::http::transport::{Transport, TransportFuture};
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};
use crate::runtime::http::watched::Fault;

/// Room for the usual URL, so that it is written without growing.
const URL_LENGTH: usize = 128;

/// A connection pool.
pub(crate) struct Connections {
    pool: reqwest::Client,
}

impl Connections {
    /// A pool that connects within this time.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up on this machine.
    pub fn new(connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        let pool = reqwest::Client::builder().connect_timeout(connect_timeout);
        // The client follows redirects itself.
        let pool = pool.redirect(Policy::none()).build()?;
        Ok(Self { pool })
    }
}

impl Transport for Connections {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let request = of_reqwest(request, |body| match body.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => reqwest::Body::wrap(body),
        });
        // Begun here: a future that held the request as well would be twice as large.
        let sent = request.map(|(request, fault)| (Box::pin(self.pool.execute(request)), fault));
        Box::pin(async move {
            let (sent, fault) = sent?;
            Ok(response(sent.await.map_err(|error| fault.error(error))?))
        })
    }
}

/// The request as reqwest takes it, and what tells whether its body broke off.
///
/// # Errors
///
/// reqwest cannot read the URL.
pub(crate) fn of_reqwest(
    request: http::Request<Body>,
    body: impl FnOnce(Body) -> reqwest::Body,
) -> Result<(reqwest::Request, Fault), TransportError> {
    let (parts, sent) = request.into_parts();
    let mut url = String::with_capacity(URL_LENGTH);
    // Writing to a `String` cannot fail.
    let _ = write!(url, "{}", parts.uri);
    let url = reqwest::Url::parse(&url).map_err(|error| {
        let message = format!("the request cannot be sent: {error} in its URL");
        TransportError::new(TransportErrorKind::Request, message).with_source(error)
    })?;
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    let (sent, fault) = Fault::of(sent);
    *request.body_mut() = Some(body(sent));
    Ok((request, fault))
}

/// The response as a transport gives it.
pub(crate) fn response(response: reqwest::Response) -> http::Response<Body> {
    http::Response::<reqwest::Body>::from(response).map(Body::new)
}
