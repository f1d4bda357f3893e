//! Unions that hold each other: a value of one is a value of the other, so that reading one by the other never ends.

use super::memo::PerSchema;
use crate::circles;
use crate::openapi::{SchemaId, Schemas};

/// The circle that a schema is in, for those that are in one.
pub(super) type Circles = PerSchema<usize>;

/// Every circle of references, parts and branches.
pub(super) fn circles(schemas: &Schemas<'_>) -> Circles {
    let same = schemas.ids().map(|id| same_values(schemas, id));
    let circles = circles::circles(&same.collect::<Vec<_>>());
    let mut known = Circles::default();
    for (id, circle) in schemas.ids().zip(circles) {
        if let Some(circle) = circle {
            known.insert(id, circle);
        }
    }
    known
}

/// The schemas whose values a schema has: what it refers to, its parts and its branches.
fn same_values(schemas: &Schemas<'_>, id: SchemaId) -> Vec<usize> {
    let assertions = &schemas[id].assertions;
    let parts = assertions.reference.iter().chain(&assertions.all_of);
    let same = parts.chain(&assertions.any_of).chain(&assertions.one_of);
    same.map(|id| id.index()).collect()
}
