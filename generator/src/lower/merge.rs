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
            .reference
            .take()
            .into_iter()
            .chain(schema.all_of.drain(..))
            .collect();
        // What only refers to another is neither kept nor counted: there may be many of one.
        let alone = parts.len() == 1 && schema.properties.is_empty();
        if !parts.is_empty() && self.is_over() {
            schema.contradictory = true;
        } else if !parts.is_empty() {
            let own_null = schema.nullable;
            let mut parts_null = true;
            // What the parts bring comes first: a base before what builds on it.
            let own = std::mem::take(&mut schema.properties);
            for part in &parts {
                let part = bounds::deep(|| self.flatten_within(*part, open));
                parts_null &= part.nullable || says_nothing_of_types(&part);
                schema = self.meet(schema, Rc::unwrap_or_clone(part));
            }
            for (name, property) in own {
                let inherited = schema.properties.get(name).copied();
                let both = inherited.map_or(property, |inherited| self.both(property, inherited));
                schema.properties.insert(name, both);
            }
            let any_null = own_null || parts.iter().any(|part| self.null_within.contains(part));
            schema.nullable = own_null || (parts_null && !schema.kinds.is_empty() && any_null);
            if any_null {
                self.null_within.insert(id);
            }
            if !alone {
                self.spend(&schema);
            }
        } else if schema.nullable {
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
        a.kinds = self.meet_kinds(&mut a, &b);
        a.values = self.meet_values(&mut a, &b);
        a.title = a.title.or(b.title);
        a.description = a.description.or(b.description);
        a.format = a.format.or(b.format);
        a.default = a.default.or(b.default);
        a.examples.extend(b.examples);
        a.deprecated |= b.deprecated;
        a.read_only |= b.read_only;
        a.write_only |= b.write_only;
        if a.boolean == Some(true) {
            a.boolean = b.boolean;
        }
        if let (Some(one), Some(other)) = (a.constant, b.constant)
            && one != other
        {
            let message = format!("the value is to be {one} and {other} at once");
            self.conflict(&mut a, other, &message);
        }
        a.constant = a.constant.or(b.constant);
        for (name, property) in b.properties {
            let own = a.properties.get(name).copied();
            let both = own.map_or(property, |own| self.both(own, property));
            a.properties.insert(name, both);
        }
        a.required.extend(b.required);
        a.additional = match (a.additional, b.additional) {
            (Additional::Unsaid, other) | (other, Additional::Unsaid) => other,
            (Additional::Allowed, other) | (other, Additional::Allowed) => other,
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.both(one, other))
            }
            _ => Additional::Forbidden,
        };
        a.pattern_properties.extend(b.pattern_properties);
        // `items` speaks of what comes after the places that stand beside it.
        let places = a.prefix_items.len().max(b.prefix_items.len());
        let mut prefix_items = Vec::with_capacity(places);
        for index in 0..places {
            let mine = a.prefix_items.get(index).copied().or(a.items);
            let theirs = b.prefix_items.get(index).copied().or(b.items);
            prefix_items.extend(self.both_of(mine, theirs));
        }
        a.prefix_items = prefix_items;
        a.items = self.both_of(a.items, b.items);
        for (mine, theirs) in [(&mut a.one_of, b.one_of), (&mut a.any_of, b.any_of)] {
            if mine.is_empty() {
                *mine = theirs;
            } else if !theirs.is_empty() && *mine != theirs {
                let message = "several parts of `allOf` are unions; the first one is typed, of the others nothing is lost";
                self.report
                    .add(self.report.at_key(Code::Widened, b.node, message));
            }
        }
        a.discriminator = a.discriminator.or(b.discriminator);
        a.content = (a.content.0.or(b.content.0), a.content.1.or(b.content.1));
        a.bounds.extend(b.bounds);
        a.unsaid.extend(b.unsaid);
        a
    }

    fn meet_kinds(&self, a: &mut Schema<'s>, b: &Schema<'s>) -> Vec<Kind> {
        if a.kinds.is_empty() || b.kinds.is_empty() {
            return if a.kinds.is_empty() {
                b.kinds.clone()
            } else {
                a.kinds.clone()
            };
        }
        if a.kinds == [Kind::Null] || b.kinds == [Kind::Null] {
            // Beside another type, null alone says "nullable" and no more.
            return if a.kinds == [Kind::Null] {
                b.kinds.clone()
            } else {
                a.kinds.clone()
            };
        }
        let mut both = Vec::new();
        for kind in &a.kinds {
            // Every integer is a number.
            match kind {
                Kind::Number if b.kinds.contains(&Kind::Integer) => both.push(Kind::Integer),
                Kind::Integer if b.kinds.contains(&Kind::Number) => both.push(Kind::Integer),
                kind if b.kinds.contains(kind) => both.push(*kind),
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
        let (Some(mine), Some(theirs)) = (&a.values, &b.values) else {
            return a.values.clone().or(b.values.clone());
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
            let items = schema.items.map(|items| &self.schemas[items]);
            schema.kinds == [kind]
                && items.is_none_or(|items| {
                    items.kinds.is_empty() && no_branches(items) && only_kinds(items)
                })
                && no_branches(schema)
                && only_kinds(schema)
        };
        let wide = &self.schemas[wide];
        if !only_kinds(wide) {
            return false;
        }
        let branches = match (&wide.one_of[..], &wide.any_of[..]) {
            ([], []) => return takes_all(wide),
            ([], branches) | (branches, []) => branches,
            _ => return false,
        };
        let mut branches = branches.iter().map(|branch| &self.schemas[*branch]);
        let elsewhere =
            |branch: &Schema<'s>| !branch.kinds.is_empty() && !branch.kinds.contains(&kind);
        branches.clone().any(takes_all)
            && branches.all(|branch| elsewhere(branch) || takes_all(branch))
    }

    /// The one kind of value that a schema of an object or an array says it is.
    fn own_kind(&self, mut id: SchemaId) -> Option<Kind> {
        for _ in 0..8 {
            let schema = &self.schemas[id];
            match (schema.reference, &schema.kinds[..]) {
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
        if mine.reference == Some(other) {
            return one;
        }
        if theirs.reference == Some(one) || self.adds_nothing(one, other) {
            return other;
        }
        if self.adds_nothing(other, one) {
            return one;
        }
        if let Some(known) = self.met.get(&(one, other)) {
            return *known;
        }
        let mut schema = Schema::any(theirs.node);
        schema.all_of = vec![one, other];
        schema.nullable = mine.nullable && theirs.nullable;
        let id = self.make(schema);
        self.met.insert((one, other), id);
        id
    }
}

fn no_branches(schema: &Schema<'_>) -> bool {
    schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// Whether a schema, branches aside, says no more than that values are of one of these kinds.
fn only_kinds(schema: &Schema<'_>) -> bool {
    schema.boolean != Some(false)
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.constant.is_none()
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && matches!(schema.additional, Additional::Unsaid | Additional::Allowed)
        && schema.pattern_properties.is_empty()
        && schema.prefix_items.is_empty()
        && schema.bounds.is_empty()
        && schema.unsaid.is_empty()
}

/// A part such as `{ required: [a] }` or `{ properties: … }` leaves open whether null matches.
fn says_nothing_of_types(schema: &Schema<'_>) -> bool {
    schema.kinds.is_empty()
        && schema.values.is_none()
        && schema.constant.is_none()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
}
