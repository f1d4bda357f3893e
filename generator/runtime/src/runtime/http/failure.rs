//! The errors of attempts without a whole answer.

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::response::Head;

/// No whole answer came. Another attempt may do better.
pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
    let mut error = Error::with_message(kind, message);
    error.inner.retryable = matches!(kind, ErrorKind::Timeout | ErrorKind::Connection);
    error
}

/// A failure of reqwest's, without its URL, whose query may hold a credential.
pub(crate) fn http(error: reqwest::Error) -> Error {
    let (kind, message) = match (error.is_timeout(), error.is_connect()) {
        (true, true) => (
            ErrorKind::Timeout,
            "expected a connection in time, found none",
        ),
        (true, false) => (
            ErrorKind::Timeout,
            "expected a whole answer in time, found none",
        ),
        (false, true) => (ErrorKind::Connection, "expected a connection, found none"),
        (false, false) if error.is_builder() => (
            ErrorKind::InvalidRequest,
            "expected a request that can be sent, found another",
        ),
        (false, false) if error.is_redirect() => (
            ErrorKind::OtherStatus,
            "expected an answer, found redirects without end",
        ),
        (false, false) => (
            ErrorKind::Connection,
            "expected a whole answer, found a broken connection",
        ),
    };
    let mut failure = new(kind, message);
    failure.inner.source = Some(error.without_url().into());
    failure
}

/// An answer longer than this many bytes; what is too large to take is too large to keep.
pub(crate) fn too_large(head: Head, most: usize) -> Error {
    let message = format!("expected at most {most} bytes, found more");
    let mut failure = Error::with_message(ErrorKind::ResponseTooLarge, message);
    failure.inner.head = Some(head);
    failure
}

/// The time for the whole call is up; the same call would find it so again.
pub(crate) fn late() -> Error {
    let message = "expected an answer before the deadline, found none";
    Error::with_message(ErrorKind::Timeout, message)
}
