//! Unions that hold each other: a value of one is a value of the other, so that reading one by the other never ends.

use std::collections::HashMap;

use crate::openapi::{SchemaId, Schemas};

/// The circle that a schema is in, for those that are in one.
pub(super) type Circles = HashMap<SchemaId, usize>;

/// A schema on the way.
struct Step {
    id: SchemaId,
    /// The first schema on the way that can be reached from here.
    least: usize,
    next: Vec<SchemaId>,
}

/// Every circle of references and branches (Tarjan's strongly connected components), without recursion: the way may be
/// as long as the document.
pub(super) fn circles(schemas: &Schemas<'_>) -> Circles {
    let mut circles = Circles::new();
    let mut number: Vec<Option<usize>> = vec![None; schemas.len()];
    let mut is_open = vec![false; schemas.len()];
    let (mut met, mut open): (usize, Vec<SchemaId>) = (0, Vec::new());
    for start in schemas.ids() {
        let mut way: Vec<Step> = Vec::new();
        let mut entered = Some(start).filter(|id| number[id.index()].is_none());
        while entered.is_some() || !way.is_empty() {
            if let Some(id) = entered.take() {
                number[id.index()] = Some(met);
                is_open[id.index()] = true;
                open.push(id);
                way.push(Step {
                    id,
                    least: met,
                    next: same_values(schemas, id),
                });
                met += 1;
            }
            let Some(step) = way.last_mut() else {
                break;
            };
            match step.next.pop() {
                Some(next) => match number[next.index()] {
                    None => entered = Some(next),
                    Some(known) if is_open[next.index()] => step.least = step.least.min(known),
                    Some(_) => {}
                },
                None => {
                    let (id, least) = (step.id, step.least);
                    way.pop();
                    if let Some(above) = way.last_mut() {
                        above.least = above.least.min(least);
                    }
                    if number[id.index()] == Some(least) {
                        let at = open.iter().rposition(|other| *other == id);
                        let members = open.split_off(at.unwrap_or_default());
                        for member in &members {
                            is_open[member.index()] = false;
                        }
                        if members.len() > 1 || same_values(schemas, id).contains(&id) {
                            circles.extend(members.into_iter().map(|member| (member, least)));
                        }
                    }
                }
            }
        }
    }
    circles
}

/// The schemas whose values a schema has: what it refers to, its parts and its branches.
fn same_values(schemas: &Schemas<'_>, id: SchemaId) -> Vec<SchemaId> {
    let assertions = &schemas[id].assertions;
    let parts = assertions.reference.iter().chain(&assertions.all_of);
    let same = parts.chain(&assertions.any_of).chain(&assertions.one_of);
    same.copied().collect()
}
