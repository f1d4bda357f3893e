//! Members that one part of a schema lets be missing and another part requires, such as `name` in
//! `allOf: [{ $ref: Note }, { required: [name] }]`. None of them may be missing, so null removes none.

use std::collections::{HashMap, HashSet};

use super::{is_removable, reached};
use crate::openapi::{SchemaId, Schemas};

/// For each of the schemas, the members that it requires although a part of it does not, each with the
/// schema that the document gives it.
pub(super) fn required<'s>(
    schemas: &Schemas<'s>,
    ids: &[SchemaId],
    tags: &HashSet<&str>,
) -> HashMap<SchemaId, Vec<(&'s str, SchemaId)>> {
    let of = |id: &SchemaId| {
        let parts = reached(vec![*id], |part| {
            let assertions = &schemas[part].assertions;
            let parts = assertions.all_of.iter().chain(&assertions.reference);
            parts.copied().collect()
        });
        let mut parts: Vec<SchemaId> = parts.into_iter().collect();
        parts.sort_unstable();
        let is_required = |key: &str| {
            let mut parts = parts.iter().map(|part| &schemas[*part].assertions);
            parts.any(|assertions| assertions.required.contains(key))
        };
        let mut found: Vec<(&'s str, SchemaId)> = Vec::new();
        for part in &parts {
            let part = &schemas[*part];
            for (key, property) in &part.assertions.properties {
                if is_removable(schemas, part, key, *property, tags) && is_required(key) {
                    found.push((*key, *property));
                }
            }
        }
        (*id, found)
    };
    ids.iter()
        .map(of)
        .filter(|(_, found)| !found.is_empty())
        .collect()
}
