//! Answers that no description has typed: as they came, or as the caller reads them.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::exchange;
use crate::runtime::http::receive::WHOLE;
use crate::runtime::http::response::{Head, Response};

/// Sends a call when awaited, for the bytes of the answer with its status and headers.
pub(crate) fn response(call: Call) -> Pending<Response<Bytes>> {
    Pending::new(async move {
        let ends = exchange::ends(&call);
        exchange::fetch(&call, ends, WHOLE, |_, body| Ok(body.clone())).await
    })
}

/// Sends a call when awaited, for the answer, read as JSON.
pub(crate) fn json<T: DeserializeOwned + Send + 'static>(call: Call) -> Pending<T> {
    Pending::new(async move {
        let ends = exchange::ends(&call);
        let decode = |head: &Head, body: &Bytes| decode::json(head, body);
        Ok(exchange::fetch(&call, ends, WHOLE, decode).await?.body)
    })
}
