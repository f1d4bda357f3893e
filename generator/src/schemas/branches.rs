//! The branches of a union that have a meaning of their own.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::kinds::{kind_of, kinds, kinds_of_values, overlaps};
use super::meet::Nearer;
use super::memo::{Analysis, Branches, Flat};
use super::values::{allows_null, is_null, is_object_or_null, means_null};
use crate::diagnostic::Code;
use crate::formats;
use crate::openapi::{Additional, Assertions, Kind, Schema, SchemaId};
use crate::source::Node;

impl<'s> Analysis<'_, 's> {
    /// The branches of a union, each merged with the keywords next to `oneOf` or `anyOf`.
    pub fn branches(&mut self, id: SchemaId) -> Rc<Branches> {
        if let Some(known) = self.branches.get(id) {
            return known.clone();
        }
        let flat = self.flat(id);
        let branches = Rc::new(self.find_branches(id, &flat));
        self.branches.insert(id, branches.clone());
        branches
    }

    /// The one branch of a union beside null.
    pub fn only_branch(&mut self, id: SchemaId) -> Option<SchemaId> {
        match self.branches(id).list[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The branches that `type: [string, integer]` means. A format of one of the types is no other's, and a type that
    /// none of the values of `enum` has is no branch.
    pub fn branch_per_kind(
        &mut self,
        id: SchemaId,
        flat: &Flat<'s>,
        kinds: &[Kind],
    ) -> Vec<SchemaId> {
        let has_kind = |value: &&Node| kinds.iter().any(|kind| overlaps(*kind, kind_of(value)));
        let has_values = flat.assertions.values.iter().flatten().any(has_kind);
        let mut branches = Vec::new();
        for kind in kinds {
            let mut branch = flat.to_schema();
            branch.assertions.kinds = vec![*kind];
            branch.assertions.format = flat.assertions.format.filter(|format| {
                let is_of = |kind: &Kind| formats::is_of(kind.word(), format);
                is_of(kind) || !kinds.iter().any(is_of)
            });
            branch.assertions.nullable = false;
            branch.annotations.title = None;
            branch.annotations.description = None;
            if let Some(values) = branch.assertions.values.as_mut().filter(|_| has_values) {
                values.retain(|value| overlaps(*kind, kind_of(value)));
                if values.is_empty() {
                    continue;
                }
            }
            branches.push(self.make(branch, &[id]));
        }
        branches
    }

    /// Whether an object has both properties and a union of objects, and no branch has one of these
    /// properties: `{ properties: { id }, oneOf: [{ properties: { a } }, { properties: { b } }] }`.
    pub fn has_separate_fields(&mut self, flat: &Flat<'s>) -> bool {
        let properties = &flat.assertions.properties;
        let mut required = flat.assertions.required.iter();
        let branches = flat.assertions.branches();
        let discriminator = flat.annotations.discriminator.as_ref();
        // The branches need the property that tells them apart.
        let has_tag = discriminator.is_some_and(|own| properties.contains_key(own.property));
        !has_tag
            && !properties.is_empty()
            && branches.len() > 1
            && required.all(|key| properties.contains_key(key))
            && is_object_and_union(&flat.assertions)
            && branches.iter().all(|branch| {
                let facts = self.facts(*branch, None);
                facts.kinds == [Kind::Object]
                    && !facts.keys.is_empty()
                    && facts.keys.iter().all(|key| !properties.contains_key(key))
            })
    }

    /// A union of some branches of another; of one branch, that one.
    pub fn union_of(&mut self, id: SchemaId, branches: &[SchemaId]) -> SchemaId {
        if let [only] = branches {
            return *only;
        }
        let mut union = Schema::any(self.schemas[id].node);
        union.assertions.any_of = branches.to_vec();
        self.make(union, branches)
    }

    /// The part of a schema that is nothing but its union, or a schema made for it.
    pub fn union_part(&mut self, id: SchemaId) -> SchemaId {
        let flat = self.flat(id);
        let own = &self.schemas[id].assertions;
        let parts: Vec<SchemaId> = own.reference.iter().chain(&own.all_of).copied().collect();
        for part in parts {
            let part_flat = self.flat(part);
            if part_flat.assertions.properties.is_empty()
                && part_flat.assertions.branches() == flat.assertions.branches()
            {
                return part;
            }
        }
        let mut union = Schema::any(flat.node);
        union.assertions.one_of.clone_from(&flat.assertions.one_of);
        union.assertions.any_of.clone_from(&flat.assertions.any_of);
        let discriminator = &flat.annotations.discriminator;
        union.annotations.discriminator.clone_from(discriminator);
        self.make(union, &[id])
    }

    fn find_branches(&mut self, id: SchemaId, flat: &Flat<'s>) -> Branches {
        let mut base = Base::of(id, flat);
        let mut found = Branches::default();
        let mut impossible = Vec::new();
        let branches = self.unrolled(id, flat.assertions.branches());
        let branches = self.distinct(&branches);
        // Where all branches are conditions, the values are those of the base. Next to others, each is the base once
        // more, with what it requires.
        let says_all = base.asserts && {
            let mut flats = branches.iter().map(|branch| self.flat(*branch));
            flats.all(|flat| is_condition(&flat.assertions) || is_null(&flat.assertions))
        };
        for branch in branches.iter().copied() {
            let flat = self.flat(branch);
            if is_null(&flat.assertions) {
                found.nullable = true;
            } else if self.is_there_for_null(branch, &branches) {
                found.nullable = true;
                let message = "more than null matches this branch, and it is read as null alone";
                let diagnostic = self.report.at_key(Code::Untidy, flat.node, message);
                self.report.add(diagnostic);
            } else if flat.assertions.boolean == Some(false) {
                // Nothing matches this branch.
            } else if says_all {
                let message = "a branch that only constrains is not checked by the type";
                let diagnostic = self.report.at_key(Code::Widened, flat.node, message);
                self.report.add(diagnostic);
            } else if base.asserts && is_condition(&flat.assertions) {
                found.list.push(base.merged_with(branch, self));
            } else if !base.adds_to(&flat.assertions) {
                // Next to a type of its own the union may be null only if that says so.
                found.nullable = found.nullable || !base.asserts && self.may_be_null(branch);
                found.list.push(branch);
            } else if base.excludes(&flat.assertions) {
                impossible.push(branch);
            } else {
                found.list.push(base.merged_with(branch, self));
            }
        }
        // No value is an object, as the properties next to `oneOf` demand, and also a string. When all
        // branches are like that, merging them reports the contradiction.
        if found.list.is_empty() {
            let merged = impossible.into_iter();
            found.list = merged
                .map(|branch| base.merged_with(branch, self))
                .collect();
        }
        found
    }

    /// The branches of a union, where those that hold the union itself give theirs: of `A: [B, string]` and
    /// `B: [A, integer]`, both are integers and strings.
    fn unrolled(&mut self, union: SchemaId, branches: &[SchemaId]) -> Vec<SchemaId> {
        let Some(circle) = self.circle_of(union) else {
            return branches.to_vec();
        };
        let mut seen = HashSet::from([self.target(union)]);
        let mut open: Vec<SchemaId> = branches.iter().rev().copied().collect();
        let mut unrolled = Vec::new();
        while let Some(branch) = open.pop() {
            let flat = self.flat(branch);
            if self.circles.get(branch) != Some(&circle) || !is_union(&flat.assertions) {
                unrolled.push(branch);
            } else if seen.insert(self.target(branch)) {
                open.extend(flat.assertions.branches().iter().rev());
            }
        }
        unrolled
    }

    /// Whether a branch is there for null alone, by what it says or by what the others are.
    fn is_there_for_null(&mut self, branch: SchemaId, branches: &[SchemaId]) -> bool {
        let flat = self.flat(branch);
        let mut others = branches.iter().filter(|other| **other != branch);
        let is_bare = flat.annotations.title.is_none() && flat.annotations.description.is_none();
        if is_bare && self.component(branch).is_none() && is_object_or_null(&flat.assertions) {
            others.any(|other| self.may_be_object(*other))
        } else {
            others.next().is_some() && means_null(&flat.assertions)
        }
    }

    /// Whether a branch is an object, or a branch of a union that is one.
    fn may_be_object(&mut self, branch: SchemaId) -> bool {
        let mut seen = HashSet::from([branch]);
        let mut open = vec![branch];
        while let Some(id) = open.pop() {
            let flat = self.flat(id);
            let kinds = kinds(&flat.assertions);
            if kinds == [Kind::Object] {
                return true;
            }
            if kinds.is_empty() {
                let branches = flat.assertions.branches().iter();
                open.extend(branches.filter(|branch| seen.insert(**branch)));
            }
        }
        false
    }

    /// Whether a schema has a type, and null does not match it.
    pub(super) fn is_never_null(&mut self, id: SchemaId) -> bool {
        let flat = self.flat(id);
        let has_type = !kinds_of_values(&flat.assertions).is_empty();
        (has_type || !flat.assertions.branches().is_empty()) && !self.may_be_null(id)
    }

    /// Whether null matches a branch, or a branch of a union that is one.
    pub(super) fn may_be_null(&mut self, branch: SchemaId) -> bool {
        let mut seen = HashSet::from([branch]);
        let mut open = vec![branch];
        while let Some(id) = open.pop() {
            let known = self.may_be_null.get(id).copied();
            if known == Some(false) {
                continue;
            }
            let flat = self.flat(id);
            if known == Some(true) || allows_null(&flat.assertions) {
                self.may_be_null.insert(branch, true);
                return true;
            }
            if kinds(&flat.assertions).is_empty() {
                let branches = flat.assertions.branches().iter();
                open.extend(branches.filter(|branch| seen.insert(**branch)));
            }
        }
        // Nor does it match anything on the way. Unions that hold each other would be followed once for each.
        for id in seen {
            self.may_be_null.insert(id, false);
        }
        false
    }

    /// The branches without repetitions. Components are told apart by their identity, inline schemas and those with
    /// keywords next to `$ref` by what they say.
    fn distinct(&mut self, branches: &[SchemaId]) -> Vec<SchemaId> {
        let mut targets = HashSet::new();
        let mut inline: HashMap<_, Vec<&Node>> = HashMap::new();
        let mut distinct = Vec::new();
        for branch in branches {
            let target = self.plain_target(*branch);
            let flat = self.flat(target);
            let repeated = if self.component(target).is_some() {
                false
            } else {
                // The kinds too: the branches made of `type: [string, integer]` share one node.
                let mut keys: Vec<&str> = flat.assertions.properties.keys().copied().collect();
                keys.sort_unstable();
                let kinds = flat.assertions.kinds.clone();
                let shape = (flat.annotations.title, kinds, keys, flat.node.digest());
                let alike = inline.entry(shape).or_default();
                let repeated = alike.contains(&flat.node);
                alike.push(flat.node);
                repeated
            };
            if targets.insert(target) && !repeated {
                distinct.push(*branch);
            }
        }
        distinct
    }
}

/// The keywords next to `oneOf` or `anyOf`.
struct Base<'s> {
    /// What it is the base of.
    union: SchemaId,
    schema: Schema<'s>,
    /// It asserts anything.
    asserts: bool,
    /// The schema, once a branch was merged with it.
    id: Option<SchemaId>,
}

impl<'s> Base<'s> {
    fn of(union: SchemaId, flat: &Flat<'s>) -> Self {
        let mut schema = flat.without_branches().to_schema();
        let asserts =
            !schema.assertions.properties.is_empty() || !kinds(&schema.assertions).is_empty();
        schema.annotations.title = None;
        schema.annotations.description = None;
        schema.assertions.nullable = false;
        Self {
            union,
            schema,
            asserts,
            id: None,
        }
    }

    /// Whether a branch must be merged with it. A base that only repeats the type adds nothing to a
    /// branch that has its own.
    fn adds_to(&self, branch: &Assertions<'_>) -> bool {
        let properties = &self.schema.assertions.properties;
        self.asserts && (!properties.is_empty() || kinds(branch).is_empty())
    }

    /// Whether no value can match both. Properties alone exclude no value of another type.
    fn excludes(&self, branch: &Assertions<'_>) -> bool {
        let (own, others) = (&self.schema.assertions.kinds, &branch.kinds);
        let fits = |kind| others.iter().any(|other| overlaps(kind, *other));
        !own.is_empty() && !others.is_empty() && !own.iter().any(|kind| fits(*kind))
    }

    fn merged_with(&mut self, branch: SchemaId, analysis: &mut Analysis<'_, 's>) -> SchemaId {
        let id = *self
            .id
            .get_or_insert_with(|| analysis.make(self.schema.clone(), &[self.union]));
        let merged = analysis.both(id, branch, Nearer::Second);
        if merged != branch {
            analysis.merged.insert(merged, branch);
        }
        merged
    }
}

/// Whether a schema asserts no more than `oneOf` or `anyOf`, and what a union has no use for.
fn is_union(assertions: &Assertions<'_>) -> bool {
    assertions.is_only(|rest| {
        rest.any_of.clear();
        rest.one_of.clear();
        rest.kinds.clear();
        rest.bounds.clear();
        rest.unchecked.clear();
        rest.nullable = false;
        rest.format = None;
    })
}

/// Whether a branch only limits the values of the schema around it: `{ required: [a] }`.
pub(super) fn is_condition(assertions: &Assertions<'_>) -> bool {
    let limits = !assertions.required.is_empty() || !assertions.unchecked.is_empty();
    limits
        && assertions.is_only(|rest| {
            rest.required.clear();
            rest.unchecked.clear();
            rest.bounds.clear();
            rest.nullable = false;
        })
}

/// Whether a schema asserts no more than its properties and either `oneOf` or `anyOf`.
fn is_object_and_union(assertions: &Assertions<'_>) -> bool {
    assertions.is_only(|rest| {
        let is_other = |kind: &Kind| !matches!(kind, Kind::Object | Kind::Null);
        rest.kinds.retain(is_other);
        rest.nullable = false;
        rest.properties.clear();
        rest.required.clear();
        if rest.additional == Additional::Allowed {
            rest.additional = Additional::Absent;
        }
        if rest.one_of.is_empty() {
            rest.any_of.clear();
        }
        rest.one_of.clear();
        rest.bounds.clear();
        rest.unchecked.clear();
    })
}
