//! `prefixItems` → a tuple: each place has its type, and what comes after them is kept.

use super::docs;
use super::types::Hint;
use super::{Lowering, SchemaId};
use crate::api::{Block, Shape, Tuple, Type};
use crate::diagnostic::Code;
use crate::openapi::Schema;
use crate::source::Value;

/// How many places there may be, each with the word that names its type.
const PLACES: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

impl<'s> Lowering<'_, 's> {
    pub(super) fn tuple(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> Type {
        if schema.assertions.prefix_items.len() > PLACES.len() {
            let message = format!(
                "a tuple of more than {} places is a list of any JSON",
                PLACES.len()
            );
            self.report
                .add(self.report.at_key(Code::Widened, schema.node, message));
            return Type::List(Box::new(Type::Json));
        }
        let type_id = self.define(id, schema, hint);
        let required = least(schema).min(schema.assertions.prefix_items.len());
        let mut places = Vec::new();
        let mut described = Vec::new();
        for (index, place) in schema.assertions.prefix_items.iter().enumerate() {
            let typed = self.typed(*place, &hint.then(PLACES[index]));
            places.push(if index < required {
                typed.inner()
            } else {
                typed.ty
            });
            let text = self.schemas[*place]
                .annotations
                .description
                .unwrap_or_default();
            let mut text = docs::docs(text, self.link_base.as_deref()).blocks;
            if let Some(Block::Text(text, 0)) = text.first_mut() {
                described.push(Block::Text(format!("- `.{index}`: {text}"), 2));
            }
        }
        // What `items: false` forbids is kept, as keys are that an object forbids.
        let rest = schema
            .assertions
            .items
            .filter(|items| self.schemas[*items].assertions.boolean != Some(false));
        let rest = rest.map_or(Type::Json, |rest| {
            self.typed(rest, &hint.then("rest")).inner()
        });
        let def = &mut self.types[type_id.0 as usize].def;
        def.docs.blocks.extend(described);
        def.shape = Shape::Tuple(Tuple {
            places,
            required,
            rest,
        });
        Type::Named(type_id)
    }
}

/// How many items there are at least.
fn least(schema: &Schema<'_>) -> usize {
    let bounds = schema
        .assertions
        .bounds
        .iter()
        .filter(|(key, _)| *key == "minItems");
    let counts = bounds.filter_map(|(_, node)| match node.value {
        Value::Integer(count) => usize::try_from(count).ok(),
        _ => None,
    });
    counts.max().unwrap_or_default()
}
