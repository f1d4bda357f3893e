//! Parts of multipart bodies that are text.

use std::fmt::Display;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};

impl Call {
    /// Sets a part to a text, in place of what the part was.
    pub fn part_text<T: Display>(
        self,
        place: impl Into<PartPlace>,
        value: impl Into<T>,
        content_type: Option<&'static str>,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        let part = part_of(&place, &value, content_type);
        self.set(|parts| Multipart::put(parts, &place, Ok(vec![part])))
    }
}

/// The part that the text of a value is.
pub(crate) fn part_of<T: Display>(
    place: &PartPlace,
    value: &T,
    content_type: Option<&'static str>,
) -> Part {
    let mut part = Part::new(place, Bytes::from(value.to_string()));
    part.content_type = content_type.map(HeaderValue::from_static);
    part
}
