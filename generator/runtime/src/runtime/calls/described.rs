//! The bodies of errors that are JSON.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::calls::operation::DescribedError;
use crate::runtime::http::response::Head;
use crate::runtime::wire::from_json::from_json;

/// Decodes the JSON body of an error into `T`, whatever its status: a
/// [`DecodeError`](crate::runtime::calls::operation::DecodeError) for operations with one type for all.
pub(crate) fn described<T>(_: &Head, body: &Bytes) -> Option<DescribedError>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let body: T = from_json(body).ok()?;
    Some(Box::new(body))
}
