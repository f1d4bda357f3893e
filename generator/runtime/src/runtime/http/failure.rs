//! The errors of attempts without a whole response.

use std::time::Duration;

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::response::Head;
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

/// The error of a transport.
pub(crate) fn of(error: TransportError) -> Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Request => ErrorKind::InvalidRequest,
        TransportErrorKind::Redirect => ErrorKind::OtherStatus,
        TransportErrorKind::OtherOrigin => ErrorKind::Configuration,
        TransportErrorKind::Dns
        | TransportErrorKind::Connect
        | TransportErrorKind::Tls
        | TransportErrorKind::Reset => ErrorKind::Connection,
    };
    let mut failure = Error::with_message(kind, error.to_string());
    failure.inner.retryable = matches!(kind, ErrorKind::Timeout | ErrorKind::Connection);
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
