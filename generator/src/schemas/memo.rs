//! What is known of the schemas so far.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::budget::Budget;
use super::circles::{Circles, circles};
use super::direction::{Direction, Directions};
use super::families::{self, Bases};
use super::values::Constant;
use crate::diagnostic::Report;
use crate::openapi::{
    Annotations, Assertions, Description, Discriminator, Keys, Kind, Patched, Schema, SchemaId,
    Schemas,
};
use crate::source::Node;

/// A schema without `$ref` and `allOf`: both are merged into it. It is cheap to clone, and a schema
/// that only refers to another shares what that one says.
#[derive(Debug, Clone)]
pub(crate) struct Flat<'s> {
    pub node: &'s Node,
    pub assertions: Rc<Assertions<'s>>,
    pub annotations: Rc<Annotations<'s>>,
    /// Its parts contradict each other, so that no value matches.
    pub contradictory: bool,
    /// It or one of its parts allows null.
    pub(super) null_within: bool,
}

/// What tells a branch from other branches. For a union: what all its branches have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts<'s> {
    /// Empty: any JSON matches.
    pub kinds: Vec<Kind>,
    /// Required members with only a few possible values.
    pub tags: Vec<(&'s str, Vec<Constant<'s>>)>,
    /// Members with only a few possible values that may be missing.
    pub optional_tags: Vec<(&'s str, Vec<Constant<'s>>)>,
    pub required: Keys<'s>,
    /// Required members that are null and nothing else: their type takes any JSON.
    pub nulls: Keys<'s>,
    /// Required members that have a type and are never null.
    pub never_null: Keys<'s>,
    /// The required members that may be null.
    pub nullable: Keys<'s>,
    /// All properties, required or not.
    pub keys: Keys<'s>,
    /// Its other keys have a type, so it describes keys that are none of its properties.
    pub has_others: bool,
    /// It is a union itself, and a union keeps what none of its branches matches.
    pub takes_all: bool,
}

/// The branches of a union that have a meaning of their own.
#[derive(Debug, Default)]
pub(crate) struct Branches {
    /// Without null, each merged with the keywords next to `oneOf` or `anyOf`.
    pub list: Vec<SchemaId>,
    /// One of the branches is null or may be.
    pub nullable: bool,
}

/// The schemas of a description, and everything that was worked out about them.
pub(crate) struct Analysis<'r, 's> {
    pub(super) report: &'r Report<'s>,
    pub(super) schemas: Schemas<'s>,
    /// The names of the components.
    pub(super) named: HashMap<SchemaId, &'s str>,
    bases: Bases,
    patched: Patched,
    directions: Directions,
    pub(super) budget: Budget,
    pub(super) circles: Circles,
    /// The circle of what a schema that is not written in the document was made of.
    circles_of_made: Circles,
    pub(super) flats: PerSchema<Flat<'s>>,
    facts: PerSchema<Rc<Facts<'s>>>,
    /// The facts about schemas that differ by their direction.
    facts_of_direction: HashMap<(SchemaId, Direction), Rc<Facts<'s>>>,
    pub(super) branches: PerSchema<Rc<Branches>>,
    /// Whether null matches a branch of a union.
    pub(super) may_be_null: PerSchema<bool>,
    /// The schemas that were made of two others.
    pub(super) met: HashMap<(SchemaId, SchemaId), SchemaId>,
    /// What each schema that is not written in the document was made of.
    made_of: PerSchema<Vec<SchemaId>>,
    /// The branches that were merged with the keywords next to them, each with the branch that it was made of.
    pub(super) merged: HashMap<SchemaId, SchemaId>,
}

/// A value for each schema, as far as it is known. Schemas are numbered, so no hash is needed.
#[derive(Debug)]
pub(super) struct PerSchema<T>(Vec<Option<T>>);

impl<T> Default for PerSchema<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> PerSchema<T> {
    pub fn get(&self, id: SchemaId) -> Option<&T> {
        self.0.get(id.index())?.as_ref()
    }

    pub fn insert(&mut self, id: SchemaId, value: T) {
        let index = id.index();
        if index >= self.0.len() {
            self.0.resize_with(index + 1, || None);
        }
        self.0[index] = Some(value);
    }
}

impl<'r, 's> Analysis<'r, 's> {
    /// Takes the schemas out of a description.
    pub fn of(description: &mut Description<'s>, report: &'r Report<'s>) -> Self {
        let mut schemas = std::mem::take(&mut description.schemas);
        let mut bases = families::unite(&mut schemas, &description.named, report);
        let named = description.named.iter();
        Self {
            report,
            named: named.map(|(name, id)| (*id, *name)).collect(),
            merged: std::mem::take(&mut bases.merged),
            bases,
            patched: std::mem::take(&mut description.patched),
            directions: Directions::of(&schemas, &description.paths, &description.webhooks),
            budget: Budget::of(&schemas),
            circles: circles(&schemas),
            circles_of_made: Circles::default(),
            schemas,
            flats: PerSchema::default(),
            facts: PerSchema::default(),
            facts_of_direction: HashMap::new(),
            branches: PerSchema::default(),
            may_be_null: PerSchema::default(),
            met: HashMap::new(),
            made_of: PerSchema::default(),
        }
    }

    /// A schema as the document has it.
    pub fn schema(&self, id: SchemaId) -> &Schema<'s> {
        &self.schemas[id]
    }

    /// The schemas that are written in the document.
    pub fn of_document(&self) -> impl Iterator<Item = (SchemaId, &Schema<'s>)> {
        self.schemas.of_document()
    }

    /// Whether a schema is written in the document, and not merged from several.
    pub fn is_of_document(&self, id: SchemaId) -> bool {
        id.index() < self.schemas.of_document().len()
    }

    /// The nodes of the schemas in the document that a schema was made of; its own one where it is written there.
    pub fn made_of(&self, id: SchemaId) -> Vec<&'s Node> {
        let mut nodes = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.made_of.get(id) {
                Some(parts) => open.extend(parts.iter().filter(|part| seen.insert(**part))),
                None => nodes.push(self.schemas[id].node),
            }
        }
        nodes
    }

    /// The circle that a schema, or one that it was made of, is in.
    pub(super) fn circle_of(&self, id: SchemaId) -> Option<usize> {
        let own = self.circles.get(id);
        own.or_else(|| self.circles_of_made.get(id)).copied()
    }

    /// The name of a component; `None` for an inline schema.
    pub fn component(&self, id: SchemaId) -> Option<&'s str> {
        self.named.get(&id).copied()
    }

    /// The base that a schema has the members of; `None` for any other schema.
    pub fn base_of(&self, id: SchemaId) -> Option<SchemaId> {
        self.bases.members.get(&id).copied()
    }

    /// What tells the branches of a union apart that has no discriminator of its own: that of the base which
    /// all of them build on.
    pub fn inherited_discriminator(&self, branches: &[SchemaId]) -> Option<Discriminator<'s>> {
        let base = |branch: &SchemaId| {
            let target = self.target_of_branch(*branch);
            self.bases
                .children
                .get(&self.base_of(target).unwrap_or(target))
        };
        let first = branches.first().and_then(base)?;
        let all = branches.iter().all(|branch| base(branch) == Some(first));
        let discriminator = self.schemas[*first].annotations.discriminator.as_ref();
        let discriminator = discriminator.filter(|_| all)?;
        Some(Discriminator {
            default: None,
            ..discriminator.clone()
        })
    }

    /// Whether only merge patches use a schema, so that null is allowed in it where the document has no word
    /// of null.
    pub fn is_patched(&self, id: SchemaId) -> bool {
        self.patched.contains_key(&id)
    }

    /// Whether a schema is a copy that merge patches have of one which something else uses too.
    pub fn is_patch_copy(&self, id: SchemaId) -> bool {
        self.patched
            .get(&id)
            .is_some_and(|made_from| *made_from != id)
    }

    /// The copies that merge patches have, each with the schema that it was made from.
    pub fn patch_copies(&self) -> impl Iterator<Item = (SchemaId, SchemaId)> {
        let all = self.patched.iter().map(|(copy, id)| (*copy, *id));
        all.filter(|(copy, id)| copy != id)
    }

    /// Every schema that has the members of a base, with that base.
    pub fn members_of_bases(&self) -> impl Iterator<Item = (SchemaId, SchemaId)> {
        self.bases
            .members
            .iter()
            .map(|(members, base)| (*members, *base))
    }

    /// Every component.
    pub fn components(&self) -> impl Iterator<Item = SchemaId> {
        self.named.keys().copied()
    }

    /// The schema at the end of a chain of references without a name.
    pub fn target(&self, mut id: SchemaId) -> SchemaId {
        const LONGEST_CHAIN: usize = 64;
        for _ in 0..LONGEST_CHAIN {
            match self.schemas[id].assertions.reference {
                Some(next) if !self.named.contains_key(&id) => id = next,
                _ => break,
            }
        }
        id
    }

    /// The schema that a branch of a union refers to, also where it was merged with the keywords next to it.
    pub fn target_of_branch(&self, id: SchemaId) -> SchemaId {
        self.target(self.unmerged(id))
    }

    /// A branch of a union as it is written, without the keywords next to it.
    pub(super) fn unmerged(&self, id: SchemaId) -> SchemaId {
        self.merged.get(&id).copied().unwrap_or(id)
    }

    /// Whether requests and answers both use a schema and it differs in the two.
    pub fn differs(&self, id: SchemaId) -> bool {
        self.directions.differ(id)
    }

    /// Whether a schema is part of a direction; known only where schemas differ.
    pub fn is_used(&self, id: SchemaId, direction: Direction) -> bool {
        self.directions.is_used(id, direction)
    }

    /// The direction in which values of a schema travel, where one direction has other members than the other: that
    /// of its only use, else this one. `None` where both are the same or nothing uses the schema.
    pub fn only_direction(&self, id: SchemaId, used: Direction) -> Option<Direction> {
        self.directions.only_direction(id, used)
    }

    /// The facts about a schema in a direction, once they are known.
    pub(super) fn known_facts(
        &self,
        id: SchemaId,
        direction: Option<Direction>,
    ) -> Option<&Rc<Facts<'s>>> {
        match self.directions.that_matters(id, direction) {
            Some(direction) => self.facts_of_direction.get(&(id, direction)),
            None => self.facts.get(id),
        }
    }

    pub(super) fn remember_facts(
        &mut self,
        id: SchemaId,
        direction: Option<Direction>,
        facts: Rc<Facts<'s>>,
    ) {
        match self.directions.that_matters(id, direction) {
            Some(direction) => {
                self.facts_of_direction.insert((id, direction), facts);
            }
            None => self.facts.insert(id, facts),
        }
    }

    /// Gives the schemas back, those that were made among them.
    pub fn into_schemas(self) -> Schemas<'s> {
        self.schemas
    }

    /// Adds a schema that is made of others, its parts.
    pub fn make(&mut self, schema: Schema<'s>, parts: &[SchemaId]) -> SchemaId {
        self.budget.spend(&schema.assertions, &schema.annotations);
        self.budget.check(schema.node, self.report);
        let node = schema.node;
        let id = self.schemas.push(schema);
        if let Some(circle) = parts.iter().find_map(|part| self.circle_of(*part)) {
            self.circles_of_made.insert(id, circle);
        }
        self.made_of.insert(id, parts.to_vec());
        let assertions = &self.schemas[id].assertions;
        self.budget.add_level(id, assertions);
        self.budget.check(node, self.report);
        self.directions.learn(id, assertions);
        id
    }
}

impl<'s> Flat<'s> {
    /// A schema of its own that says the same.
    pub fn to_schema(&self) -> Schema<'s> {
        Schema {
            assertions: Assertions::clone(&self.assertions),
            annotations: Annotations::clone(&self.annotations),
            contradictory: self.contradictory,
            ..Schema::any(self.node)
        }
    }

    /// The same schema without its branches.
    pub fn without_branches(&self) -> Self {
        let mut base = self.clone();
        let assertions = Rc::make_mut(&mut base.assertions);
        assertions.one_of.clear();
        assertions.any_of.clear();
        Rc::make_mut(&mut base.annotations).discriminator = None;
        base
    }
}

impl<'s> Facts<'s> {
    /// Whether every object has the member, with a value that is not null.
    pub fn has_value(&self, key: &str) -> bool {
        self.required.contains(key) && !self.nullable.contains(key)
    }

    /// The values that a member can have, be it required or not.
    pub fn values(&self, key: &str) -> Option<&[Constant<'s>]> {
        let mut all = self.tags.iter().chain(&self.optional_tags);
        all.find(|(other, _)| *other == key)
            .map(|(_, values)| &values[..])
    }
}
