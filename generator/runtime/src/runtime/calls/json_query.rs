//! Query parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a query parameter to the JSON text of a value.
    pub fn json_query<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        match json_text(name, &value) {
            Ok(text) => self.query::<String>(name, text),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
