//! Fields of forms that are not one plain text.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form_fields;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::pair_style::PairStyle;

impl Call {
    /// Sets a field of the form in a style. Null, an empty list and an empty object send nothing.
    pub fn field_as<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        form_fields::set(self, name, style, &value, form_encode)
    }
}
