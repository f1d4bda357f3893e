//! Parts of multipart bodies that are named and divided as the pairs of a query.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::styles::pair_style::{PairStyle, pairs};

impl Call {
    /// Sets the parts of a value in a style; nothing in them is encoded.
    pub fn part_as<T: Serialize>(
        self,
        place: impl Into<PartPlace>,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        let name = place.key.name.as_deref().unwrap_or_default();
        match pairs(name, style, &value, str::to_owned) {
            Ok(pairs) => self.part_pairs(place, pairs),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
