//! Which operation a finding is about: by its place, for messages that do not name it.

use std::fmt;

use crate::source::{Node, Place, Sources, Step};

/// An operation of the description.
pub(super) struct Operation<'s> {
    method: &'s str,
    path: &'s str,
    id: Option<&'s str>,
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl<'s> Operation<'s> {
    /// The operation that contains a place, where that is below `paths` of the description.
    pub fn at(place: Place, sources: &'s Sources) -> Option<Self> {
        let steps = sources.steps(place);
        let [
            Step::Root(0),
            Step::Key(paths),
            Step::Key(path),
            Step::Key(method),
            ..,
        ] = steps[..]
        else {
            return None;
        };
        if paths != "paths" || !METHODS.contains(&method.as_str()) {
            return None;
        }
        let item = sources.root().ok()?.get("paths")?.get(path)?;
        let id = item
            .get(method)
            .and_then(|operation| operation.get("operationId"));
        let id = id.and_then(Node::as_str);
        Some(Self { method, path, id })
    }

    /// `GET /jobs`
    pub fn method_and_path(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// What a message may call it.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let names = [self.id.map(str::to_owned), Some(self.path.to_owned())];
        names.into_iter().flatten().map(|name| format!("`{name}`"))
    }
}

impl fmt::Display for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id {
            Some(id) => write!(f, "in the operation `{id}`, `{}`", self.method_and_path()),
            None => write!(f, "in the operation `{}`", self.method_and_path()),
        }
    }
}
