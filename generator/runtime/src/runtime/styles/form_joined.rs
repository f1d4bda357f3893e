//! `form` without `explode`: `name=a,b`, and `name=key,value` of an object.

use crate::runtime::styles::joined::joined;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;

/// The style of parameters of a query, a cookie or a form.
pub(crate) const FORM_JOINED: PairStyle = write;

/// Writes a value as one pair. The commas are literal, those within a value are encoded.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    let texts = joined(parameter, ",").into_iter();
    Ok(texts
        .map(|texts| (parameter.name.to_owned(), texts))
        .collect())
}
