//! Sends through an HTTP client of the caller's, whose own policy on redirects would take headers
//! along to other hosts. That policy cannot be replaced for a request, but a body that cannot be sent
//! twice keeps it from being asked, and an empty one is not seen on the wire. What is on the same
//! origin is followed here.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Body, Method, Request, Response};

use crate::runtime::http::redirect::MOST;

/// A body that is sent once.
struct Once(Bytes);

impl HttpBody for Once {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = std::mem::take(&mut self.0);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.len() {
            // Of a body that is known to be empty another one could be made.
            0 => SizeHint::default(),
            length => SizeHint::with_exact(length as u64),
        }
    }
}

/// Sends a request, and again where a redirect on the same origin says so.
///
/// A 303, and a 301 or 302 after a `POST`, drops the body: those the HTTP client still follows itself.
///
/// # Errors
///
/// Those of the HTTP client.
pub(crate) async fn send(
    client: reqwest::Client,
    mut request: Request,
) -> Result<Response, reqwest::Error> {
    let began = Instant::now();
    let timeout = request.timeout().copied();
    for _ in 0..MOST {
        let next = request.try_clone();
        let response = client.execute(sent_once(request)).await?;
        let next = next.and_then(|next| redirected(next, &response));
        let Some(mut next) = next else {
            return Ok(response);
        };
        // One attempt has one timeout.
        *next.timeout_mut() = timeout.map(|timeout| timeout.saturating_sub(began.elapsed()));
        request = next;
    }
    client.execute(sent_once(request)).await
}

/// The request, with a body that cannot be sent twice.
fn sent_once(mut request: Request) -> Request {
    let body = request.body_mut();
    let bytes = body.as_ref().and_then(Body::as_bytes).unwrap_or_default();
    *body = Some(Body::wrap(Once(Bytes::copy_from_slice(bytes))));
    request
}

/// The request that a redirect asks for, when it stays on the origin.
fn redirected(mut request: Request, response: &Response) -> Option<Request> {
    match response.status().as_u16() {
        301 | 302 if request.method() == Method::POST => without_body(&mut request, Method::GET),
        303 if request.method() != Method::HEAD => without_body(&mut request, Method::GET),
        301 | 302 | 303 | 307 | 308 => {}
        _ => return None,
    }
    let location = std::str::from_utf8(response.headers().get(LOCATION)?.as_bytes()).ok()?;
    let url = response.url().join(location).ok()?;
    if url.origin() != request.url().origin() {
        return None;
    }
    *request.url_mut() = url;
    Some(request)
}

fn without_body(request: &mut Request, method: Method) {
    *request.method_mut() = method;
    *request.body_mut() = None;
    request.headers_mut().remove(CONTENT_TYPE);
}
