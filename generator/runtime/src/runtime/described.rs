//! The bodies of errors, decoded into the types the description gives them.

use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::operation::Described;

impl Error {
    /// The body of the answer as the type that the description gives the errors of this operation;
    /// `None` when it is another type, or when the body was something else.
    #[must_use]
    pub fn described<T: 'static>(&self) -> Option<&T> {
        self.inner.described.as_ref()?.downcast_ref()
    }
}

/// Decodes the body of an error into `T`, whatever its status: a
/// [`DecodeError`](super::operation::DecodeError) for operations with one type for all.
pub(crate) fn described<T>(_: StatusCode, body: &[u8]) -> Option<Described>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let body: T = serde_json::from_slice(body).ok()?;
    Some(Box::new(body))
}
