//! The bodies of errors, decoded into the types the description gives them.

use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use crate::runtime::calls::operation::Described;
use crate::runtime::error::Error;

impl Error {
    /// The body of the answer as the type that the description gives the errors of this operation;
    /// `None` when it is another type, or when the body was something else.
    #[must_use]
    pub fn described<T: 'static>(&self) -> Option<&T> {
        self.inner.described.as_ref()?.downcast_ref()
    }
}

/// Decodes the body of an error into `T`, whatever its status: a
/// [`DecodeError`](crate::runtime::calls::operation::DecodeError) for operations with one type for all.
pub(crate) fn described<T>(_: StatusCode, body: &[u8]) -> Option<Described>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let body: T = serde_json::from_slice(body).ok()?;
    Some(Box::new(body))
}
