//! `matrix`: `;name=a,b`, and `;name=key,value` of an object.

use crate::runtime::http::encode::encode;
use crate::runtime::styles::joined::joined;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::text_style::TextStyle;

/// The style of parameters of a path.
pub(crate) const MATRIX: TextStyle = write;

/// Writes a value for a path.
fn write(parameter: &Parameter<'_>) -> String {
    let name = encode(parameter.name);
    match joined(parameter, ",") {
        None => String::new(),
        // RFC 6570 §3.2.7: an empty value has no `=`.
        Some(texts) if texts.is_empty() => format!(";{name}"),
        Some(texts) => format!(";{name}={texts}"),
    }
}
