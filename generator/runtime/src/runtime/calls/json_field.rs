//! Fields of forms that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;

impl Call {
    /// Sets a field of the form to the JSON text of a value.
    pub fn json_field<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        match serde_json::to_string(&value) {
            Ok(text) => {
                let pair = (form_encode(name), form_encode(&text));
                self.form_pairs(name, vec![pair])
            }
            Err(error) => self.set(|parts| {
                parts.refuse(format!(
                    "expected a value for `{name}` that JSON can hold: {error}"
                ));
            }),
        }
    }
}
