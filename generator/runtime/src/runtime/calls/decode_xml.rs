//! XML bodies of answers.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::calls::decoded::decoded;
use crate::runtime::http::response::Head;
use crate::runtime::wire::from_json::from_json;
use crate::runtime::wire::xml::Element;
use crate::runtime::wire::xml_read;

/// Decodes the XML of an answer; its media type is not looked at, but for the charset.
///
/// # Errors
///
/// The body is no XML, or not what its type says: the path has the names of JSON.
pub(crate) fn xml<T: DeserializeOwned + Send>(
    head: &Head,
    body: &Bytes,
    element: &Element,
) -> Result<T, String> {
    let text = decoded(head, body, declared(body))?;
    from_json(xml_read::read(element, &text)?.as_bytes())
}

/// The charset of the declaration: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 256;
    let start = String::from_utf8_lossy(&body[..body.len().min(LONGEST)]);
    let (declaration, _) = start.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, charset) = declaration.split_once("encoding")?;
    let charset = charset.trim_start().strip_prefix('=')?.trim_start();
    let quote = charset.chars().next()?;
    let charset = charset.split(quote).nth(1)?;
    Some(charset.to_owned())
}
