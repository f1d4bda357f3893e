//! Parts of multipart bodies that are JSON.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a part to a value as JSON, in place of what the part was.
    pub fn part_json<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        value: impl Into<T>,
        content_type: &'static str,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        let part = part_of(&place, &value, content_type);
        self.set(|parts| Multipart::put(parts, &place, part.map(|part| vec![part])))
    }
}

/// The part that a value is as JSON.
///
/// # Errors
///
/// JSON cannot hold the value.
pub(crate) fn part_of<T: Serialize>(
    place: &PartPlace,
    value: &T,
    content_type: &'static str,
) -> Result<Part, String> {
    let json = json_text(&place.to_string(), value)?;
    let mut part = Part::new(place, Bytes::from(json));
    part.content_type = Some(HeaderValue::from_static(content_type));
    Ok(part)
}
