//! The places of nodes after an overlay. Nodes that it added are in the description now, and the elements of an array
//! after a removed one have other indices: each such node gets its new place. Messages show
//! where it was written.

use std::collections::HashMap;

use super::{Entry, Node, Place, Step, Value};

/// Gives every node below `node` its new place. `written` gets the place where its text is.
pub(super) fn settle(
    node: &mut Node,
    entries: &mut Vec<Entry>,
    written: &mut HashMap<Place, Place>,
) {
    let mut move_to = |node: &mut Node, parent: Place, step: Step| {
        let entry = &entries[node.place.0 as usize];
        if entry.parent == Some(parent) && entry.step == step {
            return;
        }
        let place = Place(entries.len() as u32);
        let text = written.get(&node.place).copied();
        written.insert(place, text.unwrap_or(node.place));
        entries.push(Entry {
            parent: Some(parent),
            step,
            mark: None,
        });
        node.place = place;
    };
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let parent = node.place;
        match &mut node.value {
            Value::Object(members) => {
                for (key, member) in members {
                    move_to(member, parent, Step::Key(key.clone()));
                    open.push(member);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    move_to(item, parent, Step::Index(index));
                    open.push(item);
                }
            }
            _ => {}
        }
    }
}
