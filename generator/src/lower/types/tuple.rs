//! The builder of tuples: `prefixItems`, whose items each have a type of their own.

use super::form::MOST_PLACES;
use super::reference::reference;
use crate::api::{Block, Shape, Tuple, Type};
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::Mention;
use crate::openapi::Assertions;
use crate::schemas::Flat;
use crate::source::Value;

/// The words that name the types of the items.
const WORDS: [&str; MOST_PLACES] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// A tuple, and a line of documentation for each item with a description.
pub(super) fn tuple<'s>(
    lowering: &mut Lowering<'_, 's>,
    mention: &Mention,
    flat: &Flat<'s>,
) -> (Shape, Vec<Block>) {
    let prefix = &flat.assertions.prefix_items;
    let required = least_items(&flat.assertions).min(prefix.len());
    let mut places = Vec::new();
    let mut described = Vec::new();
    for (index, item) in prefix.iter().enumerate() {
        let hint = mention.hint.then(WORDS[index]);
        let typed = reference(lowering, *item, mention.used, &hint);
        places.push(if index < required {
            typed.inner()
        } else {
            typed.ty
        });
        let schema = lowering.schemas.schema(*item);
        let text = schema.annotations.description.unwrap_or_default();
        let text = docs::docs(text, lowering.link_base.as_deref());
        if let Some(Block::Text(text, 0)) = text.blocks.first() {
            described.push(Block::Text(format!("- `.{index}`: {text}"), 2));
        }
    }
    // Items that `items: false` forbids are kept, as an object keeps keys that it forbids.
    let rest = flat.assertions.items.filter(|items| {
        let schema = lowering.schemas.schema(*items);
        schema.assertions.boolean != Some(false)
    });
    let rest = rest.map_or(Type::Json, |rest| {
        reference(lowering, rest, mention.used, &mention.hint.then("rest")).inner()
    });
    let shape = Shape::Tuple(Tuple {
        places,
        required,
        rest,
    });
    (shape, described)
}

/// `minItems`; 0 where it is not given.
fn least_items(assertions: &Assertions<'_>) -> usize {
    let bounds = assertions.bounds.iter();
    let bounds = bounds.filter(|(key, _)| *key == "minItems");
    let counts = bounds.filter_map(|(_, node)| match node.value {
        Value::Integer(count) => usize::try_from(count).ok(),
        _ => None,
    });
    counts.max().unwrap_or_default()
}
