//! Parts of multipart bodies that are forms: `application/x-www-form-urlencoded`.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::pair_style::pairs;

impl Call {
    /// Sets a part to the members of a value as a form; a list or an object within is JSON text.
    pub fn part_form<T: Serialize>(
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

/// The part that a value is as a form.
///
/// # Errors
///
/// The value holds what no form can.
pub(crate) fn part_of<T: Serialize>(
    place: &PartPlace,
    value: &T,
    content_type: &'static str,
) -> Result<Part, String> {
    let pairs = pairs(&place.to_string(), FORM, value, form_encode)?;
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| format!("{}={value}", form_encode(name)));
    let form = pairs.collect::<Vec<_>>().join("&");
    let mut part = Part::new(place, Bytes::from(form));
    part.content_type = Some(HeaderValue::from_static(content_type));
    Ok(part)
}
