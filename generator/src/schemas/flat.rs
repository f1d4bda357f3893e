//! `$ref` and `allOf` → one schema with the meaning of all.

use std::collections::HashSet;
use std::rc::Rc;

use super::meet::Nearer;
use super::memo::{Analysis, Flat};
use crate::openapi::{Additional, Annotations, Assertions, Kind, Schema, SchemaId};

impl<'s> Analysis<'_, 's> {
    /// A schema with its references and its `allOf` merged into it.
    pub fn flat(&mut self, id: SchemaId) -> Flat<'s> {
        if let Some(known) = self.flats.get(id) {
            return known.clone();
        }
        // A path instead of recursion: a chain of references may be as long as the document.
        let mut path = vec![id];
        let mut open = HashSet::new();
        loop {
            let Some(next) = path.last().copied() else {
                return Flat::of(&self.schemas[id]);
            };
            if let Some(flat) = self.flats.get(next) {
                if next == id {
                    return flat.clone();
                }
                path.pop();
                continue;
            }
            let parts = parts(&self.schemas[next].assertions);
            if open.insert(next) {
                let known =
                    |part: &&SchemaId| open.contains(part) || self.flats.get(**part).is_some();
                let unknown = parts.iter().rev().filter(|part| !known(part));
                let before = path.len();
                path.extend(unknown);
                if path.len() > before {
                    continue;
                }
            }
            let flat = self.merge_parts(next, &parts);
            self.flats.insert(next, flat);
        }
    }

    /// The schema that this one is another name of, when it asserts nothing that would change the type: a `$ref`
    /// or an `allOf` of one and of parts that leave its type, perhaps with null, bounds, or the `type` that it has anyway.
    pub fn stands_for(&mut self, id: SchemaId) -> Option<SchemaId> {
        let own = &self.schemas[id].assertions;
        let assertions = |id: &SchemaId| &self.schemas[*id].assertions;
        let (open, others): (Vec<SchemaId>, Vec<SchemaId>) = parts(own)
            .into_iter()
            .partition(|part| assertions(part).leaves_type());
        let [target] = others[..] else {
            return None;
        };
        // Of an inline schema, the other parts tell what its only type is about.
        if !open.is_empty() && parts(assertions(&target)).is_empty() {
            return None;
        }
        let null_alone = own.kinds == [Kind::Null] && own.nullable;
        let own_kind = match own.kinds[..] {
            [kind] if !null_alone => Some(kind),
            _ => None,
        };
        let has_kind = |part: &SchemaId| !assertions(part).kinds.is_empty();
        let kind_of_parts = open.iter().any(has_kind).then_some(Kind::Object);
        let is_reference = leaves_parts(own, null_alone || own_kind.is_some());
        // A child of a base is a type of its own even if it adds nothing.
        let is_child = self.component(id).is_some() && self.base_of(self.target(target)).is_some();
        let mut kinds = own_kind.into_iter().chain(kind_of_parts);
        let is_same =
            is_reference && !is_child && kinds.all(|kind| self.facts(target, None).kinds == [kind]);
        is_same.then_some(target)
    }

    /// The schema at the end of a chain of references without a name, none of which has keywords next to it that would
    /// change the type.
    pub fn plain_target(&self, mut id: SchemaId) -> SchemaId {
        let end = self.target(id);
        while id != end
            && let own = &self.schemas[id].assertions
            && let Some(next) = own.reference
            && own.all_of.is_empty()
            && leaves_parts(own, own.kinds == self.schemas[end].assertions.kinds)
        {
            id = next;
        }
        id
    }

    /// Merges parts that are flat already.
    fn merge_parts(&mut self, id: SchemaId, parts: &[SchemaId]) -> Flat<'s> {
        if parts.is_empty() {
            return Flat::of(&self.schemas[id]);
        }
        if self.budget.is_exceeded() {
            let mut flat = Flat::of(&self.schemas[id]);
            flat.contradictory = true;
            return flat;
        }
        // A part that contains this schema is not known yet. The reader has reported the circle.
        let flats: Vec<Flat<'s>> = parts
            .iter()
            .map(|part| match self.flats.get(*part) {
                Some(flat) => flat.clone(),
                None => Flat::of(&Schema::any(self.schemas[*part].node)),
            })
            .collect();
        let own = &self.schemas[id].assertions;
        let own_null = own.nullable;
        let null_within = own_null || flats.iter().any(|part| part.null_within);
        let all_null = flats
            .iter()
            .all(|part| part.assertions.nullable || leaves_types_open(&part.assertions));
        let nullable = |assertions: &Assertions<'_>| {
            own_null || (all_null && !assertions.kinds.is_empty() && null_within)
        };
        if let [part] = &flats[..]
            && is_reference(own)
        {
            let nullable = nullable(&part.assertions);
            return Flat {
                node: self.schemas[id].node,
                assertions: with_null(&part.assertions, nullable),
                annotations: annotated(&self.schemas[id].annotations, &part.annotations),
                contradictory: part.contradictory,
                null_within,
            };
        }
        let mut schema = self.schemas[id].clone();
        schema.assertions.reference = None;
        schema.assertions.all_of.clear();
        // The properties of the parts come first: a base before what builds on it.
        let own = std::mem::take(&mut schema.assertions.properties);
        // What stands in place is nearer than what is referred to, and of several parts in place the last one.
        let in_place = |part: &SchemaId| self.schemas[*part].assertions.reference.is_none();
        let in_place: Vec<bool> = parts.iter().map(in_place).collect();
        let (near, far): (Vec<_>, Vec<_>) =
            flats.iter().zip(&in_place).partition(|(_, near)| **near);
        for (part, _) in near.iter().rev().chain(&far) {
            schema.annotations.add(&part.annotations);
        }
        for (part, in_place) in flats.iter().zip(in_place) {
            let nearer = match in_place {
                true => Nearer::Second,
                false => Nearer::First,
            };
            self.meet(&mut schema, part, nearer);
        }
        let alone = parts.len() == 1 && own.is_empty();
        for (name, property) in own {
            let inherited = schema.assertions.properties.get(name).copied();
            let both = inherited.map_or(property, |inherited| {
                self.both(property, inherited, Nearer::First)
            });
            schema.assertions.properties.insert(name, both);
        }
        count_as_additional(&mut schema.assertions);
        schema.assertions.nullable = nullable(&schema.assertions);
        if !alone {
            self.budget.spend(&schema.assertions, &schema.annotations);
            self.budget.check(schema.node, self.report);
        }
        Flat {
            node: schema.node,
            assertions: Rc::new(schema.assertions),
            annotations: Rc::new(schema.annotations),
            contradictory: schema.contradictory,
            null_within,
        }
    }
}

impl<'s> Flat<'s> {
    /// A schema that has no parts.
    pub(super) fn of(schema: &Schema<'s>) -> Self {
        let mut assertions = schema.assertions.clone();
        count_as_additional(&mut assertions);
        Self {
            node: schema.node,
            assertions: Rc::new(assertions),
            annotations: Rc::new(schema.annotations.clone()),
            contradictory: schema.contradictory,
            null_within: schema.assertions.nullable,
        }
    }
}

/// Once all parts are merged, `unevaluatedProperties` is about the members that `additionalProperties` would
/// be about, unless one of the parts has that.
fn count_as_additional(assertions: &mut Assertions<'_>) {
    let unevaluated = std::mem::take(&mut assertions.unevaluated);
    // The branches of a union have members that are evaluated as well, and so have the schemas of conditions.
    let has_conditions = assertions
        .unchecked
        .iter()
        .any(|(key, _)| matches!(*key, "if" | "dependentSchemas"));
    let is_open = match unevaluated {
        Additional::Forbidden => assertions.branches().is_empty(),
        _ => !has_conditions,
    };
    if assertions.additional == Additional::Absent && is_open {
        assertions.additional = unevaluated;
    }
}

/// The target of `$ref`, then the branches of `allOf`.
fn parts(assertions: &Assertions<'_>) -> Vec<SchemaId> {
    let all_of = assertions.all_of.iter();
    assertions.reference.iter().chain(all_of).copied().collect()
}

/// Whether a schema asserts nothing that would change the type of its parts, which may have the `type` next to them.
fn leaves_parts(assertions: &Assertions<'_>, have_type: bool) -> bool {
    assertions.is_only(|rest| {
        rest.reference = None;
        rest.all_of.clear();
        rest.nullable = false;
        if have_type {
            rest.kinds.clear();
        }
        if !matches!(rest.additional, Additional::Schema(_)) {
            rest.additional = Additional::Absent;
        }
        if !matches!(rest.unevaluated, Additional::Schema(_)) {
            rest.unevaluated = Additional::Absent;
        }
        rest.content = Default::default();
        rest.bounds.clear();
        rest.unchecked.clear();
    })
}

/// Whether a schema asserts only what its one part does, null aside.
fn is_reference(assertions: &Assertions<'_>) -> bool {
    assertions.is_only(|rest| {
        rest.reference = None;
        rest.all_of.clear();
        rest.nullable = false;
    })
}

/// Shares the assertions unless null makes a difference.
fn with_null<'s>(assertions: &Rc<Assertions<'s>>, nullable: bool) -> Rc<Assertions<'s>> {
    let mut assertions = assertions.clone();
    if assertions.nullable != nullable {
        Rc::make_mut(&mut assertions).nullable = nullable;
    }
    assertions
}

/// Shares the annotations unless the schema adds its own.
fn annotated<'s>(own: &Annotations<'s>, part: &Rc<Annotations<'s>>) -> Rc<Annotations<'s>> {
    if *own == Annotations::default() {
        return part.clone();
    }
    let mut annotations = own.clone();
    annotations.add(part);
    Rc::new(annotations)
}

/// Whether a part says nothing about types, and so nothing about null: `{ required: [a] }`.
fn leaves_types_open(assertions: &Assertions<'_>) -> bool {
    assertions.kinds.is_empty()
        && assertions.values.is_none()
        && assertions.constant.is_none()
        && assertions.branches().is_empty()
}
