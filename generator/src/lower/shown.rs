//! Values of the description that the documentation of the client shows.

use super::context::Lowering;
use super::names;
use crate::api::Shown;
use crate::formats;
use crate::openapi::{Additional, Assertions, Kind, SchemaId};
use crate::schemas::Flat;
use crate::source::{Node, Value};

/// The longest text of a value that is shown.
const MAX_LENGTH: usize = 40;

/// How deep lists and maps are looked into for what they hold.
const MAX_DEPTH: usize = 3;

/// How many items of a list are shown at most, so that there are as many as it needs.
const MAX_ITEMS: usize = 3;

/// What is shown of a value of a schema.
pub(super) fn of_schema(lowering: &mut Lowering<'_, '_>, schema: SchemaId, name: &str) -> Shown {
    let flat = lowering.schemas.described(schema);
    of_flat(lowering, &flat, name)
}

/// The first example of a schema, else its default, else what its format and its bounds allow. The value has this name.
pub(super) fn of_flat(lowering: &mut Lowering<'_, '_>, schema: &Flat<'_>, name: &str) -> Shown {
    let least = bound(&schema.assertions, "minItems").unwrap_or_default();
    Shown {
        text: text_of(lowering, schema, name, 0),
        items: (least as usize).min(MAX_ITEMS),
    }
}

fn text_of(
    lowering: &mut Lowering<'_, '_>,
    schema: &Flat<'_>,
    name: &str,
    depth: usize,
) -> Option<String> {
    let examples = schema.annotations.examples.iter().copied();
    let shown = first(examples.chain(schema.annotations.default));
    if shown.is_some() {
        return shown;
    }
    let assertions = &schema.assertions;
    let kinds = assertions.kinds.iter().copied();
    let kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Null).collect();
    let held = match (kinds.as_slice(), assertions.additional) {
        ([Kind::Array], _) => assertions.items,
        ([Kind::Object], Additional::Schema(held)) => Some(held),
        ([Kind::Integer], _) => return number(assertions, true),
        ([Kind::Number], _) => return number(assertions, false),
        ([Kind::String], _) => {
            let sample = assertions.format.and_then(formats::sample);
            return sample
                .map(str::to_owned)
                .or_else(|| string(assertions, name));
        }
        _ => None,
    };
    match held.filter(|_| depth < MAX_DEPTH) {
        Some(held) => {
            let held = lowering.schemas.described(held);
            text_of(lowering, &held, name, depth + 1)
        }
        None => assertions
            .format
            .and_then(formats::sample)
            .map(str::to_owned),
    }
}

/// A number within bounds that 1 is beyond.
fn number(assertions: &Assertions<'_>, is_integer: bool) -> Option<String> {
    let bound = |key| bound(assertions, key);
    let [least, above, most, below, step] = [
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "exclusiveMaximum",
        "multipleOf",
    ]
    .map(bound);
    let is_within = |value: &f64| {
        let steps = step.map_or(0.0, |step| value / step);
        least.is_none_or(|least| *value >= least)
            && above.is_none_or(|above| *value > above)
            && most.is_none_or(|most| *value <= most)
            && below.is_none_or(|below| *value < below)
            && (steps - steps.round()).abs() < 1e-9
            && (!is_integer || value.fract() == 0.0)
    };
    if is_within(&1.0) {
        return None;
    }
    let stride = step.unwrap_or(1.0);
    let low = least.into_iter().chain(above);
    let high = most.into_iter().chain(below);
    let middle = least
        .or(above)
        .zip(most.or(below))
        .map(|(a, b)| (a + b) / 2.0);
    let up = low.map(|low| (low / stride).ceil() * stride);
    let down = high.map(|high| (high / stride).floor() * stride);
    let near = up.flat_map(|low| [low, low + stride]);
    let near = near.chain(down.flat_map(|high| [high, high - stride]));
    let mut values = [stride, 0.0].into_iter().chain(near).chain(middle);
    // Beyond this, floats are no longer exact.
    let found = values.find(|value| is_within(value) && value.abs() < 1e15)?;
    Some(found.to_string())
}

/// The text that a value of this name would be shown as, made as long or as short as the bounds say, where it is not. One
/// that has to match a pattern stays as it is: a length alone would not make it match.
fn string(assertions: &Assertions<'_>, name: &str) -> Option<String> {
    if assertions.bounds.iter().any(|(key, _)| *key == "pattern") {
        return None;
    }
    let least = bound(assertions, "minLength").unwrap_or_default() as usize;
    let most = bound(assertions, "maxLength").map_or(usize::MAX, |most| most as usize);
    let usual = formats::sample_of_name(&names::snake(name));
    let usual_length = usual.chars().count();
    let length = usual_length.max(least).min(most);
    if length == usual_length || !(1..=MAX_LENGTH).contains(&length) {
        return None;
    }
    let made = usual.chars().chain("1234567890".chars().cycle());
    Some(made.take(length).collect())
}

/// A bound that is a number, the narrowest of several.
fn bound(assertions: &Assertions<'_>, key: &str) -> Option<f64> {
    let bounds = assertions.bounds.iter().filter(|(known, _)| *known == key);
    let bounds = bounds.filter_map(|(_, node)| match node.value {
        Value::Integer(value) => Some(value as f64),
        Value::Float(value) => Some(value),
        _ => None,
    });
    let is_upper = key.starts_with("max") || key == "exclusiveMaximum";
    bounds.reduce(if is_upper { f64::min } else { f64::max })
}

/// The text of the first value that can be shown; of a list, that of its first item.
pub(super) fn first<'s>(nodes: impl IntoIterator<Item = &'s Node>) -> Option<String> {
    nodes.into_iter().find_map(text)
}

fn text(node: &Node) -> Option<String> {
    let plain = |c: char| c == ' ' || c.is_ascii_graphic() && !"\"\\".contains(c);
    let text = match &node.value {
        Value::String(text) => text.to_string(),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) => node.to_string(),
        Value::Array(items) => text(items.first()?)?,
        _ => return None,
    };
    let fits = !text.is_empty() && text.len() <= MAX_LENGTH && text.chars().all(plain);
    fits.then_some(text)
}
