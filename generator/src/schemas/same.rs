//! Schemas that say the same in another order.

use crate::source::{Node, Value};

/// The keywords whose values are arrays without an order.
const SETS: [&str; 5] = ["anyOf", "enum", "oneOf", "required", "type"];

/// Whether two schemas say the same, word for word, in whatever order their keys and the members of sets are.
pub(crate) fn say_the_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(key, one)| {
                    let other = theirs.get(key);
                    other.is_some_and(|other| match SETS.contains(&key.as_str()) {
                        true => are_the_same_set(one, other),
                        false => say_the_same(one, other),
                    })
                })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            let mut pairs = ours.iter().zip(theirs);
            ours.len() == theirs.len() && pairs.all(|(one, other)| say_the_same(one, other))
        }
        _ => one == other,
    }
}

/// Whether two arrays have the same members. Most are in the same order; plain values may be many, schemas are few.
fn are_the_same_set(one: &Node, other: &Node) -> bool {
    let (Some(ours), Some(theirs)) = (one.as_array(), other.as_array()) else {
        return say_the_same(one, other);
    };
    if ours.len() != theirs.len() || say_the_same(one, other) {
        return ours.len() == theirs.len();
    }
    let [(our_schemas, our_values), (their_schemas, their_values)] = [ours, theirs].map(parted);
    let has = |all: &[&Node], member: &Node| all.iter().any(|known| say_the_same(known, member));
    our_values == their_values
        && our_schemas.iter().all(|one| has(&their_schemas, one))
        && their_schemas.iter().all(|other| has(&our_schemas, other))
}

/// The schemas of an array, and the texts of the plain values, sorted.
fn parted(all: &[Node]) -> (Vec<&Node>, Vec<String>) {
    let is_schema = |node: &&Node| node.as_object().is_some() || node.as_array().is_some();
    let (schemas, values): (Vec<&Node>, Vec<&Node>) = all.iter().partition(is_schema);
    let mut values: Vec<String> = values.into_iter().map(Node::to_string).collect();
    values.sort();
    (schemas, values)
}
