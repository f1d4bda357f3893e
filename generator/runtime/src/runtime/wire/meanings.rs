//! What a text means that does not say its type, such as that of a header.

use serde_json::Value;

/// The number or the boolean that a text is, spelled as JSON spells it: `5`, but not `05`.
pub(crate) fn scalar(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let is_scalar = value.is_number() || value.is_boolean();
    let spelled = value.to_string();
    (is_scalar && spelled == text).then_some(value)
}

/// What a text is beside itself: a number in another spelling, and the list of what is between its commas, first with
/// numbers and booleans.
pub(crate) fn others(text: &str) -> Vec<Value> {
    let as_scalar = |text: &str| scalar(text).unwrap_or_else(|| Value::from(text));
    let lists = [list(text, as_scalar), list(text, |text| Value::from(text))];
    number(text).into_iter().chain(lists).collect()
}

/// A number, however it is spelled.
fn number(text: &str) -> Option<Value> {
    let integer = text.parse::<i64>().ok().map(Value::from);
    integer.or_else(|| {
        let number = text.parse::<f64>().ok();
        number.filter(|number| number.is_finite()).map(Value::from)
    })
}

/// RFC 9110 §5.6.1: empty items are skipped.
fn list(text: &str, item: impl Fn(&str) -> Value) -> Value {
    let items = text.split(',').map(str::trim_ascii);
    items.filter(|text| !text.is_empty()).map(item).collect()
}
