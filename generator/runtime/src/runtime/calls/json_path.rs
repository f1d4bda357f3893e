//! Path parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::template::fill;
use crate::runtime::http::encode::encode_onto;

impl Call {
    /// Fills the next `{…}` of the path, which is called `name`, with the JSON text of a value.
    pub fn json_path<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let json = serde_json::to_string(&value);
        self.set(|parts| match json {
            Ok(json) => fill(parts, |path| encode_onto(path, json)),
            Err(error) => {
                parts.refuse(format!(
                    "expected a value for `{name}` that JSON can hold: {error}"
                ));
            }
        })
    }
}
