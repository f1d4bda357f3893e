//! The properties of a body that is a form or has parts: those of an object, and of the branches of a
//! union of objects.

use indexmap::IndexMap;

use crate::lower::context::Lowering;
use crate::openapi::{Additional, Kind, SchemaId};

/// A property of the body, and whether every value of the body has it.
pub(super) struct Property {
    pub schema: SchemaId,
    pub required: bool,
}

/// Collects the properties of an object, and of the branches of a union of objects. Whether it is
/// one.
pub(super) fn collect<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    properties: &mut IndexMap<&'s str, Property>,
    depth: usize,
) -> bool {
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    let is_object = assertions.kinds.is_empty() || assertions.kinds.contains(&Kind::Object);
    let branches: Vec<SchemaId> = assertions.branches().to_vec();
    let says_nothing = assertions.properties.is_empty() && branches.is_empty();
    let is_empty = says_nothing && matches!(assertions.additional, Additional::Forbidden);
    if !is_object || depth > 8 || (says_nothing && !is_empty) {
        return false;
    }
    for (key, schema) in &assertions.properties {
        let property = lowering.schemas.flat(*schema);
        if property.annotations.read_only || key.is_empty() {
            continue;
        }
        let required = assertions.required.contains(key);
        let found = properties.entry(*key);
        found.or_insert(Property {
            schema: *schema,
            required,
        });
    }
    // Each branch alone is what is sent, so that only what all of them need is needed.
    let before: Vec<&str> = properties.keys().copied().collect();
    let mut of_branches: Vec<IndexMap<&'s str, Property>> = Vec::new();
    for branch in branches {
        let mut own = IndexMap::new();
        if !collect(lowering, branch, &mut own, depth + 1) {
            return false;
        }
        of_branches.push(own);
    }
    let needed = |key: &str| {
        let mut all = of_branches.iter();
        all.all(|own| own.get(key).is_some_and(|property| property.required))
    };
    let also: Vec<(&'s str, SchemaId, bool)> = of_branches
        .iter()
        .flat_map(|own| {
            own.iter()
                .map(|(key, found)| (*key, found.schema, needed(key)))
        })
        .collect();
    for (key, schema, required) in also {
        if before.contains(&key) {
            continue;
        }
        properties
            .entry(key)
            .or_insert(Property { schema, required });
    }
    true
}
