//! Lists of forms in multipart bodies: a part for each.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::multipart_form::part_of;

impl Call {
    /// Sets the parts at this place to values as forms, in place of earlier ones. Without a value none
    /// is sent.
    pub fn part_forms<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        values: impl Into<Vec<T>>,
        content_type: &'static str,
    ) -> Self {
        let place: PartPlace = place.into();
        let values: Vec<T> = values.into();
        let forms = values.iter();
        let forms = forms.map(|value| part_of(&place, value, content_type));
        let forms: Result<Vec<Part>, String> = forms.collect();
        self.set(|parts| Multipart::put(parts, &place, forms))
    }
}
