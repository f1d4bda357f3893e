//! Types of other crates that are used for strings with a `format`.

use std::collections::{BTreeMap, BTreeSet};

/// The types of other crates that the settings of a client name.
#[derive(Debug, Default)]
pub(crate) struct Foreign {
    /// Format → path.
    pub paths: BTreeMap<String, String>,
    /// The formats that have a type and that no schema has.
    pub unused: Vec<UnusedFormat>,
}

impl Foreign {
    /// Their paths, each once.
    pub fn types(&self) -> BTreeSet<&str> {
        self.paths.values().map(String::as_str).collect()
    }
}

/// The crate that has what a path names, where it is one to depend on: `uuid` of `uuid::Uuid`, none of
/// `std::net::IpAddr`.
pub fn crate_of(path: &str) -> Option<&str> {
    let (name, _) = path.split_once("::")?;
    (!["alloc", "core", "std"].contains(&name)).then_some(name)
}

/// A format that no schema has.
#[derive(Debug)]
pub(crate) struct UnusedFormat {
    pub format: String,
    /// A format of the description that is written nearly like it.
    pub near: Option<String>,
}
