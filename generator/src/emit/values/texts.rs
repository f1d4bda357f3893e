//! Scalars of an example as Rust writes them, and texts for what has none.

use serde_json::Value as Json;

use super::About;
use crate::api::Type;
use crate::formats::sample_of_name;

/// The longest text of an example that is shown.
const MAX_LENGTH: usize = 60;

/// A boolean or a number as Rust writes it; `None` where the text is none.
pub(in crate::emit) fn scalar(ty: &Type, text: &str) -> Option<String> {
    // Printed anew: `+5` is a number and no literal.
    fn parsed<T: std::str::FromStr + ToString>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }
    match ty {
        Type::Bool => parsed::<bool>(text),
        Type::Integer(integer) => {
            let number = text.parse::<i128>().ok();
            let number = number.filter(|number| integer.range().contains(number));
            number.map(|number| number.to_string())
        }
        Type::F64 => {
            let number = text.parse::<f64>().ok();
            let number = number.filter(|number| number.is_finite());
            number.map(|number| format!("{number:?}"))
        }
        _ => None,
    }
}

/// The example of the description, else a text that shows by its form what belongs there.
pub(super) fn text(about: About<'_>) -> String {
    if let Some(shown) = about.value.and_then(scalar_text) {
        return shown;
    }
    if let Some(example) = about.example {
        return example.to_owned();
    }
    sample_of_name(about.name)
}

/// The text of a value that is a scalar, where it can stand in a literal as it is.
pub(super) fn scalar_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => is_plain(text).then(|| text.clone()),
        Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// A value as JSON, where it is short and its texts can stand in literals as they are.
pub(super) fn json_text(value: &Json) -> Option<String> {
    fn is_shown(value: &Json) -> bool {
        match value {
            Json::String(text) => is_plain(text),
            Json::Array(items) => items.iter().all(is_shown),
            Json::Object(members) => members
                .iter()
                .all(|(key, value)| is_plain(key) && is_shown(value)),
            Json::Null | Json::Bool(_) | Json::Number(_) => true,
        }
    }
    let text = value.to_string();
    (text.len() <= MAX_LENGTH && is_shown(value)).then_some(text)
}

/// Whether a text can stand in a literal as it is, within a line.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = |c: char| c == ' ' || c.is_ascii_graphic() && !"\"\\".contains(c);
    !text.is_empty() && text.len() <= MAX_LENGTH && text.chars().all(plain)
}

/// The time of a value, else this one.
pub(super) fn time<'v>(about: About<'v>, otherwise: &'v str) -> &'v str {
    let shown = about.value.and_then(Json::as_str);
    let shown =
        shown.filter(|text| is_plain(text) && text.starts_with(|c: char| c.is_ascii_digit()));
    shown.unwrap_or(otherwise)
}
