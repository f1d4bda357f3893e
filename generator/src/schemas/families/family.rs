//! The children of a base, or the branches of a union that build on it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::is_union;
use super::relations::{chain, is_alias, is_plain_reference};
use crate::openapi::{Assertions, Schema, SchemaId, Schemas};

/// What a base leads to.
pub(super) enum Family {
    /// The children of a base without branches.
    Children(IndexSet<SchemaId>),
    /// The branches of a union some of which build on it.
    Branches {
        /// Each with whether it does.
        all: Vec<(SchemaId, bool)>,
        /// The components among them that add nothing: `{ allOf: [Pet] }` is `Pet` without a branch.
        bare: Vec<SchemaId>,
    },
}

impl Family {
    pub fn of(schemas: &Schemas<'_>, id: SchemaId, children: &IndexSet<SchemaId>) -> Option<Self> {
        let Schema {
            assertions,
            annotations,
            ..
        } = &schemas[id];
        if is_union(schemas, assertions) {
            let mut all = Vec::new();
            let mut bare = Vec::new();
            for branch in assertions.branches() {
                let targets = chain(schemas, *branch);
                let mut built = targets.iter().filter(|target| children.contains(*target));
                let first = built.next().copied();
                all.push((*branch, first.is_some()));
                if says_more(assertions) && targets.contains(&id) {
                    bare.extend(first.into_iter().chain(built.copied()));
                }
            }
            let builds = all.iter().any(|(_, builds)| *builds);
            return builds.then_some(Self::Branches { all, bare });
        }
        let discriminator = annotations.discriminator.as_ref()?;
        if is_plain_reference(assertions) {
            return None;
        }
        let mapped: Vec<SchemaId> = discriminator.mapping.values().copied().collect();
        let targets = mapped.iter().flat_map(|target| chain(schemas, *target));
        let targets: HashSet<SchemaId> = targets.collect();
        let mut all = IndexSet::new();
        for child in children {
            // `{ allOf: [Pet] }` is a child where the base counts all, else it is `Pet` by another name.
            let is_alias = is_alias(schemas, *child) && {
                schemas[*child].assertions.nullable || !mapped.is_empty()
            };
            if targets.contains(child) || !is_alias {
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

    pub fn children(&self) -> impl Iterator<Item = &SchemaId> {
        let children = match self {
            Self::Children(children) => Some(children),
            Self::Branches { .. } => None,
        };
        children.into_iter().flatten()
    }

    /// The branches that build on the union and add nothing.
    pub fn bare(&self) -> &[SchemaId] {
        match self {
            Self::Children(_) => &[],
            Self::Branches { bare, .. } => bare,
        }
    }

    /// Makes the base the union of its family. Gives the branches that were merged with the members of the base, each
    /// with the branch that it was.
    pub fn write<'s>(
        &self,
        schemas: &mut Schemas<'s>,
        base: SchemaId,
        own: &HashMap<SchemaId, SchemaId>,
    ) -> Vec<(SchemaId, SchemaId)> {
        let members = own[&base];
        let mut merged = Vec::new();
        let branches: Vec<SchemaId> = match self {
            Self::Children(children) => {
                let children = children.iter().copied().chain([base]);
                let property = |schemas: &Schemas<'s>, id: SchemaId| {
                    let discriminator = schemas[id].annotations.discriminator.as_ref();
                    discriminator.map(|discriminator| discriminator.property)
                };
                let of_base = property(schemas, base);
                let branch = |child: SchemaId| {
                    // A child that another property tells apart is the union of its own children.
                    let own_property = property(schemas, child).filter(|own| Some(*own) != of_base);
                    let members = own.get(&child).filter(|_| own_property.is_none());
                    let mut branch = Schema::any(schemas[child].node);
                    branch.assertions.reference = Some(members.copied().unwrap_or(child));
                    schemas.push(branch)
                };
                children.map(branch).collect()
            }
            Self::Branches { all, .. } => {
                let whole = |(branch, builds): &(SchemaId, bool)| {
                    if *builds {
                        return *branch;
                    }
                    let mut whole = Schema::any(schemas[*branch].node);
                    whole.assertions.all_of = vec![members, *branch];
                    let whole = schemas.push(whole);
                    merged.push((whole, *branch));
                    whole
                };
                all.iter().map(whole).collect()
            }
        };
        let schema = &schemas[base];
        let mut assertions = Assertions {
            nullable: schema.assertions.nullable,
            ..Assertions::default()
        };
        match (self, schema.assertions.one_of.is_empty()) {
            (Self::Branches { .. }, false) => assertions.one_of = branches,
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
        merged
    }
}

/// Whether a union says more of its values than that a branch matches.
fn says_more(assertions: &Assertions<'_>) -> bool {
    !assertions.properties.is_empty()
        || !assertions.all_of.is_empty()
        || assertions.reference.is_some()
}
