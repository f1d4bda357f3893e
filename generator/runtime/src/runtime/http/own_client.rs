//! An HTTP client of the caller's as a transport.
//!
//! Its own policy on redirects would take headers along to other hosts. That policy cannot be replaced
//! for one request, but reqwest does not ask it for a request whose body cannot be sent twice. So
//! every body is sent as one that cannot; an empty one is not seen on the wire.
//!
//! Its default headers cannot be taken away from one request either, so a client that has some does not
//! follow a download to another origin.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Url;

use crate::runtime::http::body::Body;
use crate::runtime::http::connections::{of_reqwest, response};
use crate::runtime::http::redirect::{Elsewhere, Landed};
use crate::runtime::http::transport::{Timeout, Transport, TransportFuture};
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

/// Takes the place of a [`Timeout`] where the answer is read as it arrives: the client bounds each wait for
/// more, and reqwest would bound the whole.
#[derive(Clone, Copy)]
pub(crate) struct NoTimeout;

/// The transport that a client of the caller's is.
pub(crate) fn transport(client: reqwest::Client) -> Arc<dyn Transport> {
    Arc::new(client)
}

/// Sends through this client, with its proxies, certificates and timeouts.
///
/// A 303, and a 301 or 302 after a `POST`, drops the body, so the client follows these redirects
/// itself, unless it was built with [`Policy::none`](reqwest::redirect::Policy::none). A response
/// from another origin than the request went to is an error of kind
/// [`OtherOrigin`](TransportErrorKind::OtherOrigin); so is a download that is redirected to another origin,
/// where the client has default headers.
impl Transport for reqwest::Client {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let extensions = request.extensions();
        let timeout = match extensions.get::<NoTimeout>() {
            Some(NoTimeout) => Some(Timeout(Duration::MAX)),
            None => extensions.get().copied(),
        };
        let may_leave = extensions.get::<Elsewhere>().is_none() || has_no_headers(self);
        let request = of_reqwest(request, |body| reqwest::Body::wrap(Once(body)));
        let client = self.clone();
        Box::pin(async move {
            if !may_leave {
                return Err(other_origin(DEFAULT_HEADERS));
            }
            let (mut request, fault) = request?;
            if let Some(Timeout(timeout)) = timeout {
                *request.timeout_mut() = Some(timeout);
            }
            let asked = request.url().clone();
            let answer = client.execute(request).await;
            let answer = answer.map_err(|error| fault.error(error))?;
            let landed = landed(&asked, answer.url())?;
            let mut answer = response(answer);
            if let Some(landed) = landed {
                answer.extensions_mut().insert(landed);
            }
            Ok(answer)
        })
    }
}

/// Where the client's own redirects led, if it followed any.
fn landed(asked: &Url, found: &Url) -> Result<Option<Landed>, TransportError> {
    if asked.origin() != found.origin() {
        let message = "expected no redirect to another origin, found one that the HTTP client \
                       followed; build it with redirect::Policy::none()";
        return Err(other_origin(message));
    }
    Ok((asked != found).then(|| Landed(found.clone().into())))
}

const DEFAULT_HEADERS: &str = "expected no default headers of the HTTP client, which would go to another \
                               origin with a redirect, found some; set them by `default_header` of this \
                               client";

fn other_origin(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::OtherOrigin, message)
}

/// Whether a client adds no header but `accept` and `user-agent`. Only its `Debug` tells; where that has another
/// form, the client is taken for one that adds some.
fn has_no_headers(client: &reqwest::Client) -> bool {
    let shown = format!("{client:?}");
    let headers = shown.split_once("default_headers: {");
    let mut rest = headers.map_or("", |(_, headers)| headers);
    loop {
        let names = ["\"accept\": \"", "\"user-agent\": \""];
        let value = names.iter().find_map(|name| rest.strip_prefix(name));
        // After a backslash, a quote would not be the end of the value.
        let header = value.and_then(|value| value.split_once('"'));
        let Some((_, after)) = header.filter(|(value, _)| !value.contains('\\')) else {
            return false;
        };
        match after.strip_prefix(", ") {
            Some(next) => rest = next,
            None => return after.starts_with('}'),
        }
    }
}

/// A body that cannot be sent twice.
struct Once(Body);

impl HttpBody for Once {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.size_hint().exact() {
            // reqwest would replace a body that is known to be empty.
            Some(0) => SizeHint::default(),
            _ => self.0.size_hint(),
        }
    }
}
