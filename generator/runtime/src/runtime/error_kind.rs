//! The kinds of error a caller can tell apart.

use http::StatusCode;

/// What went wrong.
///
/// The client tries again on what may pass, which each kind says; `x-should-retry` in an answer
/// overrules that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Status 400: the API does not understand the request.
    BadRequest,
    /// Status 401: the credential is missing or wrong.
    Authentication,
    /// Status 403: the credential does not allow this.
    PermissionDenied,
    /// Status 404: there is nothing of this name.
    NotFound,
    /// Status 409: the request does not fit the present state. Tried again where the request has a key that
    /// makes the API know it again, or the description says that it passes.
    Conflict,
    /// Status 422: the API understands the request and cannot do it.
    UnprocessableEntity,
    /// Status 429: too many requests, which is tried again, or a quota is used up, which is not.
    RateLimit,
    /// Status 500 or above: the API failed. Tried again.
    Server,
    /// Any other status that is no success, such as a redirect that was not followed. Of them, 408 is
    /// tried again.
    OtherStatus,
    /// No whole answer came in time. Tried again, unless it was the deadline that ended.
    Timeout,
    /// The API could not be reached, or the connection broke before the answer was whole. Tried
    /// again.
    Connection,
    /// The answer is not what the description promises. Its body is kept.
    Decode,
    /// The request cannot be sent: a header, a path parameter or a body does not fit.
    InvalidRequest,
    /// The API gives a page that was there before, or none to go on from.
    Pagination,
    /// The API sent an error in the middle of a stream, after a status that says success. Not tried
    /// again.
    Stream,
    /// The answer is longer than the limit of the client, 64 MiB unless it was set.
    ResponseTooLarge,
    /// A credential could not be fetched: its source failed, or the token endpoint gave none. Nothing was sent
    /// to the API. Tried again where the token endpoint could not be reached, or says that it may pass.
    Credential,
    /// A file of the caller's cannot be written.
    Io,
    /// The client cannot be built, or lacks what the call needs, or its own HTTP client followed a
    /// redirect to another origin.
    Configuration,
}

impl ErrorKind {
    /// The kind of an answer that is no success.
    pub(crate) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::BadRequest,
            401 => Self::Authentication,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            409 => Self::Conflict,
            422 => Self::UnprocessableEntity,
            429 => Self::RateLimit,
            500.. => Self::Server,
            _ => Self::OtherStatus,
        }
    }

    /// How an error of this kind begins when it is printed.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::BadRequest => "bad request",
            Self::Authentication => "authentication failed",
            Self::PermissionDenied => "permission denied",
            Self::NotFound => "not found",
            Self::Conflict => "conflict",
            Self::UnprocessableEntity => "unprocessable request",
            Self::RateLimit => "rate limit exceeded",
            Self::Server => "server error",
            Self::OtherStatus => "unexpected status",
            Self::Timeout => "timeout",
            Self::Connection => "connection failed",
            Self::Decode => "unexpected answer",
            Self::InvalidRequest => "invalid request",
            Self::Pagination => "broken pagination",
            Self::Stream => "error in the stream",
            Self::ResponseTooLarge => "answer too large",
            Self::Credential => "no credential",
            Self::Io => "file error",
            Self::Configuration => "invalid configuration",
        }
    }
}
