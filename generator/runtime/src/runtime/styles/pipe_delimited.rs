//! `pipeDelimited`: `name=a%7Cb`, and `name=key%7Cvalue` of an object.

use crate::runtime::styles::joined::joined;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::plain::is_plain;
use crate::runtime::styles::separator::without;

/// The style of parameters of a query, a cookie or a form.
pub(crate) const PIPE_DELIMITED: PairStyle = write;

/// Writes a value as one pair. What separates texts is encoded where they are.
///
/// # Errors
///
/// A text within has a `|`.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    without(parameter, '|')?;
    let separator = match is_plain(parameter) {
        true => "|",
        false => "%7C",
    };
    let texts = joined(parameter, separator)?.into_iter();
    Ok(texts
        .map(|texts| (parameter.name.to_owned(), texts))
        .collect())
}
