//! The styles that give pairs, for a query, a cookie or a form.

use serde::Serialize;

use crate::runtime::styles::parameter::Parameter;

/// Writes a value as pairs: the name as it is, the value encoded.
pub(crate) type PairStyle = fn(&Parameter<'_>) -> Result<Vec<(String, String)>, String>;

/// The pairs of a value in a style.
///
/// # Errors
///
/// Names the parameter; its value has no form in the style.
pub(crate) fn pairs<T: Serialize>(
    name: &str,
    style: PairStyle,
    value: &T,
    encode: fn(&str) -> String,
) -> Result<Vec<(String, String)>, String> {
    style(&Parameter::of(name, value, encode)?)
}
