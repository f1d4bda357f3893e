//! A parameter that is the whole query, as JSON (OpenAPI 3.2, `in: querystring`).

use serde::Serialize;

use crate::runtime::calls::call::{Call, Sent};
use crate::runtime::http::encode::encode;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets the query to the JSON text of a value, encoded.
    pub fn json_whole_query<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let json = json_text(name, &value);
        self.set(|parts| match json {
            Ok(json) => parts.set_query(name.into(), Sent::Whole(encode(&json))),
            Err(fault) => parts.refuse(fault),
        })
    }
}
