//! The bodies of errors that are texts.

use bytes::Bytes;

use crate::runtime::calls::decode_text::text;
use crate::runtime::calls::operation::DescribedError;
use crate::runtime::http::response::Head;

/// Reads the body of an error as a `String`, whatever its status: a
/// [`DecodeError`](crate::runtime::calls::operation::DecodeError) for operations whose errors are all texts.
pub(crate) fn described_text(head: &Head, body: &Bytes) -> Option<DescribedError> {
    let body = text(head, body).ok()?;
    Some(Box::new(body))
}
