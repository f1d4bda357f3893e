//! Values as the text of a form, where a part holds one.

use serde::Serialize;

use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::pair_style::pairs;

/// The members of a value as `application/x-www-form-urlencoded`.
///
/// # Errors
///
/// Names the parameter; its value is one that no form can hold.
pub(crate) fn form_text<T: Serialize>(name: &str, value: &T) -> Result<String, String> {
    let pairs = pairs(name, FORM, value, form_encode)?;
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| format!("{}={value}", form_encode(name)));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}
