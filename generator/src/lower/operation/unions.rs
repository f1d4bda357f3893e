//! Walks through the unions of a schema.

use std::collections::HashSet;

use super::super::context::Lowering;
use crate::openapi::SchemaId;
use crate::schemas::Flat;

/// The most unions within each other that are looked into.
pub(super) const DEPTH: usize = 8;

/// Whether a schema, or a branch of a union in it, passes a test. Each schema is tested once, so that a
/// union which refers to itself comes to an end.
pub(super) fn any<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    passes: impl Fn(&Flat<'s>) -> bool,
) -> bool {
    let mut known = HashSet::from([schema]);
    let mut open = vec![(schema, DEPTH)];
    while let Some((schema, depth)) = open.pop() {
        let flat = lowering.schemas.flat(schema);
        if passes(&flat) {
            return true;
        }
        if depth > 1 {
            let branches = flat.assertions.branches().iter().copied();
            let new = branches.filter(|branch| known.insert(*branch));
            open.extend(new.map(|branch| (branch, depth - 1)));
        }
    }
    false
}
