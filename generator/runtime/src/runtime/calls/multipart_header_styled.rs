//! Headers of the parts of multipart bodies that are lists or objects.

use http::header::HeaderName;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, PartPlace};
use crate::runtime::styles::text_style::TextStyle;
use crate::runtime::styles::unencoded::unencoded;

impl Call {
    /// Sets a header of every part at this place to a value in a style. Null, an empty list and an empty object send
    /// nothing; a text with a comma within a list or an object is refused, since a comma separates them.
    pub fn part_header_as<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        header: &'static str,
        style: TextStyle,
        value: impl Into<T>,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        match unencoded(header, style, &value) {
            Ok(Some(text)) => self.part_header::<String>(place, header, text),
            Ok(None) => self.set(|parts| {
                Multipart::change(parts, |multipart| {
                    multipart.at(&place.within, |multipart| {
                        let is_other =
                            |key: &_, known: &HeaderName| *key != place.key || *known != header;
                        multipart
                            .headers
                            .retain(|(key, known, _)| is_other(key, known));
                    });
                });
            }),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
