//! The bodies of errors, decoded into the types the description gives them.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::calls::decode::json;
use crate::runtime::calls::operation::DescribedError;
use crate::runtime::error::Error;
use crate::runtime::http::response::Head;

impl Error {
    /// The body of the answer as the type that the description gives this error of the operation;
    /// `None` when it is another type, or when the body was something else.
    #[must_use]
    pub fn described<T: 'static>(&self) -> Option<&T> {
        self.inner.described.as_ref()?.downcast_ref()
    }
}

/// Decodes the JSON body of an error into `T`, whatever its status: a
/// [`DecodeError`](crate::runtime::calls::operation::DecodeError) for operations with one type for all.
pub(crate) fn described<T>(head: &Head, body: &Bytes) -> Option<DescribedError>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let body: T = json(head, body).ok()?;
    Some(Box::new(body))
}
