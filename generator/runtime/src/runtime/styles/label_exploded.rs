//! `label` with `explode`: `.a.b`, and `.key=value` of an object.

use crate::runtime::styles::exploded::exploded;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::separator::without;
use crate::runtime::styles::text_style::TextStyle;

/// The style of parameters of a path.
pub(crate) const LABEL_EXPLODED: TextStyle = write;

/// Writes a value for a path.
///
/// # Errors
///
/// A text within has a dot, which a path has no other spelling for.
fn write(parameter: &Parameter<'_>) -> Result<Option<String>, String> {
    without(parameter, '.')?;
    let texts = exploded(parameter, ".")?;
    Ok(texts.map(|texts| format!(".{texts}")))
}
