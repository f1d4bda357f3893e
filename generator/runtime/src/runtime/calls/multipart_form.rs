//! Parts of multipart bodies that are forms: `application/x-www-form-urlencoded`.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::multipart_written::written;
use crate::runtime::styles::form_text::form_text;

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
        let text = form_text(&place.to_string(), &value);
        written(self, &place, [text], Some(content_type))
    }
}
