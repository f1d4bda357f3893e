//! Ways out that are overlays: takes what would be right at a place, gives an Overlay document
//! that a user can save as it is printed. Knows nothing of what the keys mean.

use std::fmt::Write as _;

use crate::source::{Node, Place, Sources, Step};

/// What would make a finding go away.
#[derive(Debug)]
pub(crate) enum Mend<'n> {
    /// Another string at a place.
    Replace(&'n Node, String),
    /// Nothing at a place.
    Remove(&'n Node),
    /// The same value under another key.
    Rename(&'n Node, &'n str),
    /// More members in an object, as YAML.
    Merge(&'n Node, String),
    /// More members at the root of the document, as YAML.
    Root(String),
}

/// The longest value that is worth repeating under another key.
const MAX_VALUE: usize = 200;

impl Mend<'_> {
    /// The overlay that does so; `None` for a place that no overlay reaches, since overlays apply
    /// to the root document alone.
    pub fn overlay(&self, title: &str, sources: &Sources) -> Option<String> {
        let mut actions = String::new();
        match self {
            Self::Replace(node, text) => {
                let value = quoted(text);
                match sources.steps(node.place).as_slice() {
                    [parents @ .., Step::Key(key)] => {
                        let update = format!("{{ {}: {value} }}", member(key));
                        action(&mut actions, &path(parents)?, "update", &update);
                    }
                    steps => action(&mut actions, &path(steps)?, "update", &value),
                }
            }
            Self::Remove(node) => remove(&mut actions, node.place, sources)?,
            Self::Rename(node, key) => {
                let steps = sources.steps(node.place);
                let (_, parents) = steps.split_last()?;
                let value = node.to_string();
                if value.len() > MAX_VALUE {
                    return None;
                }
                let update = format!("{{ {}: {value} }}", member(key));
                action(&mut actions, &path(parents)?, "update", &update);
                remove(&mut actions, node.place, sources)?;
            }
            Self::Merge(node, update) => {
                let steps = sources.steps(node.place);
                action(&mut actions, &path(&steps)?, "update", update);
            }
            Self::Root(update) => action(&mut actions, "$", "update", update),
        }
        let title = quoted(title);
        Some(document(&title, &actions))
    }

    /// The item of a list that the overlay removes.
    pub fn removed_item(&self, sources: &Sources) -> Option<Place> {
        let Self::Remove(Node { place, .. }) = self else {
            return None;
        };
        let steps = sources.steps(*place);
        matches!(steps.last(), Some(Step::Index(_))).then_some(*place)
    }
}

/// The head of an overlay, before its actions.
pub(super) const ACTIONS: &str = "\nactions:\n";

/// An overlay with that title and these actions, as YAML.
pub(super) fn document(title: &str, actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{ title: {title}, version: 1.0.0 }}{ACTIONS}{actions}")
}

/// A string as JSON and YAML quote it.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn remove(actions: &mut String, place: Place, sources: &Sources) -> Option<()> {
    action(actions, &path(&sources.steps(place))?, "remove", "true");
    Some(())
}

fn action(actions: &mut String, target: &str, key: &str, value: &str) {
    let target = scalar(target);
    let _ = writeln!(actions, "  - target: {target}\n    {key}: {value}");
}

/// A JSONPath (RFC 9535 §2.7: a normalized path, but for the names that need no brackets).
fn path(steps: &[&Step]) -> Option<String> {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Root(0) => path.push('$'),
            Step::Root(_) => return None,
            Step::Index(index) => {
                let _ = write!(path, "[{index}]");
            }
            Step::Key(key) if is_word(key) => {
                let _ = write!(path, ".{key}");
            }
            Step::Key(key) => {
                let text = quoted(key);
                let text = text[1..text.len() - 1]
                    .replace("\\\"", "\"")
                    .replace('\'', "\\'");
                let _ = write!(path, "['{text}']");
            }
        }
    }
    Some(path)
}

fn is_word(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A JSONPath as a YAML scalar: plain when that is safe, else in double quotes as JSON has them.
fn scalar(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "$._-/{}[]'*".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        quoted(path)
    }
}

/// The key of a member, quoted as JSON does unless it is a word that YAML reads as nothing else.
fn member(key: &str) -> String {
    let mut letters = key.strip_prefix('$').unwrap_or(key).chars();
    let other = [
        "", "y", "n", "no", "on", "off", "yes", "true", "false", "null",
    ];
    if letters.all(|c| c.is_ascii_alphabetic()) && !other.contains(&&*key.to_lowercase()) {
        key.to_owned()
    } else {
        quoted(key)
    }
}
