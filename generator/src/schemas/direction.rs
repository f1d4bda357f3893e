//! What is sent and what comes back: which schemas are part of requests, which are part of answers,
//! and which of those that are part of both differ in the two (`readOnly`, `writeOnly`).

use std::collections::HashSet;

use crate::openapi::{Annotations, Assertions, Operation, PathItem, SchemaId, Schemas};

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    /// From the client, as an argument or a body.
    Sent,
    /// To the client, as an answer or the payload of a webhook.
    Received,
}

impl Direction {
    /// Whether values that travel this way have a member: answers have none that is `writeOnly`, and requests none that
    /// is `readOnly`.
    pub fn has(self, member: &Annotations<'_>) -> bool {
        match self {
            Self::Sent => !member.read_only,
            Self::Received => !member.write_only,
        }
    }
}

/// Which schemas are used in which direction. All empty when nothing differs.
#[derive(Debug, Default)]
pub(super) struct Directions {
    sent: HashSet<SchemaId>,
    received: HashSet<SchemaId>,
    /// Schemas with a `readOnly` or `writeOnly` member, at any depth.
    differing: HashSet<SchemaId>,
}

impl Directions {
    /// Collects the directions from every operation.
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

    /// A schema that was made of others is used where they are.
    pub fn learn(&mut self, made: SchemaId, assertions: &Assertions<'_>) {
        if self.differing.is_empty() {
            return;
        }
        for set in [&mut self.differing, &mut self.sent, &mut self.received] {
            if assertions.subschemas().any(|part| set.contains(&part)) {
                set.insert(made);
            }
        }
    }

    /// Whether requests and answers both use a schema and it differs in the two.
    pub fn differ(&self, id: SchemaId) -> bool {
        let Self {
            sent,
            received,
            differing,
        } = self;
        differing.contains(&id) && sent.contains(&id) && received.contains(&id)
    }

    /// The direction in which values of a schema travel; `None` where it makes no difference or is not known.
    pub fn only_direction(&self, id: SchemaId, used: Direction) -> Option<Direction> {
        if self.differ(id) {
            return Some(used);
        }
        let mut directions = [Direction::Sent, Direction::Received].into_iter();
        let direction = directions.find(|direction| self.is_used(id, *direction));
        self.that_matters(id, direction)
    }

    /// A direction, where a schema differs by it.
    pub fn that_matters(&self, id: SchemaId, direction: Option<Direction>) -> Option<Direction> {
        direction.filter(|_| self.differing.contains(&id))
    }

    /// Whether a schema is part of a direction; known only where schemas differ.
    pub fn is_used(&self, id: SchemaId, direction: Direction) -> bool {
        match direction {
            Direction::Sent => self.sent.contains(&id),
            Direction::Received => self.received.contains(&id),
        }
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
    content.flat_map(|media| media.schema.into_iter().chain(media.item_schema))
}

/// These schemas and all their subschemas.
fn reached(schemas: &Schemas<'_>, mut open: Vec<SchemaId>) -> HashSet<SchemaId> {
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(schemas[id].assertions.subschemas());
            open.extend(schemas[id].annotations.content_schema);
        }
    }
    found
}

/// The schemas with a member of one direction alone, and all schemas that refer to them.
fn differing(schemas: &Schemas<'_>) -> HashSet<SchemaId> {
    let one_way = |id: &SchemaId| schemas.says(*id, |about| about.read_only || about.write_only);
    let holders: Vec<SchemaId> = schemas
        .ids()
        .filter(|id| schemas[*id].assertions.properties.values().any(one_way))
        .collect();
    if holders.is_empty() {
        return HashSet::new();
    }
    let mut leads_from: Vec<Vec<SchemaId>> = vec![Vec::new(); schemas.len()];
    for id in schemas.ids() {
        for part in schemas[id].assertions.subschemas() {
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
