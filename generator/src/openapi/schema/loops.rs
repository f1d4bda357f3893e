//! Schemas that contain themselves, so that no value of finite size could match.

use super::{SchemaId, Schemas};
use crate::diagnostic::{Code, Report};

/// Reports each loop once, at the schema it was met in first.
pub(in crate::openapi) fn report_loops(schemas: &Schemas<'_>, report: &Report<'_>) {
    let mut state = vec![State::New; schemas.len()];
    for id in schemas.ids() {
        // A stack of its own, since a chain of references may be long.
        let mut path: Vec<Step> = Vec::new();
        enter(id, false, schemas, &mut state, &mut path, report);
        while let Some(step) = path.last_mut() {
            match step.next.pop() {
                Some((next, by_value)) => {
                    enter(next, by_value, schemas, &mut state, &mut path, report);
                }
                None => {
                    state[step.id.index()] = State::Done;
                    path.pop();
                }
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Step {
    id: SchemaId,
    /// It is the value of a required property of the one before, not the same value.
    by_value: bool,
    /// What is still to be visited.
    next: Vec<(SchemaId, bool)>,
}

fn enter(
    id: SchemaId,
    by_value: bool,
    schemas: &Schemas<'_>,
    state: &mut [State],
    path: &mut Vec<Step>,
    report: &Report<'_>,
) {
    match state[id.index()] {
        State::Done => {}
        State::New => {
            state[id.index()] = State::Open;
            let next = contained(schemas, id);
            path.push(Step { id, by_value, next });
        }
        State::Open => {
            let start = path.iter().position(|step| step.id == id).unwrap_or(0);
            let round = &path[start + 1..];
            let node = schemas[id].node;
            // OpenAPI 3.0 writes `nullable: true` beside `allOf`; null is where such a loop ends.
            let ends = path[start..]
                .iter()
                .any(|step| schemas[step.id].assertions.nullable);
            if by_value || round.iter().any(|step| step.by_value) {
                if ends {
                    return;
                }
                let message = "the schema requires a value of its own kind within itself";
                let found = report.at_key(Code::Unsatisfiable, node, message).softened();
                let help = "no value has an end: leave one of the properties out of `required`";
                report.add(found.help(help));
            } else {
                let message = "the schema contains itself, so no value could ever match it";
                let last = path.last().map_or(node, |step| schemas[step.id].node);
                let found = report.at(
                    Code::CircularReference,
                    last.get("$ref").unwrap_or(node),
                    message,
                );
                report.add(found.help("remove the reference, or put it into a property"));
            }
        }
    }
}

/// The schemas that each value of a schema matches too, or has within it; and which of the two.
fn contained(schemas: &Schemas<'_>, id: SchemaId) -> Vec<(SchemaId, bool)> {
    let schema = &schemas[id];
    let same = schema
        .assertions
        .reference
        .iter()
        .chain(&schema.assertions.all_of);
    let mut next: Vec<_> = same.map(|id| (*id, false)).collect();
    // Where other types are allowed too, a value need not be an object.
    if !schema.assertions.nullable && schema.assertions.kinds.len() <= 1 {
        let required = schema.assertions.required.iter();
        let values = required.filter_map(|name| schema.assertions.properties.get(name));
        next.extend(values.map(|id| (*id, true)));
    }
    next
}
