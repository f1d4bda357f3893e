//! Requests with one answer.

use bytes::Bytes;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::exchange;
use crate::runtime::http::receive::WHOLE;
use crate::runtime::http::response::{Head, Response};

/// Decodes the body of a success.
pub(crate) type Decode<T> = fn(&Head, &Bytes) -> Result<T, String>;

/// Sends a call when awaited, for the decoded body.
pub(crate) fn answer<T: Send + 'static>(call: Call, decode: Decode<T>) -> Pending<T> {
    Pending::new(async move {
        let ends = exchange::ends(&call);
        Ok(exchange::fetch(&call, ends, WHOLE, decode).await?.body)
    })
}

/// Sends a call when awaited, for the decoded body together with status and headers.
pub(crate) fn response<T: Send + 'static>(call: Call, decode: Decode<T>) -> Pending<Response<T>> {
    Pending::new(async move {
        let ends = exchange::ends(&call);
        exchange::fetch(&call, ends, WHOLE, decode).await
    })
}
