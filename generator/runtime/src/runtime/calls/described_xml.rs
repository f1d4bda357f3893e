//! The bodies of errors that are XML.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::calls::decode_xml::xml;
use crate::runtime::calls::operation::DescribedError;
use crate::runtime::http::response::Head;
use crate::runtime::wire::xml::Element;

/// Decodes the XML body of an error into `T`, whatever its status.
pub(crate) fn described_xml<T>(
    head: &Head,
    body: &Bytes,
    element: &Element,
) -> Option<DescribedError>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let body: T = xml(head, body, element).ok()?;
    Some(Box::new(body))
}
