//! The errors of attempts that did not succeed.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;

use crate::runtime::calls::call::{Call, Parts};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::headers;
use crate::runtime::http::idempotency;
use crate::runtime::http::outgoing::is_spent;
use crate::runtime::http::parameters::parameters;
use crate::runtime::http::problem::{Problem, one_line};
use crate::runtime::http::receive::Received;
use crate::runtime::http::redirect::{self, Hop};
use crate::runtime::http::response::Head;
use crate::runtime::http::retry::{self, Rules};
use crate::runtime::http::retry_after;
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

/// The error of a transport.
pub(crate) fn of(error: TransportError) -> Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Request => ErrorKind::InvalidRequest,
        TransportErrorKind::Redirect => ErrorKind::OtherStatus,
        TransportErrorKind::Coding => ErrorKind::Decode,
        TransportErrorKind::OtherOrigin | TransportErrorKind::NoTls => ErrorKind::Configuration,
        TransportErrorKind::Dns
        | TransportErrorKind::Connect
        | TransportErrorKind::Tls
        | TransportErrorKind::Reset => ErrorKind::Connection,
    };
    let mut failure = Error::with_message(kind, error.to_string());
    failure.inner.retryable = error.may_pass();
    failure.inner.source = Some(error.into());
    failure
}

/// The attempt took longer than its timeout.
pub(crate) fn timed_out(timeout: Duration) -> Error {
    let message = format!("no whole response within {timeout:?}");
    let mut failure = Error::with_message(ErrorKind::Timeout, message);
    failure.inner.retryable = true;
    failure
}

/// The response is longer than this many bytes; what is too large to take is too large to keep.
pub(crate) fn too_large(head: Head, most: usize) -> Error {
    let message = format!("expected at most {most} bytes, found more");
    let mut failure = Error::with_message(ErrorKind::ResponseTooLarge, message);
    failure.inner.head = Some(head);
    failure
}

/// The time for the whole call is up; the same call would find it so again.
pub(crate) fn late() -> Error {
    let message = "no whole response before the deadline of the call";
    Error::with_message(ErrorKind::Timeout, message)
}

/// The error of an answer that is no success.
pub(crate) fn refused(parts: &Parts, head: Head, body: Bytes) -> Error {
    let client = &*parts.client.inner;
    let secrets = parts.secrets();
    let shown = secrets.redact_body(&body);
    let shown = shown.map_or_else(|| body.clone(), Bytes::from);
    let problem = Problem::read(&shown);
    let mut error = Error::new(ErrorKind::of(head.status));
    let inner = &mut *error.inner;
    inner.message = problem.message;
    if inner.message.is_none() {
        let (method, base_url) = (parts.method(), parts.base_url());
        if is_spent(parts) && redirect::is_followed(method, head.status) {
            inner.message = Some("expected no redirect, found one".to_owned());
            error = not_again(error);
        } else {
            let fault = redirect::fault(method, &head, base_url);
            let coding = headers::coding(&head.headers).filter(|_| !body.is_empty());
            let coding = coding.map(|coding| headers::encoded(&coding));
            let fault = fault.or(coding).map(Cow::Owned);
            inner.message = fault.map(|fault| secrets.redact(fault).into_owned());
        }
    }
    let inner = &mut *error.inner;
    let rules = Rules {
        retry_on: parts.operation.retry_on.or(client.api.retry_on),
        no_retry: client.api.no_retry,
        has_key: idempotency::has_key(parts),
    };
    inner.retryable = retry::is_retryable(head.status, &head.headers, &problem.words, &rules);
    inner.retry_after = retry_after::read(&head.headers, || client.clock.timestamp());
    // Its `Debug` is the type's own, so that no secret must get into it; `body` stays as it came.
    let decode = parts.operation.error;
    inner.described = decode.and_then(|decode| decode(&head, &shown));
    inner.head = Some(head);
    inner.body = Some(body);
    error
}

/// Adds the address that there was no answer from: that of the base URL, unless a redirect led elsewhere.
pub(crate) fn at_host(parts: &Parts, hop: Option<&Hop>, mut error: Error) -> Error {
    let inner = &mut *error.inner;
    if inner.head.is_none()
        && let Some(message) = &mut inner.message
    {
        let client = &*parts.client.inner;
        let address = hop.map_or_else(|| parts.base_url().address(), Hop::address);
        let with_address = format!("{message} ({address})");
        *message = client.redact(Cow::Owned(with_address)).into_owned();
        let source = inner.source.as_mut();
        if let Some(error) = source.and_then(|source| source.downcast_mut::<TransportError>()) {
            error.change_message(|message| client.redact(message.into()).into_owned());
        }
    }
    error
}

/// Adds why a call that failed was not sent again.
pub(crate) fn not_again(mut error: Error) -> Error {
    let why = "not sent again, since its body comes from a reader that was read";
    let message = match error.inner.message.take() {
        Some(message) => format!("{message}; {why}"),
        None => why.to_owned(),
    };
    error.inner.message = Some(message);
    error
}

/// The message about a body that cannot be decoded, made from the body without its secrets. A message quotes
/// only a part of the body: it could hold half of a secret, which would not be found there.
pub(crate) fn shown<T>(
    parts: &Parts,
    body: &[u8],
    message: String,
    decode: impl FnOnce(Bytes) -> Result<T, String>,
) -> String {
    let redacted = parts.secrets().redact_body(body);
    let again = redacted.and_then(|redacted| decode(redacted.into()).err());
    again.unwrap_or(message)
}

/// The error of a successful answer whose body cannot be decoded.
pub(crate) fn undecodable(
    call: &Call,
    (head, body): Received,
    attempts: u32,
    message: &str,
) -> Error {
    let parts = call.parts();
    let mut message = match headers::coding(&head.headers) {
        Some(coding) => Cow::Owned(headers::encoded(&coding)),
        None => Cow::Borrowed(message),
    };
    let media_type = headers::text(&head.headers, "content-type");
    let is_other = |text: &&str| {
        let essence = parameters(text).0.to_ascii_lowercase();
        !essence.contains("json") && !message.contains(&essence)
    };
    if let Some(media_type) = media_type.filter(is_other) {
        message = Cow::Owned(format!("{message} ({media_type})"));
    }
    let message = one_line(&message);
    let message = parts.secrets().redact(Cow::Owned(message)).into_owned();
    let error = Error::with_message(ErrorKind::Decode, message);
    let mut error = of_call(parts, attempts, error);
    error.inner.head = Some(head);
    error.inner.body = Some(body);
    error
}

/// Adds the operation and the number of attempts to an error.
pub(crate) fn of_call(parts: &Parts, attempts: u32, mut error: Error) -> Error {
    error.inner.operation = Some(parts.operation.id);
    error.inner.attempts = attempts;
    error
}
