//! Which operation a finding is about: by its place, for messages that do not name it.

use std::fmt;

/// An operation of the description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation {
    /// `GET /jobs`
    pub method_and_path: String,
    /// What a message may call it: its id, and its path.
    id: Option<String>,
    path: String,
}

impl Operation {
    pub fn new(method: &str, path: &str, id: Option<&str>) -> Self {
        Self {
            method_and_path: format!("{method} {path}"),
            id: id.map(|id| format!("`{id}`")),
            path: format!("`{path}`"),
        }
    }

    /// Whether a message names it.
    pub fn is_named_in(&self, message: &str) -> bool {
        let mut names = self.id.iter().chain([&self.path]);
        names.any(|name| message.contains(name))
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id.iter().map(|id| format!("{id}, "));
        let id: String = id.collect();
        write!(f, "in the operation {id}`{}`", self.method_and_path)
    }
}
