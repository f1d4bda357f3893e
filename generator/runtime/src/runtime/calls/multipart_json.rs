//! Parts of multipart bodies that are JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::multipart_written::written;
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
        let text = json_text(&place.to_string(), &value);
        written(self, &place, [text], Some(content_type))
    }
}
