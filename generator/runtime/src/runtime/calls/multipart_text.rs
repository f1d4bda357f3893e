//! Parts of multipart bodies that are text.

use std::fmt::Display;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::multipart_written::written;

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
        let text = Ok(value.to_string());
        written(self, &place, [text], content_type)
    }
}
