//! Answers that are plain text.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::runtime::calls::decoded::decoded;
use crate::runtime::http::parameters::parameters;
use crate::runtime::http::response::Head;

/// Reads a body as text, in the charset that its media type names; without one, in UTF-8. Where the server sends a
/// text as JSON, it is the text in the quotes.
///
/// # Errors
///
/// Those of [`decoded`].
pub(crate) fn text(head: &Head, body: &Bytes) -> Result<String, String> {
    let text = decoded(head, body, None)?;
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
