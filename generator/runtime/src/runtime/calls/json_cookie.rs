//! Cookie parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::{Call, replace};
use crate::runtime::http::encode::encode;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a cookie to the JSON text of a value, encoded.
    pub fn json_cookie<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let json = json_text(name, &value);
        self.set(|parts| match json {
            Ok(text) => replace(
                &mut parts.cookies,
                name,
                vec![(name.to_owned(), encode(&text))],
            ),
            Err(fault) => parts.refuse(fault),
        })
    }
}
