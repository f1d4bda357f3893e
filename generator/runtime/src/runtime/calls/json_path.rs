//! Path parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::template::fill;
use crate::runtime::http::encode::encode_onto;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Fills the next `{…}` of the path, which is called `name`, with the JSON text of a value.
    pub fn json_path<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let json = json_text(name, &value);
        self.set(|parts| match json {
            Ok(json) => fill(parts, |path| encode_onto(path, json)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
