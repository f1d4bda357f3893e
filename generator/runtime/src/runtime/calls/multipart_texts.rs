//! Lists of texts in multipart bodies: a part for each.

use std::fmt::Display;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::multipart_written::written;

impl Call {
    /// Sets the parts at this place to texts, in place of earlier ones. Without a text none is sent.
    pub fn part_texts<T: Display>(
        self,
        place: impl Into<PartPlace>,
        values: impl Into<Vec<T>>,
        content_type: Option<&'static str>,
    ) -> Self {
        let place: PartPlace = place.into();
        let values: Vec<T> = values.into();
        let texts = values.iter().map(|value| Ok(value.to_string()));
        written(self, &place, texts, content_type)
    }
}
