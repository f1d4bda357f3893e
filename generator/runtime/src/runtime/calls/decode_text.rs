//! Answers that are plain text.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8};
use http::header::CONTENT_TYPE;

use crate::runtime::http::headers;
use crate::runtime::http::parameters::parameters;
use crate::runtime::http::response::Head;

/// Reads a body as text, in the charset that its media type names; without one, in UTF-8. Where the server sends a
/// text as JSON, it is the text in the quotes.
///
/// # Errors
///
/// The body is no text in that charset, or the charset is unknown.
pub(crate) fn text(head: &Head, body: &Bytes) -> Result<String, String> {
    if let Some(coding) = headers::coding(&head.headers) {
        return Err(headers::encoded(&coding));
    }
    let charset = charset(head);
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
    let text =
        text.ok_or_else(|| format!("expected text in {}, found other bytes", encoding.name()))?;
    Ok(match is_json(head) {
        true => serde_json::from_str(&text).unwrap_or_else(|_| text.into_owned()),
        false => text.into_owned(),
    })
}

fn is_json(head: &Head) -> bool {
    let media_type = head.headers.get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let essence = media_type.map_or("", |media_type| parameters(media_type).0);
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The parameter `charset` of the media type.
fn charset(head: &Head) -> Option<String> {
    let media_type = head.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (_, mut parameters) = parameters(media_type);
    let (_, charset) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("charset"))?;
    Some(charset.to_string())
}
