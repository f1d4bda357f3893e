//! Parts of multipart bodies that are named and divided as the pairs of a query.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::pair_style::{PairStyle, pairs};

impl Call {
    /// Sets the parts of a value in a style; nothing in them is encoded.
    pub fn part_as<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let pairs = pairs(name, style, &value, str::to_owned);
        match pairs {
            Ok(pairs) => self.part_pairs(name, pairs),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
