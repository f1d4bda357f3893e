//! `matrix` with `explode`: `;name=a;name=b`, and `;key=value` of an object.

use crate::runtime::http::encode::encode;
use crate::runtime::styles::apart::apart;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::text_style::TextStyle;
use crate::runtime::styles::texts::{Texts, texts};

/// The style of parameters of a path.
pub(crate) const MATRIX_EXPLODED: TextStyle = write;

/// Writes a value for a path.
fn write(parameter: &Parameter<'_>) -> Result<Option<String>, String> {
    // RFC 6570 §3.2.7: an empty value has no `=`.
    let pair = |name: &str, text: &str| match text {
        "" => format!(";{}", encode(name)),
        text => format!(
            ";{}={}",
            encode(name),
            apart(parameter, text, &[';', '=', ','])
        ),
    };
    let texts = texts(parameter)?;
    Ok(texts.map(|texts| match texts {
        Texts::Scalar(text) => pair(parameter.name, &text),
        Texts::List(items) => {
            let items = items.iter().map(|item| pair(parameter.name, item));
            items.collect()
        }
        Texts::Object(members) => {
            let members = members.iter().map(|(key, text)| pair(key, text));
            members.collect()
        }
    }))
}
