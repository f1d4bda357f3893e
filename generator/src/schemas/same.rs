//! Schemas that say the same in another order.

use crate::source::{Node, Object, Value};

/// The keywords whose values are sets of schemas.
const BRANCHES: [&str; 2] = ["anyOf", "oneOf"];
/// The keywords whose values are sets of plain values.
const SETS: [&str; 3] = ["enum", "required", "type"];
/// The keywords whose values are values of the API.
const LITERALS: [&str; 4] = ["const", "default", "example", "examples"];

/// Whether two schemas say the same, word for word, in whatever order their keys and the members of sets are.
pub(crate) fn say_the_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Object(ours), Value::Object(theirs)) => are_the_same_object(ours, theirs),
        (Value::Array(ours), Value::Array(theirs)) => {
            let mut pairs = ours.iter().zip(theirs);
            ours.len() == theirs.len() && pairs.all(|(one, other)| say_the_same(one, other))
        }
        _ => one == other,
    }
}

fn are_the_same_object(ours: &Object, theirs: &Object) -> bool {
    // Beside the names of values their order says which is which.
    let is_ordered = ours.keys().any(|key| key.starts_with("x-enum"));
    ours.len() == theirs.len()
        && ours.iter().all(|(key, one)| {
            let key = key.as_str();
            let Some(other) = theirs.get(key) else {
                return false;
            };
            match (one.as_array(), other.as_array()) {
                _ if LITERALS.contains(&key) || key == "enum" && is_ordered => one == other,
                (Some(ours), Some(theirs)) if BRANCHES.contains(&key) => are_paired(ours, theirs),
                (Some(ours), Some(theirs)) if SETS.contains(&key) => sorted(ours) == sorted(theirs),
                _ => say_the_same(one, other),
            }
        })
}

/// Whether each schema of one set is one of the other. Most are in the same order, so that is tried first.
fn are_paired(ours: &[Node], theirs: &[Node]) -> bool {
    let mut open: Vec<&Node> = theirs.iter().collect();
    ours.len() == theirs.len()
        && ours.iter().all(|one| {
            let found = open.iter().position(|other| say_the_same(one, other));
            found.map(|index| open.remove(index)).is_some()
        })
}

/// The texts of values, in an order of their own.
fn sorted(values: &[Node]) -> Vec<String> {
    let mut texts: Vec<String> = values.iter().map(Node::to_string).collect();
    texts.sort();
    texts
}

#[cfg(test)]
mod tests;
