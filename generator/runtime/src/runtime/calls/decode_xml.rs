//! XML bodies of answers.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
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
    // A declaration that can be read here is in a charset with the bytes of ASCII. Programs that write XML into a text
    // of UTF-16, and send that as UTF-8, leave the other name in it.
    let encoding = Encoding::for_label(charset.as_bytes());
    let is_wide = encoding.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    (!is_wide).then(|| charset.to_owned())
}
