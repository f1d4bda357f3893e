//! The text that the bytes of a body are.

use std::borrow::Cow;

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8};
use http::header::CONTENT_TYPE;

use crate::runtime::http::headers;
use crate::runtime::http::parameters::parameters;
use crate::runtime::http::response::Head;

/// Reads a body as text, in the charset that its media type names, else in the one that it names itself.
///
/// # Errors
///
/// The body is no text in that charset, or the charset is unknown.
pub(crate) fn decoded<'b>(
    head: &Head,
    body: &'b Bytes,
    own: Option<String>,
) -> Result<Cow<'b, str>, String> {
    if let Some(coding) = headers::coding(&head.headers) {
        return Err(headers::encoded(&coding));
    }
    let charset = charset(head).or(own);
    let encoding = match &charset {
        None => UTF_8,
        Some(name) => Encoding::for_label(name.as_bytes())
            .ok_or_else(|| format!("expected text in a charset that is known, found {name:?}"))?,
    };
    let (body, encoding) = match Encoding::for_bom(body) {
        Some((encoding, length)) => (&body[length..], encoding),
        None => (&body[..], encoding),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    text.ok_or_else(|| format!("expected text in {}, found other bytes", encoding.name()))
}

/// The parameter `charset` of the media type.
fn charset(head: &Head) -> Option<String> {
    let media_type = head.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (_, mut parameters) = parameters(media_type);
    let (_, charset) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("charset"))?;
    Some(charset.to_string())
}
