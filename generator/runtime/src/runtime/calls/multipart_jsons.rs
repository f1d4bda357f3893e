//! Lists of JSON values in multipart bodies: a part for each.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::multipart_json::part_of;

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
        let jsons = values.iter();
        let jsons = jsons.map(|value| part_of(&place, value, content_type));
        let jsons: Result<Vec<Part>, String> = jsons.collect();
        self.set(|parts| Multipart::put(parts, &place, jsons))
    }
}
