//! Characters that separate the texts of a value, within a text.

use crate::runtime::http::encode::encode;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::plain::is_plain;

/// A text, encoded, and these characters with it, which `allowReserved` would keep. Where nothing is encoded, a text
/// with one is refused before.
pub(crate) fn apart(parameter: &Parameter<'_>, text: &str, separators: &[char]) -> String {
    let text = (parameter.encode)(text);
    if is_plain(parameter) || !text.contains(separators) {
        return text;
    }
    let parts = text.split_inclusive(separators);
    let parts = parts.map(|part| match part.strip_suffix(separators) {
        Some(text) => format!("{text}{}", encode(&part[text.len()..])),
        None => part.to_owned(),
    });
    parts.collect()
}
