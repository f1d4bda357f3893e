//! Two schemas → one that matches what both match.

use super::memo::{Analysis, Flat};
use crate::diagnostic::Code;
use crate::openapi::{Additional, Assertions, Kind, Schema, SchemaId};
use crate::source::Node;

/// Which of two schemas is nearer to the one that they are merged for, so that its words win.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearer {
    First,
    Second,
}

impl<'s> Analysis<'_, 's> {
    /// Merges what a flat schema asserts into another one. Where both describe a property, the words of the `nearer` one win.
    pub(super) fn meet(&mut self, schema: &mut Schema<'s>, other: &Flat<'s>, nearer: Nearer) {
        schema.contradictory |= other.contradictory;
        self.meet_kinds(schema, other);
        self.meet_values(schema, other);
        self.meet_object(schema, other, nearer);
        self.meet_array(schema, other, nearer);
        self.meet_branches(schema, other);
        // Every keyword is named, so that a new one is not forgotten here.
        let Assertions {
            boolean,
            format,
            content,
            bounds,
            unchecked,
            kinds: _,
            constant: _,
            values: _,
            properties: _,
            required: _,
            additional: _,
            pattern_properties: _,
            items: _,
            prefix_items: _,
            any_of: _,
            one_of: _,
            // What makes a schema flat has followed these, and knows about null and about members that nobody lists.
            reference: _,
            all_of: _,
            nullable: _,
            unevaluated: _,
        } = &*other.assertions;
        let mine = &mut schema.assertions;
        mine.format = mine.format.or(*format);
        mine.content = (mine.content.0.or(content.0), mine.content.1.or(content.1));
        mine.bounds.extend(bounds);
        mine.unchecked.extend(unchecked);
        mine.boolean = match (mine.boolean, *boolean) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (None, None) => None,
            // `true` adds nothing to another schema.
            (mine, other) if mine == other => mine,
            _ => None,
        };
    }

    fn meet_kinds(&self, schema: &mut Schema<'s>, other: &Flat<'s>) {
        let (mine, theirs) = (&schema.assertions.kinds, &other.assertions.kinds);
        // Next to another type, null means "nullable".
        if theirs.is_empty() || !mine.is_empty() && *theirs == [Kind::Null] {
            return;
        }
        if mine.is_empty() || *mine == [Kind::Null] {
            schema.assertions.kinds.clone_from(theirs);
            return;
        }
        let both = |kind: &Kind| match kind {
            // Every integer is a number.
            Kind::Number if theirs.contains(&Kind::Integer) => Some(Kind::Integer),
            Kind::Integer if theirs.contains(&Kind::Number) => Some(Kind::Integer),
            kind => theirs.contains(kind).then_some(*kind),
        };
        let both: Vec<Kind> = mine.iter().filter_map(both).collect();
        if both.is_empty() {
            let message =
                "parts of `allOf` have different types, so no value could match all of them";
            self.conflict(schema, other.node, message);
        }
        schema.assertions.kinds = both;
    }

    fn meet_values(&self, schema: &mut Schema<'s>, other: &Flat<'s>) {
        let theirs = &other.assertions;
        match (&mut schema.assertions.values, &theirs.values) {
            (Some(mine), Some(theirs)) => {
                mine.retain(|value| theirs.contains(value));
                if mine.is_empty() {
                    schema.assertions.values = None;
                    let message = "the enumerations of `allOf` have no value in common";
                    match schema.assertions.kinds[..] {
                        [_] => self.report_conflict(
                            other.node,
                            message,
                            "kept as any value of the type",
                        ),
                        _ => self.conflict(schema, other.node, message),
                    }
                }
            }
            (mine @ None, theirs) => mine.clone_from(theirs),
            (Some(_), None) => {}
        }
        match (schema.assertions.constant, theirs.constant) {
            (Some(one), Some(other)) if one != other => {
                let message = format!("the value is to be {one} and {other} at once");
                self.conflict(schema, other, &message);
            }
            (mine, theirs) => schema.assertions.constant = mine.or(theirs),
        }
    }

    fn meet_object(&mut self, schema: &mut Schema<'s>, other: &Flat<'s>, nearer: Nearer) {
        let (a, b) = (&mut schema.assertions, &other.assertions);
        for (name, property) in &b.properties {
            let own = a.properties.get(name).copied();
            let both = own.map_or(*property, |own| self.both(own, *property, nearer));
            a.properties.insert(name, both);
        }
        a.required.extend(&b.required);
        a.pattern_properties.extend(&b.pattern_properties);
        a.additional = match (a.additional, b.additional) {
            (Additional::Absent, other) | (other, Additional::Absent) => other,
            (Additional::Allowed, other) | (other, Additional::Allowed) => other,
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.both(one, other, nearer))
            }
            _ => Additional::Forbidden,
        };
    }

    fn meet_array(&mut self, schema: &mut Schema<'s>, other: &Flat<'s>, nearer: Nearer) {
        let (a, b) = (&mut schema.assertions, &other.assertions);
        // `items` is about what comes after `prefixItems`.
        let length = a.prefix_items.len().max(b.prefix_items.len());
        let mut prefix_items = Vec::with_capacity(length);
        for index in 0..length {
            let mine = a.prefix_items.get(index).copied().or(a.items);
            let theirs = b.prefix_items.get(index).copied().or(b.items);
            prefix_items.extend(self.both_of(mine, theirs, nearer));
        }
        a.prefix_items = prefix_items;
        a.items = self.both_of(a.items, b.items, nearer);
    }

    fn meet_branches(&self, schema: &mut Schema<'s>, other: &Flat<'s>) {
        let (a, b) = (&mut schema.assertions, &other.assertions);
        for (mine, theirs) in [(&mut a.one_of, &b.one_of), (&mut a.any_of, &b.any_of)] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            } else if !theirs.is_empty() && mine != theirs {
                let message = "several parts of `allOf` are unions; the first one is typed, of the others nothing is lost";
                let found = self.report.at_key(Code::Widened, other.node, message);
                self.report.add(found);
            }
        }
    }

    /// Reports that no value matches. The type takes any JSON: neither part wins.
    fn conflict(&self, schema: &mut Schema<'s>, node: &Node, message: &str) {
        schema.contradictory = true;
        self.report_conflict(node, message, "kept as plain JSON");
    }

    fn report_conflict(&self, node: &Node, message: &str, label: &str) {
        let found = self.report.at_key(Code::Conflict, node, message);
        self.report.add(found.label(label).help(
            "remove or mend one of the parts; an overlay can do so without touching the document",
        ));
    }

    /// A schema that matches what both match, as far as both are there.
    fn both_of(
        &mut self,
        one: Option<SchemaId>,
        other: Option<SchemaId>,
        nearer: Nearer,
    ) -> Option<SchemaId> {
        match (one, other) {
            (Some(one), Some(other)) => Some(self.both(one, other, nearer)),
            (one, other) => one.or(other),
        }
    }

    /// A schema that matches what both match: one of the two if it implies the other, else a new one,
    /// whose parts are merged when somebody asks for it.
    pub(super) fn both(&mut self, one: SchemaId, other: SchemaId, nearer: Nearer) -> SchemaId {
        if one == other {
            return one;
        }
        let (mine, theirs) = (
            &self.schemas[one].assertions,
            &self.schemas[other].assertions,
        );
        // Null alone makes a reference wider than its target.
        let only_adds_null = |assertions: &Assertions<'_>| {
            assertions.nullable
                && assertions.is_only(|rest| {
                    rest.reference = None;
                    rest.nullable = false;
                })
        };
        if mine.reference == Some(other) {
            return if only_adds_null(mine) { other } else { one };
        }
        if theirs.reference == Some(one) {
            return if only_adds_null(theirs) { one } else { other };
        }
        if self.implies(other, one) {
            return other;
        }
        if self.implies(one, other) {
            return one;
        }
        if let Some(known) = self.met.get(&(one, other)) {
            return *known;
        }
        let mut schema = Schema::any(self.schemas[other].node);
        schema.assertions.all_of = vec![one, other];
        schema.assertions.nullable = mine.nullable && theirs.nullable;
        let said = match nearer {
            Nearer::First => [one, other],
            Nearer::Second => [other, one],
        };
        for part in said {
            schema.annotations.add(&self.schemas[part].annotations);
        }
        // The parts have the others.
        schema.annotations.examples.truncate(1);
        let id = self.make(schema, &[one, other]);
        self.met.insert((one, other), id);
        id
    }

    /// Whether one schema of an object or an array makes the other one superfluous, as `{ type: object,
    /// properties: … }` does with `{ anyOf: [{ type: object }, { type: string }] }`. It looks no further
    /// than references lead, because the schemas around are just being merged.
    fn implies(&self, narrow: SchemaId, wide: SchemaId) -> bool {
        let Some(kind) = self.own_kind(narrow) else {
            return false;
        };
        let takes_all = |id: SchemaId| {
            let assertions = &self.schemas[id].assertions;
            let items = assertions
                .items
                .map(|items| &self.schemas[items].assertions);
            assertions.kinds == [kind]
                && items.is_none_or(|items| {
                    items.kinds.is_empty() && items.branches().is_empty() && only_kinds(items)
                })
                && assertions.branches().is_empty()
                && only_kinds(assertions)
        };
        let assertions = &self.schemas[wide].assertions;
        if !only_kinds(assertions) {
            return false;
        }
        let branches = match (&assertions.one_of[..], &assertions.any_of[..]) {
            ([], []) => return takes_all(wide),
            ([], branches) | (branches, []) => branches,
            _ => return false,
        };
        let elsewhere = |branch: SchemaId| {
            let kinds = &self.schemas[branch].assertions.kinds;
            !kinds.is_empty() && !kinds.contains(&kind)
        };
        let mut branches = branches.iter().copied();
        branches.clone().any(takes_all)
            && branches.all(|branch| elsewhere(branch) || takes_all(branch))
    }

    /// `object` or `array`, where that is the one type of a schema.
    fn own_kind(&self, mut id: SchemaId) -> Option<Kind> {
        const LONGEST_CHAIN: usize = 8;
        for _ in 0..LONGEST_CHAIN {
            let assertions = &self.schemas[id].assertions;
            match (assertions.reference, &assertions.kinds[..]) {
                (Some(target), []) => id = target,
                (None, [kind @ (Kind::Object | Kind::Array)]) => return Some(*kind),
                _ => return None,
            }
        }
        None
    }
}

/// Whether a schema, its branches aside, asserts no more than types.
fn only_kinds(assertions: &Assertions<'_>) -> bool {
    assertions.is_only(|rest| {
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
            rest.additional = Additional::Absent;
        }
    })
}
