//! Overlay documents (OpenAPI Overlay 1.0 and 1.1): actions that change the description before
//! anything reads it.

use super::json_path::{Query, Step};
use super::{Node, Value};

/// What is wrong with an overlay, and at which of its nodes.
#[derive(Debug, Clone)]
pub(crate) struct Complaint {
    pub node: Node,
    pub problem: Problem,
}

/// What can be wrong with an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is not an overlay, or not of a version that is read.
    Unusable(String),
    /// An action has a key that an action does not have.
    UnknownKey(String),
    /// An action matches nothing.
    NoMatch(Option<Lacking>),
}

/// The name in a JSONPath that leads to nothing, and the names that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lacking {
    pub name: String,
    pub known: Vec<String>,
}

/// For how many actions that match nothing the names are kept that would: with many, the paths are wrong in another way.
const MAX_SUGGESTIONS: usize = 20;

/// What an action may have.
pub(crate) const ACTION: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// Applies the actions of an overlay, in their order.
pub(super) fn apply(overlay: &Node, document: &mut Node) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut suggestions = MAX_SUGGESTIONS;
    let mut complain = |node: &Node, problem: Problem| {
        let node = node.clone();
        complaints.push(Complaint { node, problem });
    };
    match overlay.get("overlay").and_then(Node::as_str) {
        Some(version) if version.starts_with("1.") => {}
        Some(version) => {
            let at = overlay.get("overlay").unwrap_or(overlay);
            complain(
                at,
                Problem::Unusable(format!(
                    "Overlay {version} is not a version that is read: expected 1.0 or 1.1"
                )),
            );
            return complaints;
        }
        None => {
            complain(
                overlay,
                Problem::Unusable(
                    "an overlay begins with its version, such as `overlay: 1.0.0`".to_owned(),
                ),
            );
            return complaints;
        }
    }
    let actions = match overlay.get("actions").map(|node| (node, node.as_array())) {
        Some((_, Some(actions))) => actions,
        Some((node, None)) => {
            complain(
                node,
                Problem::Unusable(format!("expected a list of actions, found {}", node.kind())),
            );
            return complaints;
        }
        None => {
            complain(
                overlay,
                Problem::Unusable("an overlay has a list of `actions`".to_owned()),
            );
            return complaints;
        }
    };
    for action in actions {
        let target = match action.get("target").map(|node| (node, node.as_str())) {
            Some((node, Some(_))) => node,
            _ => {
                complain(
                    action,
                    Problem::Unusable("an action has a `target`, a JSONPath".to_owned()),
                );
                continue;
            }
        };
        let query = match query(target) {
            Ok(query) => query,
            Err(problem) => {
                complain(target, problem);
                continue;
            }
        };
        // A query selects in the order of its selectors, and what several of them select more than once.
        let mut places = query.select(document);
        places.sort();
        places.dedup();
        if places.is_empty() {
            complain(
                target,
                Problem::NoMatch(lacking(&query, document, &mut suggestions)),
            );
        }
        let copied = match action.get("copy") {
            None => None,
            Some(source) => match copied(source, document, &mut suggestions) {
                Ok(node) => Some(node),
                Err(problem) => {
                    complain(source, problem);
                    continue;
                }
            },
        };
        let remove = action
            .get("remove")
            .is_some_and(|node| node.value == Value::Bool(true));
        if let Some((at, problem)) = without_effect(action, remove) {
            complain(at, problem);
        }
        // From the last to the first, so that removing one does not move the others.
        for place in places.iter().rev() {
            if remove {
                remove_at(document, place);
                continue;
            }
            let Some(target) = at(document, place) else {
                continue;
            };
            for update in copied.iter().chain(action.get("update")) {
                merge(target, update);
            }
        }
    }
    complaints
}

/// An action that changes nothing wherever it applies, which is hardly meant; and the node that tells so.
fn without_effect(action: &Node, remove: bool) -> Option<(&Node, Problem)> {
    let mut members = action.as_object().into_iter().flatten();
    let unknown = |key: &str| !ACTION.contains(&key) && !key.starts_with("x-");
    if let Some((key, node)) = members.find(|(key, _)| unknown(key)) {
        return Some((node, Problem::UnknownKey(key.clone())));
    }
    let changes = remove || action.get("update").is_some() || action.get("copy").is_some();
    (!changes).then(|| {
        let message = "an action has an `update`, a `copy` or `remove: true`";
        (action, Problem::Unusable(message.to_owned()))
    })
}

fn query(path: &Node) -> Result<Query, Problem> {
    let text = path.as_str().unwrap_or_default();
    Query::parse(text)
        .map_err(|why| Problem::Unusable(format!("`{text}` is not a JSONPath: {why}")))
}

/// What `copy` names: one node.
fn copied(path: &Node, document: &mut Node, suggestions: &mut usize) -> Result<Node, Problem> {
    let query = query(path)?;
    let copied = match &query.select(document)[..] {
        [place] => at(document, place).cloned(),
        _ => None,
    };
    copied.ok_or_else(|| Problem::NoMatch(lacking(&query, document, suggestions)))
}

/// Which name of a query leads to nothing.
fn lacking(query: &Query, document: &Node, suggestions: &mut usize) -> Option<Lacking> {
    let (name, parent) = query.lacking(document)?;
    *suggestions = suggestions.checked_sub(1)?;
    let known = parent.as_object().into_iter().flatten();
    Some(Lacking {
        name: name.to_owned(),
        known: known.map(|(key, _)| key.clone()).collect(),
    })
}

fn at<'n>(node: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps
        .iter()
        .try_fold(node, |node, step| match (&mut node.value, step) {
            (Value::Object(members), Step::Key(key)) => members.get_mut(key),
            (Value::Array(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
}

fn remove_at(document: &mut Node, steps: &[Step]) {
    let Some((last, parents)) = steps.split_last() else {
        return;
    };
    let Some(parent) = at(document, parents) else {
        return;
    };
    match (&mut parent.value, last) {
        (Value::Object(members), Step::Key(key)) => drop(members.shift_remove(key)),
        (Value::Array(items), Step::Index(index)) if *index < items.len() => {
            drop(items.remove(*index))
        }
        _ => {}
    }
}

/// Objects are merged member by member, arrays grow, anything else is replaced (Overlay 1.0 §4.4.3).
fn merge(target: &mut Node, update: &Node) {
    match (&mut target.value, &update.value) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member) => merge(member, update),
                    None => drop(members.insert(key.clone(), update.clone())),
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), _) => items.push(update.clone()),
        _ => *target = update.clone(),
    }
}
