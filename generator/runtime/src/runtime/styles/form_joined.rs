//! `form` without `explode`: `name=a,b`, and `name=key,value` of an object.

use crate::runtime::styles::joined::joined;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::plain::is_plain;
use crate::runtime::styles::separator::without;

/// The style of parameters of a query, a cookie or a form.
pub(crate) const FORM_JOINED: PairStyle = write;

/// Writes a value as one pair. The commas are literal, those within a value are encoded.
///
/// # Errors
///
/// A text within has a comma, and nothing is encoded there.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    if is_plain(parameter) {
        without(parameter, ',')?;
    }
    let texts = joined(parameter, ",")?.into_iter();
    Ok(texts
        .map(|texts| (parameter.name.to_owned(), texts))
        .collect())
}
