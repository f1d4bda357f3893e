//! A successful answer together with its status and headers.

use http::StatusCode;
use http::header::HeaderMap;
/// The head of an answer: everything before its body.
pub(crate) use http::response::Parts as Head;

use crate::runtime::http::headers;
use crate::runtime::http::rate_limit::RateLimits;

/// A decoded body, and the status and headers it came with.
///
/// ```text
/// let response = request.with_response().await?;
/// println!("{:?} {:?}", response.request_id(), response.rate_limits().get("requests"));
/// let body = response.into_inner();
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded body.
    pub body: T,
    pub(crate) head: Head,
}

impl<T> Response<T> {
    /// The HTTP status: 200 to 299, or 304 where that was asked for.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The name the API gave to this request (`x-request-id`); support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.head.headers)
    }

    /// How much may still be asked for, as `x-ratelimit-…` says; empty when nothing does.
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::read(&self.head.headers)
    }

    /// The decoded body alone.
    pub fn into_inner(self) -> T {
        self.body
    }
}
