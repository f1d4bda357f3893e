//! `allOf`, and what stands beside `$ref`: several schemas → one with the meaning of all.

use std::collections::HashSet;
use std::rc::Rc;

use super::Lowering;
use super::bounds::{self, Flat};
use crate::diagnostic::Code;
use crate::openapi::{Additional, Kind, Schema, SchemaId};
use crate::source::Node;

impl<'s> Lowering<'_, 's> {
    /// A schema with its references and its `allOf` worked into it.
    pub(super) fn flatten(&mut self, id: SchemaId) -> Flat<'s> {
        self.flatten_within(id, &mut HashSet::new())
    }

    fn flatten_within(&mut self, id: SchemaId, open: &mut HashSet<SchemaId>) -> Flat<'s> {
        if let Some(flat) = self.flat.get(&id) {
            return flat.clone();
        }
        let mut schema = self.schemas[id].clone();
        if !open.insert(id) {
            // The reader has reported it.
            return Rc::new(Schema::any(schema.node));
        }
        let parts: Vec<SchemaId> = schema
            .assertions
            .reference
            .take()
            .into_iter()
            .chain(schema.assertions.all_of.drain(..))
            .collect();
        // What only refers to another is neither kept nor counted: there may be many of one.
        let alone = parts.len() == 1 && schema.assertions.properties.is_empty();
        if !parts.is_empty() && self.is_over() {
            schema.contradictory = true;
        } else if !parts.is_empty() {
            let own_null = schema.assertions.nullable;
            let mut parts_null = true;
            // What the parts bring comes first: a base before what builds on it.
            let own = std::mem::take(&mut schema.assertions.properties);
            for part in &parts {
                let part = bounds::deep(|| self.flatten_within(*part, open));
                parts_null &= part.assertions.nullable || says_nothing_of_types(&part);
                schema = self.meet(schema, Rc::unwrap_or_clone(part));
            }
            for (name, property) in own {
                let inherited = schema.assertions.properties.get(name).copied();
                let both = inherited.map_or(property, |inherited| self.both(property, inherited));
                schema.assertions.properties.insert(name, both);
            }
            let any_null = own_null || parts.iter().any(|part| self.null_within.contains(part));
            schema.assertions.nullable =
                own_null || (parts_null && !schema.assertions.kinds.is_empty() && any_null);
            if any_null {
                self.null_within.insert(id);
            }
            if !alone {
                self.spend(&schema);
            }
        } else if schema.assertions.nullable {
            self.null_within.insert(id);
        }
        open.remove(&id);
        let flat = Rc::new(schema);
        if !alone {
            self.flat.insert(id, flat.clone());
        }
        flat
    }

    /// The schema that matches what both match; documentation of the first wins.
    fn meet(&mut self, mut a: Schema<'s>, b: Schema<'s>) -> Schema<'s> {
        a.contradictory |= b.contradictory;
        a.assertions.kinds = self.meet_kinds(&mut a, &b);
        a.assertions.values = self.meet_values(&mut a, &b);
        a.annotations.title = a.annotations.title.or(b.annotations.title);
        a.annotations.description = a.annotations.description.or(b.annotations.description);
        a.assertions.format = a.assertions.format.or(b.assertions.format);
        a.annotations.default = a.annotations.default.or(b.annotations.default);
        a.annotations.examples.extend(b.annotations.examples);
        a.annotations.deprecated |= b.annotations.deprecated;
        a.annotations.read_only |= b.annotations.read_only;
        a.annotations.write_only |= b.annotations.write_only;
        if a.assertions.boolean == Some(true) {
            a.assertions.boolean = b.assertions.boolean;
        }
        if let (Some(one), Some(other)) = (a.assertions.constant, b.assertions.constant)
            && one != other
        {
            let message = format!("the value is to be {one} and {other} at once");
            self.conflict(&mut a, other, &message);
        }
        a.assertions.constant = a.assertions.constant.or(b.assertions.constant);
        for (name, property) in b.assertions.properties {
            let own = a.assertions.properties.get(name).copied();
            let both = own.map_or(property, |own| self.both(own, property));
            a.assertions.properties.insert(name, both);
        }
        a.assertions.required.extend(b.assertions.required);
        a.assertions.additional = match (a.assertions.additional, b.assertions.additional) {
            (Additional::Unsaid, other) | (other, Additional::Unsaid) => other,
            (Additional::Allowed, other) | (other, Additional::Allowed) => other,
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.both(one, other))
            }
            _ => Additional::Forbidden,
        };
        a.assertions
            .pattern_properties
            .extend(b.assertions.pattern_properties);
        // `items` speaks of what comes after the places that stand beside it.
        let places = a
            .assertions
            .prefix_items
            .len()
            .max(b.assertions.prefix_items.len());
        let mut prefix_items = Vec::with_capacity(places);
        for index in 0..places {
            let mine = a
                .assertions
                .prefix_items
                .get(index)
                .copied()
                .or(a.assertions.items);
            let theirs = b
                .assertions
                .prefix_items
                .get(index)
                .copied()
                .or(b.assertions.items);
            prefix_items.extend(self.both_of(mine, theirs));
        }
        a.assertions.prefix_items = prefix_items;
        a.assertions.items = self.both_of(a.assertions.items, b.assertions.items);
        for (mine, theirs) in [
            (&mut a.assertions.one_of, b.assertions.one_of),
            (&mut a.assertions.any_of, b.assertions.any_of),
        ] {
            if mine.is_empty() {
                *mine = theirs;
            } else if !theirs.is_empty() && *mine != theirs {
                let message = "several parts of `allOf` are unions; the first one is typed, of the others nothing is lost";
                self.report
                    .add(self.report.at_key(Code::Widened, b.node, message));
            }
        }
        a.annotations.discriminator = a.annotations.discriminator.or(b.annotations.discriminator);
        a.assertions.content = (
            a.assertions.content.0.or(b.assertions.content.0),
            a.assertions.content.1.or(b.assertions.content.1),
        );
        a.assertions.bounds.extend(b.assertions.bounds);
        a.assertions.unsaid.extend(b.assertions.unsaid);
        a
    }

    fn meet_kinds(&self, a: &mut Schema<'s>, b: &Schema<'s>) -> Vec<Kind> {
        if a.assertions.kinds.is_empty() || b.assertions.kinds.is_empty() {
            return if a.assertions.kinds.is_empty() {
                b.assertions.kinds.clone()
            } else {
                a.assertions.kinds.clone()
            };
        }
        if a.assertions.kinds == [Kind::Null] || b.assertions.kinds == [Kind::Null] {
            // Beside another type, null alone says "nullable" and no more.
            return if a.assertions.kinds == [Kind::Null] {
                b.assertions.kinds.clone()
            } else {
                a.assertions.kinds.clone()
            };
        }
        let mut both = Vec::new();
        for kind in &a.assertions.kinds {
            // Every integer is a number.
            match kind {
                Kind::Number if b.assertions.kinds.contains(&Kind::Integer) => {
                    both.push(Kind::Integer)
                }
                Kind::Integer if b.assertions.kinds.contains(&Kind::Number) => {
                    both.push(Kind::Integer)
                }
                kind if b.assertions.kinds.contains(kind) => both.push(*kind),
                _ => {}
            }
        }
        if both.is_empty() {
            let message =
                "parts of `allOf` have different types, so no value could match all of them";
            self.conflict(a, b.node, message);
            return Vec::new();
        }
        both
    }

    fn meet_values(&self, a: &mut Schema<'s>, b: &Schema<'s>) -> Option<Vec<&'s Node>> {
        let (Some(mine), Some(theirs)) = (&a.assertions.values, &b.assertions.values) else {
            return a.assertions.values.clone().or(b.assertions.values.clone());
        };
        let both: Vec<&Node> = mine
            .iter()
            .copied()
            .filter(|value| theirs.contains(value))
            .collect();
        if both.is_empty() {
            let message = "the enumerations of `allOf` have no value in common";
            self.conflict(a, b.node, message);
            return None;
        }
        Some(both)
    }

    /// What no value can match is kept as it comes: nobody's part wins.
    fn conflict(&self, schema: &mut Schema<'s>, node: &Node, message: &str) {
        schema.contradictory = true;
        let found = self.report.at_key(Code::Conflict, node, message);
        self.report.add(found.label("kept as plain JSON").help(
            "remove or mend one of the parts; an overlay can do so without touching the document",
        ));
    }

    /// What means both of those that are there.
    fn both_of(&mut self, one: Option<SchemaId>, other: Option<SchemaId>) -> Option<SchemaId> {
        match (one, other) {
            (Some(one), Some(other)) => Some(self.both(one, other)),
            (one, other) => one.or(other),
        }
    }

    /// Whether `anyOf: [object, string]`, for instance, stands beside what is an object anyway. Looks no
    /// further than references lead, since the schemas around are being worked into each other.
    fn adds_nothing(&self, wide: SchemaId, narrow: SchemaId) -> bool {
        let Some(kind) = self.own_kind(narrow) else {
            return false;
        };
        let takes_all = |schema: &Schema<'s>| {
            let items = schema.assertions.items.map(|items| &self.schemas[items]);
            schema.assertions.kinds == [kind]
                && items.is_none_or(|items| {
                    items.assertions.kinds.is_empty() && no_branches(items) && only_kinds(items)
                })
                && no_branches(schema)
                && only_kinds(schema)
        };
        let wide = &self.schemas[wide];
        if !only_kinds(wide) {
            return false;
        }
        let branches = match (&wide.assertions.one_of[..], &wide.assertions.any_of[..]) {
            ([], []) => return takes_all(wide),
            ([], branches) | (branches, []) => branches,
            _ => return false,
        };
        let mut branches = branches.iter().map(|branch| &self.schemas[*branch]);
        let elsewhere = |branch: &Schema<'s>| {
            !branch.assertions.kinds.is_empty() && !branch.assertions.kinds.contains(&kind)
        };
        branches.clone().any(takes_all)
            && branches.all(|branch| elsewhere(branch) || takes_all(branch))
    }

    /// The one kind of value that a schema of an object or an array says it is.
    fn own_kind(&self, mut id: SchemaId) -> Option<Kind> {
        for _ in 0..8 {
            let schema = &self.schemas[id];
            match (schema.assertions.reference, &schema.assertions.kinds[..]) {
                (Some(target), []) => id = target,
                (None, [kind @ (Kind::Object | Kind::Array)]) => return Some(*kind),
                _ => return None,
            }
        }
        None
    }

    /// A new schema that means both.
    pub(super) fn both(&mut self, one: SchemaId, other: SchemaId) -> SchemaId {
        if one == other {
            return one;
        }
        let (mine, theirs) = (&self.schemas[one], &self.schemas[other]);
        if mine.assertions.reference == Some(other) {
            return one;
        }
        if theirs.assertions.reference == Some(one) || self.adds_nothing(one, other) {
            return other;
        }
        if self.adds_nothing(other, one) {
            return one;
        }
        if let Some(known) = self.met.get(&(one, other)) {
            return *known;
        }
        let mut schema = Schema::any(theirs.node);
        schema.assertions.all_of = vec![one, other];
        schema.assertions.nullable = mine.assertions.nullable && theirs.assertions.nullable;
        let id = self.make(schema);
        self.met.insert((one, other), id);
        id
    }
}

fn no_branches(schema: &Schema<'_>) -> bool {
    schema.assertions.one_of.is_empty() && schema.assertions.any_of.is_empty()
}

/// Whether a schema, branches aside, says no more than that values are of one of these kinds.
fn only_kinds(schema: &Schema<'_>) -> bool {
    schema.assertions.is_only(|rest| {
        rest.kinds.clear();
        rest.nullable = false;
        rest.format = None;
        rest.content = Default::default();
        rest.items = None;
        rest.any_of.clear();
        rest.one_of.clear();
        if rest.boolean == Some(true) {
            rest.boolean = None;
        }
        if rest.additional == Additional::Allowed {
            rest.additional = Additional::Unsaid;
        }
    })
}

/// A part such as `{ required: [a] }` or `{ properties: … }` leaves open whether null matches.
fn says_nothing_of_types(schema: &Schema<'_>) -> bool {
    schema.assertions.kinds.is_empty()
        && schema.assertions.values.is_none()
        && schema.assertions.constant.is_none()
        && schema.assertions.one_of.is_empty()
        && schema.assertions.any_of.is_empty()
}
