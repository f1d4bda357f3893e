//! The value of a parameter, taken apart for the style that writes it.
//!
//! OpenAPI takes its styles from RFC 6570 (OpenAPI 3.1 §4.8.12, "Style Values"). Null, an empty list
//! and an empty object are undefined values there, so they send nothing.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::runtime::styles::finite::value;
use crate::runtime::styles::number_text::number;

/// A parameter that is about to be written.
pub(crate) struct Parameter<'p> {
    pub name: &'p str,
    pub value: Value,
    /// Makes a text fit for the place that it is sent to.
    pub encode: fn(&str) -> String,
}

impl<'p> Parameter<'p> {
    /// Takes a value apart.
    ///
    /// # Errors
    ///
    /// The value is one that JSON does not have, such as NaN.
    pub fn of<T: Serialize>(
        name: &'p str,
        given: &T,
        encode: fn(&str) -> String,
    ) -> Result<Self, String> {
        let parameter = Self {
            name,
            value: Value::Null,
            encode,
        };
        match value(given) {
            Ok(value) => Ok(Self { value, ..parameter }),
            Err(error) => Err(format!(
                "expected a value for `{}` that can be sent: {error}",
                parameter.name
            )),
        }
    }
}

/// The text of a value within a list or an object; null has none.
pub(crate) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.into()),
        other => Some(number(other).unwrap_or_else(|| other.to_string()).into()),
    }
}
