//! Requests whose answers have no value: once the status is a success, the call is done.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::http::exchange;
use crate::runtime::http::receive::Whole;
use crate::runtime::http::response::Response;

/// Sends a call when awaited.
pub(crate) fn answer(call: Call) -> Pending<()> {
    Pending::new(async move { send(call).await.map(Response::into_inner) })
}

/// Sends a call when awaited, for status and headers of the answer.
pub(crate) fn response(call: Call) -> Pending<Response<()>> {
    Pending::new(send(call))
}

async fn send(call: Call) -> Result<Response<()>, Error> {
    let how = Whole {
        or_unchanged: false,
        is_read: false,
    };
    exchange::fetch(&call, exchange::ends(&call), how, |_, _| Ok(())).await
}
