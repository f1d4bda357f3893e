//! Fields beside a union: an object with the fields that all variants have, and a field for the
//! variant. Where the union tells its variants apart by one of those fields, they go into each.

use super::Lowering;
use super::types::{Hint, kinds};
use crate::api::{Rest, Shape, Struct, Type};
use crate::openapi::{Additional, Kind, Schema, SchemaId};

/// What the field of the variant is called.
const FIELD: &str = "variant";

impl<'s> Lowering<'_, 's> {
    /// The object, where the fields beside the branches are none of theirs.
    pub(super) fn beside_fields(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        branches: &[SchemaId],
        hint: &Hint,
    ) -> Option<Type> {
        let plain = !schema.assertions.properties.is_empty()
            && matches!(kinds(schema)[..], [] | [Kind::Object])
            && matches!(
                schema.assertions.additional,
                Additional::Unsaid | Additional::Allowed
            )
            && schema.assertions.pattern_properties.is_empty()
            && (schema.assertions.one_of.is_empty() || schema.assertions.any_of.is_empty())
            && schema
                .assertions
                .required
                .iter()
                .all(|key| schema.assertions.properties.contains_key(key));
        if !plain || branches.len() < 2 {
            return None;
        }
        for branch in branches {
            let facts = self.facts(*branch);
            let apart = |key: &String| !schema.assertions.properties.contains_key(key.as_str());
            if facts.kinds != [Kind::Object]
                || facts.keys.is_empty()
                || !facts.keys.iter().all(apart)
            {
                return None;
            }
        }
        let union = self.part_with(id, branches);
        let type_id = self.define(id, schema, hint);
        let members = self.members(type_id, schema, hint, FIELD);
        let variant = self.typed(union, &hint.then(FIELD)).ty;
        self.types[type_id.0 as usize].def.shape = Shape::Struct(Struct {
            members,
            rest: Rest::Union(FIELD.to_owned(), variant),
        });
        Some(Type::Named(type_id))
    }

    /// The part of the schema that is nothing but the union, or one made for it.
    fn part_with(&mut self, id: SchemaId, branches: &[SchemaId]) -> SchemaId {
        let own = &self.schemas[id];
        let parts: Vec<SchemaId> = own
            .assertions
            .reference
            .iter()
            .chain(&own.assertions.all_of)
            .copied()
            .collect();
        for part in parts {
            let flat = self.flatten(part);
            if flat.assertions.properties.is_empty()
                && (flat.assertions.one_of == branches || flat.assertions.any_of == branches)
            {
                return part;
            }
        }
        let own = self.flatten(id);
        let mut union = Schema::any(own.node);
        union.assertions.one_of = own.assertions.one_of.clone();
        union.assertions.any_of = own.assertions.any_of.clone();
        union.annotations.discriminator = own.annotations.discriminator.clone();
        self.make(union)
    }
}
