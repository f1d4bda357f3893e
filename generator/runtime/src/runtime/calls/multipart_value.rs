//! Parts of multipart bodies whose value may be a text, an object or a list.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, PartPlace};
use crate::runtime::calls::multipart_parts::parts_of;

impl Call {
    /// Sets a part to an object as JSON, or to anything else as text, in place of what the part was. Each item of
    /// a list is a part.
    pub fn part_value<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        value: impl Into<T>,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        let found = parts_of(&place, &place.to_string(), &value);
        self.set(|parts| Multipart::put(parts, &place, found))
    }
}
