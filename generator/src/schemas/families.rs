//! Bases with a `discriminator`. `Dog` and `Cat` are made of `Pet` by `allOf`; where the description says
//! `Pet`, each of them may stand (OpenAPI 3.1.1 §4.8.24.5). So the base becomes a union of its children. Its
//! members become a schema of their own: the children build on that, and values that are no child have its
//! type.
//!
//! A union whose branches build on it is taken apart in the same way, since the branches would contain
//! themselves.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::budget::too_complex;
use crate::diagnostic::Report;
use crate::openapi::{Additional, Assertions, Kind, Schema, SchemaId, Schemas};

/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 64;

/// The most children of all bases together, each counted once for each base above it.
const MOST_CHILDREN: usize = 20_000;

/// The bases of a description.
#[derive(Debug, Default)]
pub(super) struct Bases {
    /// The schemas that have the members of a base, and that base.
    pub members: HashMap<SchemaId, SchemaId>,
    /// The children of bases without branches, each with its nearest base.
    pub children: HashMap<SchemaId, SchemaId>,
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
        annotations.discriminator.is_some() || !assertions.branches().is_empty()
    };
    let ids = schemas.of_document().map(|(id, _)| id);
    let candidates: Vec<SchemaId> = ids.filter(may_be_base).collect();
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
        let members = schemas.push(members(&schemas[*base]));
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
    build_on_members(schemas, &own, &bases.children);
    for (base, family) in &families {
        family.write(schemas, *base, &own);
    }
    bases.members = own
        .into_iter()
        .map(|(base, members)| (members, base))
        .collect();
    bases
}

/// What a base leads to.
enum Family {
    /// The children of a base without branches.
    Children(IndexSet<SchemaId>),
    /// The branches of a union some of which build on it, and whether each does.
    Branches(Vec<(SchemaId, bool)>),
}

impl Family {
    fn of(schemas: &Schemas<'_>, id: SchemaId, children: &IndexSet<SchemaId>) -> Option<Self> {
        let Schema {
            assertions,
            annotations,
            ..
        } = &schemas[id];
        if !assertions.branches().is_empty() {
            let branches = assertions.branches().iter();
            let branches = branches.map(|branch| {
                let targets = chain(schemas, *branch);
                (
                    *branch,
                    targets.iter().any(|target| children.contains(target)),
                )
            });
            let branches: Vec<(SchemaId, bool)> = branches.collect();
            let builds = branches.iter().any(|(_, builds)| *builds);
            return builds.then_some(Self::Branches(branches));
        }
        let discriminator = annotations.discriminator.as_ref()?;
        if is_plain_reference(assertions) {
            return None;
        }
        let mapped: Vec<SchemaId> = discriminator.mapping.values().copied().collect();
        let is_mapped = |child: &SchemaId| {
            let mut targets = mapped.iter().flat_map(|target| chain(schemas, *target));
            targets.any(|target| target == *child)
        };
        let mut all = IndexSet::new();
        for child in children {
            // `{ allOf: [Pet] }` is a child where the base counts all, else it is `Pet` by another name.
            let is_alias = is_alias(schemas, *child) && {
                schemas[*child].assertions.nullable || !mapped.is_empty()
            };
            if is_mapped(child) || !is_alias {
                all.insert(*child);
            }
        }
        for target in mapped.into_iter().chain(discriminator.default) {
            let targets = chain(schemas, target);
            if !targets.contains(&id) && !targets.iter().any(|target| all.contains(target)) {
                all.insert(target);
            }
        }
        (!all.is_empty()).then_some(Self::Children(all))
    }

    fn children(&self) -> impl Iterator<Item = &SchemaId> {
        let children = match self {
            Self::Children(children) => Some(children),
            Self::Branches(_) => None,
        };
        children.into_iter().flatten()
    }

    /// Makes the base the union of its family.
    fn write(&self, schemas: &mut Schemas<'_>, base: SchemaId, own: &HashMap<SchemaId, SchemaId>) {
        let members = own[&base];
        let branches: Vec<SchemaId> = match self {
            Self::Children(children) => {
                let children = children.iter().copied().chain([base]);
                let branch = |child: SchemaId| {
                    let mut branch = Schema::any(schemas[child].node);
                    branch.assertions.reference = Some(own.get(&child).copied().unwrap_or(child));
                    schemas.push(branch)
                };
                children.map(branch).collect()
            }
            Self::Branches(branches) => {
                let whole = |(branch, builds): &(SchemaId, bool)| {
                    if *builds {
                        return *branch;
                    }
                    let mut whole = Schema::any(schemas[*branch].node);
                    whole.assertions.all_of = vec![members, *branch];
                    schemas.push(whole)
                };
                branches.iter().map(whole).collect()
            }
        };
        let schema = &schemas[base];
        let mut assertions = Assertions {
            nullable: schema.assertions.nullable,
            ..Assertions::default()
        };
        match (self, schema.assertions.one_of.is_empty()) {
            (Self::Branches(_), false) => assertions.one_of = branches,
            _ => assertions.any_of = branches,
        }
        let mut annotations = schema.annotations.clone();
        if let (Self::Children(_), Some(discriminator)) = (self, &mut annotations.discriminator) {
            let mapped = discriminator.mapping.values_mut();
            for target in mapped.chain(&mut discriminator.default) {
                let mut bases = chain(schemas, *target).into_iter();
                if let Some(members) = bases.find_map(|target| own.get(&target)) {
                    *target = *members;
                }
            }
            discriminator.default.get_or_insert(members);
        }
        let schema = &mut schemas[base];
        schema.assertions = assertions;
        schema.annotations = annotations;
        schema.conditions.clear();
        schema.dependent.clear();
    }
}

/// A base that builds on another schema often has its discriminator in the part that is its own:
/// `allOf: [{ $ref: Thing }, { properties: …, discriminator: … }]`. It says what the whole is told apart by.
fn lift_discriminators(schemas: &mut Schemas<'_>) {
    let ids: Vec<SchemaId> = schemas.of_document().map(|(id, _)| id).collect();
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

/// A schema of what a base says itself.
fn members<'s>(base: &Schema<'s>) -> Schema<'s> {
    let mut members = base.clone();
    members.assertions.nullable = false;
    members.assertions.one_of.clear();
    members.assertions.any_of.clear();
    members.annotations.title = None;
    members.annotations.discriminator = None;
    members
}

/// Lets the schemas that build on a base build on its members instead. What is no more than a name for the
/// base stands for every child.
fn build_on_members(
    schemas: &mut Schemas<'_>,
    own: &HashMap<SchemaId, SchemaId>,
    children: &HashMap<SchemaId, SchemaId>,
) {
    let ids: Vec<SchemaId> = schemas.ids().collect();
    for id in ids {
        if is_alias(schemas, id) && !children.contains_key(&id) {
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

/// The components that build on each schema, without those that build on these.
fn built_on(
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
                // A part that stands in its place may have parts itself.
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
fn children(
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
fn chain(schemas: &Schemas<'_>, id: SchemaId) -> Vec<SchemaId> {
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
fn is_alias(schemas: &Schemas<'_>, id: SchemaId) -> bool {
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

fn is_plain_reference(assertions: &Assertions<'_>) -> bool {
    assertions.reference.is_some() && assertions.all_of.is_empty() && adds_nothing(assertions)
}
