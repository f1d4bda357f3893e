//! Values as JSON text, where a parameter, a field or a part holds JSON.

use serde::Serialize;

use crate::runtime::styles::finite::value;
use crate::runtime::styles::number_text::number;

/// The JSON text of a value. A number alone is written as where it is no JSON: `1`, and not `1.0`.
///
/// # Errors
///
/// Names the parameter; its value is one that JSON does not have, such as NaN.
pub(crate) fn json_text<T: Serialize>(name: &str, given: &T) -> Result<String, String> {
    match value(given) {
        Ok(value) => Ok(number(&value).unwrap_or_else(|| value.to_string())),
        Err(error) => Err(format!(
            "expected a value for `{name}` that JSON can hold: {error}"
        )),
    }
}
