//! Lists of JSON values in multipart bodies: a part for each.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::multipart_written::written;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets the parts at this place to values as JSON, in place of earlier ones. Without a value none
    /// is sent.
    pub fn part_jsons<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        values: impl Into<Vec<T>>,
        content_type: &'static str,
    ) -> Self {
        let place: PartPlace = place.into();
        let values: Vec<T> = values.into();
        let texts = values
            .iter()
            .map(|value| json_text(&place.to_string(), value));
        written(self, &place, texts, Some(content_type))
    }
}
