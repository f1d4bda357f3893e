//! Which schemas build on which, and which are no more than another name.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use crate::openapi::{Additional, Assertions, Kind, SchemaId, Schemas};

/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 64;

/// The components that build on each schema, without those that build on these.
pub(super) fn built_on(
    schemas: &Schemas<'_>,
    named: &IndexMap<&str, SchemaId>,
) -> HashMap<SchemaId, Vec<SchemaId>> {
    let components: HashSet<SchemaId> = named.values().copied().collect();
    let mut built_on: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for id in named.values() {
        let mut seen = HashSet::from([*id]);
        let mut open = vec![*id];
        while let Some(next) = open.pop() {
            let assertions = &schemas[next].assertions;
            if is_plain_reference(assertions) {
                continue;
            }
            for part in assertions.reference.iter().chain(&assertions.all_of) {
                let targets = chain(schemas, *part);
                // A part that replaces it may have parts itself.
                let last = targets.last().copied().filter(|last| seen.insert(*last));
                open.extend(last.filter(|last| !components.contains(last)));
                for target in targets {
                    built_on.entry(target).or_default().push(*id);
                }
            }
        }
    }
    built_on
}

/// All components that build on a schema, in the order of the document.
pub(super) fn children(
    id: SchemaId,
    built_on: &HashMap<SchemaId, Vec<SchemaId>>,
    named: &IndexMap<&str, SchemaId>,
) -> IndexSet<SchemaId> {
    let mut found = HashSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        let below = built_on.get(&next).into_iter().flatten();
        open.extend(below.filter(|below| **below != id && found.insert(**below)));
    }
    match found.is_empty() {
        true => IndexSet::new(),
        false => named
            .values()
            .filter(|child| found.contains(*child))
            .copied()
            .collect(),
    }
}

/// A schema, and those that it is no more than another name for, one after the other.
pub(super) fn chain(schemas: &Schemas<'_>, id: SchemaId) -> Vec<SchemaId> {
    let mut chain = vec![id];
    while let Some(next) = chain.last().and_then(|last| other_name(schemas, *last)) {
        if chain.len() == LONGEST_CHAIN || chain.contains(&next) {
            break;
        }
        chain.push(next);
    }
    chain
}

/// Whether a schema is no more than another name.
pub(super) fn is_alias(schemas: &Schemas<'_>, id: SchemaId) -> bool {
    other_name(schemas, id).is_some()
}

/// The schema that this one is no more than another name for: a `$ref`, or an `allOf` of one schema that
/// asserts anything.
fn other_name(schemas: &Schemas<'_>, id: SchemaId) -> Option<SchemaId> {
    let assertions = &schemas[id].assertions;
    let has_parts = assertions.reference.is_some() || !assertions.all_of.is_empty();
    if !has_parts || !assertions.properties.is_empty() || !adds_nothing(assertions) {
        return None;
    }
    let parts = assertions.all_of.iter().copied();
    let is_empty = |part: &SchemaId| {
        let part = &schemas[*part].assertions;
        part.reference.is_none() && part.all_of.is_empty() && adds_nothing(part)
    };
    let mut parts = assertions
        .reference
        .into_iter()
        .chain(parts.filter(|part| !is_empty(part)));
    let only = parts.next();
    only.filter(|_| parts.next().is_none())
}

/// Whether a schema, its parts aside, asserts no more than that it is an object, or null.
fn adds_nothing(assertions: &Assertions<'_>) -> bool {
    assertions.is_only(|rest| {
        rest.reference = None;
        rest.all_of.clear();
        rest.nullable = false;
        rest.kinds
            .retain(|kind| !matches!(kind, Kind::Object | Kind::Null));
        if !matches!(rest.additional, Additional::Schema(_)) {
            rest.additional = Additional::Absent;
        }
        if !matches!(rest.unevaluated, Additional::Schema(_)) {
            rest.unevaluated = Additional::Absent;
        }
        rest.bounds.clear();
        rest.unchecked.clear();
    })
}

pub(super) fn is_plain_reference(assertions: &Assertions<'_>) -> bool {
    assertions.reference.is_some() && assertions.all_of.is_empty() && adds_nothing(assertions)
}
