//! Fields of forms that are one plain text.

use std::fmt::Display;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;

impl Call {
    /// Sets a field of the form, in place of an earlier one of this name.
    pub fn field<T: Display>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let pair = (form_encode(name), form_encode(&value.to_string()));
        self.form_pairs(name, vec![pair])
    }
}
