//! `simple`: `a,b`, and `key,value` of an object.

use crate::runtime::styles::joined::joined;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::text_style::TextStyle;

/// The style of parameters of a path or a header.
pub(crate) const SIMPLE: TextStyle = write;

/// Writes a value for a path or a header.
fn write(parameter: &Parameter<'_>) -> Result<Option<String>, String> {
    joined(parameter, ",")
}
