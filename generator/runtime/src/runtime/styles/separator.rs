//! Characters that separate the texts of a value and cannot be encoded.

use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::texts::{Texts, texts};

/// Refuses a list or an object of which a text has the character that separates texts, since
/// nobody could read it.
///
/// # Errors
///
/// Names the parameter and the character. An item is null.
pub(crate) fn without(parameter: &Parameter<'_>, separator: char) -> Result<(), String> {
    let found = match texts(parameter)? {
        None | Some(Texts::Scalar(_)) => false,
        Some(Texts::List(items)) => items.iter().any(|text| text.contains(separator)),
        Some(Texts::Object(members)) => members
            .iter()
            .any(|(key, text)| key.contains(separator) || text.contains(separator)),
    };
    match found {
        true => Err(format!(
            "expected values for `{}` without {separator:?}, which separates them, found one with it",
            parameter.name
        )),
        false => Ok(()),
    }
}
