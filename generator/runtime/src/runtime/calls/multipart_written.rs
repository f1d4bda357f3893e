//! Parts of multipart bodies that are values written as text.

use bytes::Bytes;
use http::header::HeaderValue;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::charset::check;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};

/// The call with these texts as the parts at a place, in place of what was there. Without a text none is sent;
/// a fault refuses the call.
pub(crate) fn written(
    call: Call,
    place: &PartPlace,
    texts: impl IntoIterator<Item = Result<String, String>>,
    content_type: Option<&'static str>,
) -> Call {
    let part = |text: String| {
        content_type.map_or(Ok(()), |content_type| check(content_type, &text))?;
        let mut part = Part::new(place, Bytes::from(text));
        part.content_type = content_type.map(HeaderValue::from_static);
        Ok(part)
    };
    let texts = texts.into_iter();
    let found: Result<Vec<Part>, String> = texts.map(|text| text.and_then(part)).collect();
    call.set(|parts| Multipart::put(parts, place, found))
}
