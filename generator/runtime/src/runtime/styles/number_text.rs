//! Numbers as texts, the same in every place.

use serde_json::Value;

/// The text of a number that may have a fraction; `None` for any other value.
pub(crate) fn number(value: &Value) -> Option<String> {
    let number = value.as_f64().filter(|_| value.is_f64());
    number.map(spelled)
}

/// A number as most readers of texts expect it: `2`, as any other number without a fraction, and not `2.0`;
/// `1e21`, and not `1e+21`, whose plus sign a query reads as a space.
fn spelled(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    format!("{number:e}")
}
