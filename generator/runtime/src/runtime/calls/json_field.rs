//! Fields of forms that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a field of the form to the JSON text of a value.
    pub fn json_field<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        match json_text(name, &value) {
            Ok(text) => {
                let pair = (form_encode(name), form_encode(&text));
                self.form_pairs(name, vec![pair])
            }
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
