//! `patternProperties` and `additionalProperties` → the one type of what keys hold that have no name.

use super::Lowering;
use super::types::Hint;
use crate::api::Type;
use crate::diagnostic::Code;
use crate::openapi::{Additional, Schema, SchemaId};

/// The patterns that every key matches.
const ALL: [&str; 6] = ["", ".*", "^.*", ".*$", "^.*$", "^.+$"];

impl<'s> Lowering<'_, 's> {
    /// What the values of a map are.
    pub(super) fn map_value(&mut self, schema: &Schema<'s>, hint: &Hint) -> Type {
        let others = match schema.assertions.additional {
            Additional::Schema(value) => Others::Are(value),
            Additional::Forbidden if !schema.assertions.pattern_properties.is_empty() => {
                Others::None
            }
            _ => Others::Open,
        };
        self.value_of_all(schema, others, hint)
    }

    /// What the keys of an object hold that are none of its properties. Those that the description
    /// forbids may come all the same: they can be told from the ones of a pattern by nothing.
    pub(super) fn other_value(&mut self, schema: &Schema<'s>, hint: &Hint) -> Type {
        let others = match schema.assertions.additional {
            Additional::Schema(value) => Others::Are(value),
            _ => Others::Open,
        };
        self.value_of_all(schema, others, hint)
    }

    /// The type that fits the values of all patterns and of the other keys.
    fn value_of_all(&mut self, schema: &Schema<'s>, others: Others, hint: &Hint) -> Type {
        let patterns = &schema.assertions.pattern_properties;
        let others = match others {
            _ if patterns.iter().any(|(pattern, _)| ALL.contains(pattern)) => Others::None,
            others => others,
        };
        let additional = match others {
            Others::Are(value) => Some(value),
            Others::Open | Others::None => None,
        };
        let mut values = patterns.iter().map(|(_, id)| *id).chain(additional);
        let Some(first) = values.next() else {
            return Type::Json;
        };
        let ty = self.typed(first, hint).inner();
        // Inline schemas that say the same are two types until all are known.
        let same = |lowering: &mut Self, other: SchemaId| {
            lowering.schemas[other].node == lowering.schemas[first].node
                || lowering.typed(other, hint).inner() == ty
        };
        let message = if !values.all(|other| same(self, other)) {
            "keys of `patternProperties` hold values of different types: all are kept as plain JSON"
        } else if others == Others::Open && ty != Type::Json {
            "other keys than those of `patternProperties` may hold anything: all are kept as plain JSON"
        } else {
            return ty;
        };
        self.report
            .add(self.report.at_key(Code::Widened, schema.node, message));
        Type::Json
    }
}

/// What keys hold that match no pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Others {
    /// There are no such keys.
    None,
    /// Anything.
    Open,
    /// Values of a schema.
    Are(SchemaId),
}
