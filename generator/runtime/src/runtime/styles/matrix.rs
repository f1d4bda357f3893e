//! `matrix`: `;name=a,b`, and `;name=key,value` of an object.

use crate::runtime::http::encode::encode;
use crate::runtime::styles::joined::joined;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::text_style::TextStyle;

/// The style of parameters of a path.
pub(crate) const MATRIX: TextStyle = write;

/// Writes a value for a path.
fn write(parameter: &Parameter<'_>) -> Result<Option<String>, String> {
    let name = encode(parameter.name);
    let texts = joined(parameter, ",")?;
    Ok(texts.map(|texts| match texts.as_str() {
        // RFC 6570 §3.2.7: an empty value has no `=`.
        "" => format!(";{name}"),
        texts => {
            // `allowReserved` would keep them, and with them add a parameter.
            let texts = texts.replace(';', "%3B").replace('=', "%3D");
            format!(";{name}={texts}")
        }
    }))
}
