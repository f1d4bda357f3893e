//! Values in the styles of headers, where nothing is encoded.

use serde::Serialize;

use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::separator::without;
use crate::runtime::styles::text_style::TextStyle;
use crate::runtime::styles::texts::{Texts, texts};

/// The text of a value; `None` when nothing is sent.
///
/// # Errors
///
/// A text of a list or an object has a comma, which separates them, or white space at its ends, which nobody reads.
pub(crate) fn unencoded<T: Serialize>(
    name: &str,
    style: TextStyle,
    value: &T,
) -> Result<Option<String>, String> {
    let parameter = Parameter::of(name, value, str::to_owned)?;
    without(&parameter, ',')?;
    let is_padded = |text: &str| text.trim_ascii() != text;
    let is_refused = match texts(&parameter)? {
        Some(Texts::List(items)) => items.iter().any(|item| is_padded(item)),
        Some(Texts::Object(members)) => {
            let mut members = members.iter();
            members.any(|(key, text)| is_padded(key) || is_padded(text))
        }
        _ => false,
    };
    match is_refused {
        true => Err(format!(
            "expected values for `{name}` without white space at their ends, found some"
        )),
        false => style(&parameter),
    }
}
