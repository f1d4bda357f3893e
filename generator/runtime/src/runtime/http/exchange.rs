//! Sends a call: attempts, the waits between them, redirects, the limits on time.
//!
//! A success returns its response. Everything else returns one error, with everything that the answer said.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Request, StatusCode};

use crate::runtime::auth::chosen::{Chosen, chosen};
use crate::runtime::calls::call::{self, Call, Parts};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::http::failure;
use crate::runtime::http::idempotency;
use crate::runtime::http::interceptor;
use crate::runtime::http::limit::Limit;
use crate::runtime::http::outgoing;
use crate::runtime::http::own_client::NoTimeout;
use crate::runtime::http::receive::{Receive, Whole, receive};
use crate::runtime::http::redirect::{self, Hop, Left};
use crate::runtime::http::response::{Head, Response};
use crate::runtime::http::retry;
#[cfg(feature = "tracing")]
use crate::runtime::http::trace::{self, Instrument};
use crate::runtime::http::transport::{Timeout, TransportFuture};

/// When the deadline of a call is over; `None` for a call without one.
pub(crate) fn ends(call: &Call) -> Option<Instant> {
    let parts = call.parts();
    let client = &parts.client.inner;
    let deadline = parts.deadline.or(client.configuration.deadline)?;
    // A deadline that the clock cannot express is no limit.
    client.clock.now().checked_add(deadline)
}

/// Sends a call, receives the answer whole, and decodes it.
///
/// # Errors
///
/// See [`send`]; kind `Decode` when `decode` says what the body is not.
pub(crate) async fn fetch<T>(
    call: &Call,
    ends: Option<Instant>,
    how: Whole,
    decode: impl Fn(&Head, &Bytes) -> Result<T, String>,
) -> Result<Response<T>, Error> {
    // A future that is moved before it is awaited takes its space twice.
    #[cfg(feature = "tracing")]
    {
        let span = trace::call(call.parts());
        let result = decoded(call, ends, how, decode)
            .instrument(span.clone())
            .await;
        trace::called(&span, result.as_ref().err());
        result
    }
    #[cfg(not(feature = "tracing"))]
    decoded(call, ends, how, decode).await
}

/// Sends a call and decodes the answer.
async fn decoded<T>(
    call: &Call,
    ends: Option<Instant>,
    how: Whole,
    decode: impl Fn(&Head, &Bytes) -> Result<T, String>,
) -> Result<Response<T>, Error> {
    let ((head, body), attempts) = send(call, ends, how).await?;
    match decode(&head, &body) {
        Ok(body) => Ok(Response { body, head }),
        Err(message) => {
            let message = failure::shown(call.parts(), &body, message, |body| decode(&head, &body));
            Err(failure::undecodable(call, (head, body), attempts, &message))
        }
    }
}

/// Sends a call until it succeeds, or fails and is not to be retried.
///
/// # Errors
///
/// An error of any kind except `Decode` and `Pagination`.
pub(crate) async fn send<R: Receive>(
    call: &Call,
    ends: Option<Instant>,
    how: R,
) -> Result<(R::Received, u32), Error> {
    let parts = call.parts();
    let client = &*parts.client.inner;
    let left = || ends.map(|ends| ends.saturating_duration_since(client.clock.now()));
    let key = prepare(parts).map_err(|error| failure::of_call(parts, 0, error))?;
    let (mut attempts, mut failures, mut is_renewed) = (0, 0, false);
    loop {
        let mut is_refused = false;
        // A block, so that the result of the attempt is dropped before the wait.
        let mut chosen = chosen(parts).map_err(|error| failure::of_call(parts, attempts, error))?;
        let error = match chosen.fetch(parts, left()).await {
            Err(error) => failure::of_call(parts, attempts, error),
            Ok(()) => {
                let body = outgoing::body(parts).await;
                let request =
                    body.and_then(|body| request(parts, &chosen, key.as_deref(), body, left()));
                let request = request.map_err(|error| failure::of_call(parts, attempts, error))?;
                attempts += 1;
                let sent = Sent {
                    call,
                    chosen: &chosen,
                    key: key.as_deref(),
                    number: attempts,
                };
                #[cfg(feature = "tracing")]
                let result = {
                    let span = trace::attempt(parts, attempts - 1);
                    let attempt = attempt(sent, request, left(), how);
                    let result = attempt.instrument(span.clone()).await;
                    trace::attempted(&span, result.as_ref().map(R::head));
                    result
                };
                #[cfg(not(feature = "tracing"))]
                let result = attempt(sent, request, left(), how).await;
                let error = match result {
                    Ok(received) => return Ok((received, attempts)),
                    Err(error) => failure::of_call(parts, attempts, error),
                };
                is_refused = error.status() == Some(StatusCode::UNAUTHORIZED) && chosen.refuse();
                error
            }
        };
        // What was fetched may have been taken back before its end: once, another one is fetched.
        if is_refused && !is_renewed && !outgoing::is_spent(parts) {
            is_renewed = true;
            continue;
        }
        failures += 1;
        let wait = match wait(parts, failures, &error, left()) {
            Some(_) if outgoing::is_spent(parts) => return Err(failure::not_again(error)),
            Some(wait) => wait,
            None => return Err(error),
        };
        #[cfg(feature = "tracing")]
        trace::waiting(wait, &error);
        drop(error);
        client.clock.sleep(wait).await;
    }
}

/// What all requests of an attempt share.
#[derive(Clone, Copy)]
struct Sent<'c> {
    call: &'c Call,
    chosen: &'c Chosen<'c>,
    key: Option<&'c (HeaderName, HeaderValue)>,
    /// Which attempt it is.
    number: u32,
}

impl Sent<'_> {
    /// Makes its request anew with a body.
    fn request(&self, body: Body) -> Result<Request<Body>, Error> {
        outgoing::request(self.call.parts(), self.chosen, self.key, body)
    }

    /// Gives a request to the transport.
    fn send(&self, mut request: Request<Body>, how: impl Receive) -> TransportFuture {
        if !how.is_whole() && request.extensions_mut().remove::<Timeout>().is_some() {
            // A transport that obeys a timeout would end an answer that is still being read.
            request.extensions_mut().insert(NoTimeout);
        }
        let parts = self.call.parts();
        let operation = Some(parts.operation.id);
        interceptor::send(&parts.client, operation, self.number, request)
    }
}

/// The header with the idempotency key, which all attempts of a call share. Boxed, because few calls have one.
pub(crate) type Key = Box<(HeaderName, HeaderValue)>;

/// Makes the idempotency key of a call, unless the call cannot be sent.
pub(crate) fn prepare(parts: &Parts) -> Result<Option<Key>, Error> {
    let clock = &parts.client.inner.clock;
    clock.ready().map_err(Error::configuration)?;
    check(parts)?;
    let Some(name) = idempotency::header(parts) else {
        return Ok(None);
    };
    let key = format!("{:032x}", fastrand::u128(..));
    let key = call::header(name, &key).map_err(Error::configuration)?;
    Ok(Some(Box::new(key)))
}

/// Returns an error if a setter of the call refused its value.
pub(crate) fn check(parts: &Parts) -> Result<(), Error> {
    match parts.fault() {
        Some(fault) => {
            // The address of a gateway may hold a secret.
            let fault = parts.client.inner.redact(fault.into());
            Err(Error::with_message(ErrorKind::InvalidRequest, fault))
        }
        None => Ok(()),
    }
}

/// The request of the next attempt, unless the time is up.
fn request(
    parts: &Parts,
    chosen: &Chosen<'_>,
    key: Option<&(HeaderName, HeaderValue)>,
    body: Body,
    left: Option<Duration>,
) -> Result<Request<Body>, Error> {
    let request = outgoing::request(parts, chosen, key, body)?;
    match left.is_some_and(|left| left.is_zero()) {
        true => Err(failure::late()),
        false => Ok(request),
    }
}

/// How long to wait before the next attempt; `None` if there is no next attempt.
fn wait(parts: &Parts, attempts: u32, error: &Error, left: Option<Duration>) -> Option<Duration> {
    let retries = parts.retries();
    if attempts > retries.max || !retries.allow(parts, error) {
        return None;
    }
    let random = parts.client.inner.clock.random();
    let asked = error.inner.retry_after;
    let wait = retry::wait(asked, retries.longest_wait, attempts, random)?;
    left.is_none_or(|left| wait < left).then_some(wait)
}

/// Makes one attempt: sends the request and receives the response within the time limit. An answer that is
/// no success is read whole and becomes an error.
///
/// This is no `async fn`, because its future would hold the request twice.
fn attempt<'c, R: Receive>(
    sent: Sent<'c>,
    request: Request<Body>,
    left: Option<Duration>,
    how: R,
) -> impl Future<Output = Result<R::Received, Error>> + use<'c, R> {
    let parts = sent.call.parts();
    let client = &*parts.client.inner;
    let timeout = parts.timeout.or(client.timeout);
    let mut limit = Limit::new(&*client.clock, timeout, left);
    let mut answer = sent.send(request, how);
    async move {
        let response = limit.of(|| answer.as_mut()).await;
        let response = response.and_then(|response| response.map_err(failure::of));
        let mut response = response.map_err(|error| failure::at_host(parts, None, error))?;
        if redirect::is_redirect(&response) {
            // Boxed, so that the futures of calls without a redirect stay small.
            response = Box::pin(follow(sent, response, &mut limit, how)).await?;
        }
        if how.takes(sent.call, response.status()) {
            return how.receive(sent.call, response, &mut limit).await;
        }
        let (head, body) = receive(response, parts, true, &mut limit).await?;
        Err(failure::refused(parts, head, body))
    }
}

/// Follows redirects on the same origin, and returns the last response.
async fn follow(
    sent: Sent<'_>,
    mut response: http::Response<Body>,
    limit: &mut Limit<'_>,
    how: impl Receive,
) -> Result<http::Response<Body>, Error> {
    let parts = sent.call.parts();
    // The request is made again: few calls are redirected, and all of them would have to keep theirs.
    let mut last = Hop::first(&sent.request(Body::empty())?);
    let mut left = None;
    for _ in 0..redirect::MOST {
        let next = last.take().and_then(|hop| {
            let base_url = parts.base_url();
            hop.next(parts.method(), &response, base_url, !how.is_whole())
        });
        let Some(hop) = next.filter(|_| !outgoing::is_spent(parts)) else {
            break;
        };
        let body = outgoing::body(parts).await?;
        let Some(request) = hop.apply(sent.request(body)?) else {
            break;
        };
        let (head, _) = response.into_parts();
        if hop.has_left() {
            left.get_or_insert_with(|| Left::new(head));
        }
        let mut answer = sent.send(request, how);
        let sent = limit.of(|| answer.as_mut()).await;
        let sent = sent.and_then(|response| response.map_err(failure::of));
        response = sent.map_err(|error| failure::at_host(parts, Some(&hop), error))?;
        last = Some(hop);
        if !redirect::is_redirect(&response) {
            break;
        }
    }
    if let Some(left) = left {
        response.extensions_mut().insert(left);
    }
    if let Some(hop) = last {
        hop.mark(&mut response);
    }
    Ok(response)
}
