//! The one error of the client: what went wrong, and everything the answer said about it.
//! Never shows a credential or a query; only `source` has the cause.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::runtime::calls::operation::DescribedError;
pub use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::headers;
use crate::runtime::http::rate_limit::RateLimits;
use crate::runtime::http::response::Head;

/// What a printed error shows of the name of a request, in characters: servers write what they like.
const LONGEST_ID: usize = 128;

/// Why a call failed, or why a client could not be built.
///
/// [`kind`](Self::kind) is what to branch on. Printed, an error is one line with the operation, the
/// status, the name of the request and the API's own message, and never with a credential or a query;
/// only [`source`](std::error::Error::source) has a cause below HTTP. Whenever there was an
/// answer, its status, headers and raw body are here, also when it was not what was promised.
///
/// ```text
/// match request.await {
///     Ok(answer) => println!("{answer:?}"),
///     Err(error) if error.kind() == ErrorKind::NotFound => println!("there is none"),
///     Err(error) if error.is_retryable() => println!("later, in {:?}", error.retry_after()),
///     Err(error) => return Err(error),
/// }
/// ```
pub struct Error {
    // Boxed, so that a `Result` stays small on the stack.
    pub(crate) inner: Box<Inner>,
}

/// What an error knows. Only `kind` is always there.
pub(crate) struct Inner {
    pub kind: ErrorKind,
    pub operation: Option<&'static str>,
    /// One line for a person.
    pub message: Option<String>,
    pub head: Option<Head>,
    pub body: Option<Bytes>,
    pub described: Option<DescribedError>,
    pub retry_after: Option<Duration>,
    pub attempts: u32,
    pub retryable: bool,
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What went wrong, to branch on.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The operationId of the call, or its method and path (`GET /things/{id}`) where it has none. `None` when the client
    /// could not be built.
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }

    /// The HTTP status, when there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.inner.head.as_ref()?.status)
    }

    /// The headers of the answer, when there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.inner.head.as_ref()?.headers)
    }

    /// The name the API gave to the request (`x-request-id`); support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers()?)
    }

    /// The body of the answer as it came, when there was one: also when it is no JSON, and as much
    /// as arrived when it was cut short.
    pub fn body(&self) -> Option<&[u8]> {
        self.inner.body.as_deref()
    }

    /// How long the API asks to wait before the call is tried again; also when that is longer than
    /// the client itself would have waited (120 seconds).
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// How much may still be asked for, as `x-ratelimit-…` says; empty when nothing does.
    pub fn rate_limits(&self) -> RateLimits {
        self.headers().map(RateLimits::read).unwrap_or_default()
    }

    /// How often the request was sent: 0 when it was refused before, otherwise 1 and the retries.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Whether the same call may succeed later. The client decides by the same rules whether it tries again:
    /// such an error means that no retries were left, or no time for one.
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }

    /// An error that knows nothing but its kind.
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                operation: None,
                message: None,
                head: None,
                body: None,
                described: None,
                retry_after: None,
                attempts: 0,
                retryable: false,
                source: None,
            }),
        }
    }

    /// An error with a line for a person.
    pub(crate) fn with_message(kind: ErrorKind, message: impl Into<String>) -> Self {
        let mut error = Self::new(kind);
        error.inner.message = Some(message.into());
        error
    }

    /// A client cannot be built, or lacks a credential that a call needs.
    pub(crate) fn configuration(message: String) -> Self {
        Self::with_message(ErrorKind::Configuration, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            operation,
            message,
            head,
            ..
        } = &*self.inner;
        f.write_str(kind.phrase())?;
        if let Some(operation) = operation {
            write!(f, " for {operation}")?;
        }
        if let Some(head) = head {
            write!(f, " ({}", head.status.as_u16())?;
            if let Some(id) = headers::request_id(&head.headers) {
                write!(f, ", request {id:.LONGEST_ID$}")?;
            }
            f.write_str(")")?;
        }
        match message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl Error {
    /// The causes, from the nearest to the first of all; none where their texts may hold a secret.
    fn causes(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> + '_ {
        // The error of a source of the caller's may contain a secret: it is not shown.
        let is_shown = self.inner.kind != ErrorKind::Credential;
        let first = self.source().filter(|_| is_shown);
        std::iter::successors(first, |&cause| cause.source())
    }
}

impl fmt::Debug for Error {
    /// `{:?}` is the line of the error and a line for each cause, since `main` prints an error so that it
    /// returns; `{:#?}` is everything that the error knows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            write!(f, "{self}")?;
            for (index, cause) in self.causes().enumerate() {
                let heading = if index == 0 { "\n\nCaused by:" } else { "" };
                write!(f, "{heading}\n    {cause}")?;
            }
            return Ok(());
        }
        let causes = self.causes().map(ToString::to_string);
        // Not the headers and not the body: they are the API's words and may repeat a secret.
        let mut shown = f.debug_struct("Error");
        shown
            .field("kind", &self.inner.kind)
            .field("operation", &self.inner.operation)
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("request_id", &self.request_id())
            .field("message", &self.inner.message)
            .field("body_bytes", &self.inner.body.as_ref().map(Bytes::len))
            .field("described", &self.inner.described.is_some())
            .field("retry_after", &self.inner.retry_after)
            .field("attempts", &self.inner.attempts)
            .field("retryable", &self.inner.retryable)
            .field("causes", &causes.collect::<Vec<_>>())
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.inner.source.as_deref()?)
    }
}
