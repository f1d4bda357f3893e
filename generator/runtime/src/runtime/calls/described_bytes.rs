//! The bodies of errors that are bytes.

use bytes::Bytes;

use crate::runtime::calls::operation::DescribedError;
use crate::runtime::http::response::Head;

/// Gives the body of an error as [`Bytes`], whatever its status: a
/// [`DecodeError`](crate::runtime::calls::operation::DecodeError) for operations whose errors are all bytes.
pub(crate) fn described_bytes(_: &Head, body: &Bytes) -> Option<DescribedError> {
    Some(Box::new(body.clone()))
}
