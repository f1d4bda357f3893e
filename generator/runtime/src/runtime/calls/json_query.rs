//! Query parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;

impl Call {
    /// Sets a query parameter to the JSON text of a value.
    pub fn json_query<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        match serde_json::to_string(&value) {
            Ok(text) => self.query::<String>(name, text),
            Err(error) => self.set(|parts| {
                parts.refuse(format!(
                    "expected a value for `{name}` that JSON can hold: {error}"
                ));
            }),
        }
    }
}
