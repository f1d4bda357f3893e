//! Fields of forms that are not one plain text.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;

impl Call {
    /// Sets a field of the form in a style. Null, an empty list and an empty object send nothing.
    pub fn field_as<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let pairs =
            Parameter::of(name, &value, form_encode).and_then(|parameter| style(&parameter));
        match pairs {
            Ok(pairs) => {
                let pairs = pairs.into_iter();
                let pairs = pairs.map(|(name, value)| (form_encode(&name), value));
                self.form_pairs(name, pairs.collect())
            }
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
