//! A parameter that is the whole query (OpenAPI 3.2, `in: querystring`).

use std::fmt::Display;

use crate::runtime::calls::call::{Call, Sent};
use crate::runtime::http::encode::encode;

impl Call {
    /// Sets the query to a text, encoded.
    pub fn whole_query<T: Display>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let query = encode(&value.to_string());
        self.set(|parts| parts.set_query(name.into(), Sent::Whole(query)))
    }
}
