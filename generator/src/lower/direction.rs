//! What is sent and what comes back: which schemas are part of requests and which of answers, and
//! which of those that are both mean different things in the two (`readOnly`, `writeOnly`).

use std::collections::HashSet;

use super::Lowering;
use crate::openapi::{Additional, Operation, PathItem, Schema, SchemaId, Schemas};

/// Where the schemas of a description are used.
#[derive(Debug, Default)]
pub(super) struct Directions {
    sent: HashSet<SchemaId>,
    received: HashSet<SchemaId>,
    /// Those that hold, however deep, a member that only one direction has.
    differing: HashSet<SchemaId>,
}

impl Directions {
    /// Looks at every operation.
    pub fn of(schemas: &Schemas<'_>, paths: &[PathItem<'_>], webhooks: &[PathItem<'_>]) -> Self {
        let differing = differing(schemas);
        if differing.is_empty() {
            return Self::default();
        }
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for operation in paths.iter().flat_map(|item| &item.operations) {
            sent.extend(bodies(operation));
            received.extend(answers(operation));
            for called in operation.callbacks.iter().flat_map(|item| &item.operations) {
                received.extend(bodies(called));
            }
        }
        for called in webhooks.iter().flat_map(|item| &item.operations) {
            received.extend(bodies(called));
        }
        Self {
            sent: reached(schemas, sent),
            received: reached(schemas, received),
            differing,
        }
    }

    /// What a schema that was made of others has from them.
    pub fn learn(&mut self, schemas: &Schemas<'_>, made: SchemaId) {
        if self.differing.is_empty() {
            return;
        }
        for set in [&mut self.differing, &mut self.sent, &mut self.received] {
            if parts(&schemas[made]).any(|part| set.contains(&part)) {
                set.insert(made);
            }
        }
    }
}

impl Lowering<'_, '_> {
    /// Whether a request has a type of its own for this schema.
    pub(super) fn is_split(&self, id: SchemaId) -> bool {
        let directions = &self.directions;
        !directions.differing.is_empty()
            && [
                &directions.differing,
                &directions.sent,
                &directions.received,
            ]
            .iter()
            .all(|set| set.contains(&id))
    }

    /// Whether a member is part of requests.
    pub(super) fn is_sent(&self, id: SchemaId) -> bool {
        self.directions.sent.contains(&id)
    }

    /// Whether a member is part of answers.
    pub(super) fn is_received(&self, id: SchemaId) -> bool {
        self.directions.received.contains(&id)
    }
}

fn bodies(operation: &Operation<'_>) -> impl Iterator<Item = SchemaId> {
    let content = operation.body.iter().flat_map(|body| &body.content);
    content.filter_map(|media| media.schema)
}

fn answers(operation: &Operation<'_>) -> impl Iterator<Item = SchemaId> {
    let content = operation
        .responses
        .iter()
        .flat_map(|(_, answer)| &answer.content);
    content.filter_map(|media| media.schema)
}

/// These schemas and all that they lead to.
fn reached(schemas: &Schemas<'_>, mut open: Vec<SchemaId>) -> HashSet<SchemaId> {
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(parts(&schemas[id]));
        }
    }
    found
}

/// The schemas that hold a member of one direction, and all that lead to them.
fn differing(schemas: &Schemas<'_>) -> HashSet<SchemaId> {
    let one_way = |id: &SchemaId| {
        let mut schema = &schemas[*id];
        for _ in 0..8 {
            let of_parts = schema.assertions.all_of.iter().map(|part| &schemas[*part]);
            if std::iter::once(schema)
                .chain(of_parts)
                .any(|schema| schema.annotations.read_only || schema.annotations.write_only)
            {
                return true;
            }
            match schema.assertions.reference {
                Some(target) => schema = &schemas[target],
                None => break,
            }
        }
        false
    };
    let holders: Vec<SchemaId> = schemas
        .ids()
        .filter(|id| schemas[*id].assertions.properties.values().any(one_way))
        .collect();
    if holders.is_empty() {
        return HashSet::new();
    }
    let mut leads_from: Vec<Vec<SchemaId>> = vec![Vec::new(); schemas.len()];
    for id in schemas.ids() {
        for part in parts(&schemas[id]) {
            leads_from[part.index()].push(id);
        }
    }
    let mut found = HashSet::new();
    let mut open = holders;
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(&leads_from[id.index()]);
        }
    }
    found
}

/// The schemas that a schema is made of.
pub(super) fn parts(schema: &Schema<'_>) -> impl Iterator<Item = SchemaId> {
    let additional = match schema.assertions.additional {
        Additional::Schema(id) => Some(id),
        _ => None,
    };
    let patterns = schema
        .assertions
        .pattern_properties
        .iter()
        .map(|(_, id)| id);
    let ids: Vec<SchemaId> = schema
        .assertions
        .reference
        .iter()
        .chain(schema.assertions.properties.values())
        .chain(&additional)
        .chain(patterns)
        .chain(&schema.assertions.items)
        .chain(&schema.assertions.prefix_items)
        .chain(&schema.assertions.all_of)
        .chain(&schema.assertions.any_of)
        .chain(&schema.assertions.one_of)
        .copied()
        .collect();
    ids.into_iter()
}
