//! All texts of a value in a row, with `explode`.

use crate::runtime::styles::apart::apart;
use crate::runtime::styles::joined::joined;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::plain::is_plain;
use crate::runtime::styles::texts::{Texts, texts};

/// All texts, encoded, with a separator between them; a member of an object is `key=value`.
///
/// # Errors
///
/// An item is null, or a key has a `=` where nothing is encoded.
pub(crate) fn exploded(
    parameter: &Parameter<'_>,
    separator: &str,
) -> Result<Option<String>, String> {
    match texts(parameter)? {
        Some(Texts::Object(members)) => {
            let ends_early = |(key, _): &(&str, _)| key.contains('=');
            if is_plain(parameter) && members.iter().any(ends_early) {
                let name = parameter.name;
                return Err(format!(
                    "expected keys for `{name}` without '=', which ends them, found one with it"
                ));
            }
            let members = members.iter();
            let pairs = members.map(|(key, text)| {
                let [key, text] = [*key, text].map(|text| apart(parameter, text, &[',', '=']));
                format!("{key}={text}")
            });
            Ok(Some(pairs.collect::<Vec<_>>().join(separator)))
        }
        _ => joined(parameter, separator),
    }
}
