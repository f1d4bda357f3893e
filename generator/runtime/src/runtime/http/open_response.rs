//! Answers that are read as they arrive, together with their status and headers.

use http::StatusCode;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::open::{self, Read};
use crate::runtime::http::response::Response;

/// Sends a call when awaited, for what is read of the answer together with its status and headers.
pub(crate) fn open_response<T: Send + 'static>(
    call: Call,
    is_open: fn(StatusCode) -> bool,
    read: Read<T>,
) -> Pending<Response<T>> {
    Pending::new(async move { open::fetch(&call, is_open, read).await })
}
