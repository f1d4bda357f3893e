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
    let actions = match actions(overlay) {
        Ok(actions) => actions,
        Err(fault) => return vec![complaint(fault)],
    };
    let mut application = Application {
        document,
        complaints: Vec::new(),
        suggestions: MAX_SUGGESTIONS,
    };
    for action in actions {
        if let Err(fault) = application.apply(action) {
            application.complaints.push(complaint(fault));
        }
    }
    application.complaints
}

/// The actions of an overlay whose version is read.
fn actions(overlay: &Node) -> Result<&[Node], Fault<'_>> {
    let version = overlay.get("overlay");
    match version.and_then(Node::as_str) {
        Some(version) if version.starts_with("1.") => {}
        Some(other) => {
            let message =
                format!("Overlay {other} is not a version that is read: expected 1.0 or 1.1");
            return Err(unusable(version.unwrap_or(overlay), message));
        }
        None => {
            let message = "an overlay begins with its version, such as `overlay: 1.0.0`";
            return Err(unusable(overlay, message));
        }
    }
    let Some(actions) = overlay.get("actions") else {
        return Err(unusable(overlay, "an overlay has a list of `actions`"));
    };
    actions.as_array().ok_or_else(|| {
        let message = format!("expected a list of actions, found {}", actions.kind());
        unusable(actions, message)
    })
}

/// The application of one overlay.
struct Application<'d> {
    document: &'d mut Node,
    complaints: Vec<Complaint>,
    /// For how many actions the names are still looked for.
    suggestions: usize,
}

impl Application<'_> {
    /// Applies an action. What keeps it from changing anything is the error; of what it lacks otherwise, it complains.
    fn apply<'o>(&mut self, action: &'o Node) -> Result<(), Fault<'o>> {
        let target = action.get("target").filter(|node| node.as_str().is_some());
        let Some(target) = target else {
            return Err(unusable(action, "an action has a `target`, a JSONPath"));
        };
        let query = query(target).map_err(|problem| (target, problem))?;
        // A query selects in the order of its selectors, and what several of them select more than once.
        let mut places = query.select(self.document);
        places.sort();
        places.dedup();
        if places.is_empty() {
            let lacking = lacking(&query, self.document, &mut self.suggestions);
            let problem = Problem::NoMatch(lacking);
            self.complaints.push(complaint((target, problem)));
        }
        let source = action.get("copy");
        let copied = source.map(|source| {
            copied(source, self.document, &mut self.suggestions)
                .map_err(|problem| (source, problem))
        });
        let copied = copied.transpose()?;
        let remove = action.get("remove");
        let remove = remove.is_some_and(|node| node.value == Value::Bool(true));
        let fault = without_effect(action, remove);
        self.complaints.extend(fault.map(complaint));
        // From the last to the first, so that removing one does not move the others.
        for place in places.iter().rev() {
            if remove {
                remove_at(self.document, place);
                continue;
            }
            let Some(target) = at(self.document, place) else {
                continue;
            };
            for update in copied.iter().chain(action.get("update")) {
                merge(target, update);
            }
        }
        Ok(())
    }
}

/// What is wrong, and at which node.
type Fault<'o> = (&'o Node, Problem);

fn complaint((node, problem): Fault<'_>) -> Complaint {
    let node = node.clone();
    Complaint { node, problem }
}

fn unusable(node: &Node, message: impl Into<String>) -> Fault<'_> {
    (node, Problem::Unusable(message.into()))
}

/// An action that changes nothing wherever it applies, which is hardly meant; and the node that tells so.
fn without_effect(action: &Node, remove: bool) -> Option<Fault<'_>> {
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
