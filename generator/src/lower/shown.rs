//! Values of the description that the documentation of the client shows.

use crate::formats;
use crate::schemas::Flat;
use crate::source::{Node, Value};

/// The longest text of a value that is shown.
const MAX_LENGTH: usize = 40;

/// The text of a value of a schema: its first example, else its default, else a text of its format.
pub(super) fn of_schema(schema: &Flat<'_>) -> Option<String> {
    let examples = schema.annotations.examples.iter().copied();
    let shown = first(examples.chain(schema.annotations.default));
    shown.or_else(|| formats::sample(schema.assertions.format?).map(str::to_owned))
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
