//! Bases with a `discriminator`. `Dog` and `Cat` are made of `Pet` by `allOf`; where the description says
//! `Pet`, a value may be either of them (OpenAPI 3.1.1 §4.8.24.5). So the base becomes a union of its children. Its
//! members become a schema of their own: the children build on that, and values that are no child have its
//! type.
//!
//! A union whose branches build on it is taken apart in the same way, since the branches would contain
//! themselves.

mod family;
mod relations;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use self::family::Family;
use self::relations::{built_on, chain, children, is_alias};
use super::branches::is_condition;
use super::budget::too_complex;
use crate::diagnostic::Report;
use crate::openapi::{Assertions, Schema, SchemaId, Schemas};

/// The most children of all bases together, each counted once for each base above it.
const MOST_CHILDREN: usize = 20_000;

/// The bases of a description.
#[derive(Debug, Default)]
pub(super) struct Bases {
    /// The schemas that have the members of a base, and that base.
    pub members: HashMap<SchemaId, SchemaId>,
    /// The children of bases without branches, each with its nearest base.
    pub children: HashMap<SchemaId, SchemaId>,
    /// The branches that were merged with the members of a base, each with the branch that it was made of.
    pub merged: HashMap<SchemaId, SchemaId>,
}

/// Makes a union of each base.
pub(super) fn unite<'s>(
    schemas: &mut Schemas<'s>,
    named: &IndexMap<&'s str, SchemaId>,
    report: &Report<'s>,
) -> Bases {
    lift_discriminators(schemas);
    let may_be_base = |id: &SchemaId| {
        let Schema {
            assertions,
            annotations,
            ..
        } = &schemas[*id];
        annotations.discriminator.is_some() || is_union(schemas, assertions)
    };
    let candidates: Vec<SchemaId> = schemas.ids().filter(may_be_base).collect();
    if candidates.is_empty() {
        return Bases::default();
    }
    let built_on = built_on(schemas, named);
    let mut families = IndexMap::new();
    let mut left = MOST_CHILDREN;
    for id in candidates {
        let children = children(id, &built_on, named);
        let Some(family) = Family::of(schemas, id, &children) else {
            continue;
        };
        let count = family.children().count();
        if count > left {
            let message = "more than 20000 children of bases";
            too_complex(report, schemas[id].node, message);
            continue;
        }
        left -= count;
        families.insert(id, family);
    }
    if families.is_empty() {
        return Bases::default();
    }
    let mut own = HashMap::new();
    for base in families.keys() {
        let members = schemas.push(members(schemas, &schemas[*base]));
        own.insert(*base, members);
    }
    let mut bases = Bases::default();
    for (base, family) in &families {
        for child in family.children() {
            // Of two bases the one that has fewer children is nearer.
            let count = |base: &SchemaId| families[base].children().count();
            let known = bases.children.get(child);
            if known.is_none_or(|known| count(base) < count(known)) {
                bases.children.insert(*child, *base);
            }
        }
    }
    let bare = families.values().flat_map(Family::bare);
    let children: HashSet<SchemaId> = bases.children.keys().chain(bare).copied().collect();
    build_on_members(schemas, &own, &children);
    for (base, family) in &families {
        bases.merged.extend(family.write(schemas, *base, &own));
    }
    bases.members = own
        .into_iter()
        .map(|(base, members)| (members, base))
        .collect();
    bases
}

/// A base that builds on another schema often has its discriminator in the part that is its own:
/// `allOf: [{ $ref: Thing }, { properties: …, discriminator: … }]`. It says what the whole is told apart by.
fn lift_discriminators(schemas: &mut Schemas<'_>) {
    let ids: Vec<SchemaId> = schemas.ids().collect();
    // What holds others comes after them, so that parts of parts are lifted all the way.
    for id in ids.into_iter().rev() {
        let Schema {
            assertions,
            annotations,
            ..
        } = &schemas[id];
        if annotations.discriminator.is_some() || assertions.reference.is_some() {
            continue;
        }
        let is_own = |part: &&SchemaId| {
            let Schema {
                assertions,
                annotations,
                ..
            } = &schemas[**part];
            let is_inline = assertions.reference.is_none() && assertions.branches().is_empty();
            is_inline && annotations.discriminator.is_some()
        };
        let Some(part) = assertions.all_of.iter().find(is_own).copied() else {
            continue;
        };
        schemas[id].annotations.discriminator = schemas[part].annotations.discriminator.take();
    }
}

/// Whether a schema has branches that are more than conditions on its own values.
fn is_union(schemas: &Schemas<'_>, assertions: &Assertions<'_>) -> bool {
    let mut branches = assertions.branches().iter();
    branches.any(|branch| !is_condition(&schemas[*branch].assertions))
}

/// A schema of what a base says itself.
fn members<'s>(schemas: &Schemas<'s>, base: &Schema<'s>) -> Schema<'s> {
    let mut members = base.clone();
    members.assertions.nullable = false;
    if is_union(schemas, &base.assertions) {
        members.assertions.one_of.clear();
        members.assertions.any_of.clear();
    }
    members.annotations.title = None;
    members.annotations.discriminator = None;
    members
}

/// Lets the schemas that build on a base build on its members instead. What is no more than a name for the
/// base means every child.
fn build_on_members(
    schemas: &mut Schemas<'_>,
    own: &HashMap<SchemaId, SchemaId>,
    children: &HashSet<SchemaId>,
) {
    let ids: Vec<SchemaId> = schemas.ids().collect();
    for id in ids {
        if is_alias(schemas, id) && !children.contains(&id) {
            continue;
        }
        let members_of = |part: SchemaId| {
            let mut bases = chain(schemas, part).into_iter();
            bases.find_map(|base| own.get(&base)).copied()
        };
        let assertions = &schemas[id].assertions;
        let reference = assertions.reference.and_then(members_of);
        let parts = assertions.all_of.iter();
        let parts: Vec<(SchemaId, SchemaId)> = parts
            .filter_map(|part| Some((*part, members_of(*part)?)))
            .collect();
        if reference.is_some() {
            schemas[id].assertions.reference = reference;
        }
        for (part, members) in parts {
            let part = &mut schemas[part].assertions;
            part.all_of.clear();
            part.reference = Some(members);
        }
    }
}
