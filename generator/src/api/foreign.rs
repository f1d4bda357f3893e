//! Types of other crates that are used for strings with a `format`.

use std::collections::BTreeSet;

/// The types of other crates that the settings of a client name.
#[derive(Debug, Default)]
pub(crate) struct Foreign {
    /// Their paths, each once.
    pub paths: BTreeSet<String>,
    /// The formats that have a type and that no schema has.
    pub unused: Vec<UnusedFormat>,
}

/// A format that no schema has.
#[derive(Debug)]
pub(crate) struct UnusedFormat {
    pub format: String,
    /// A format of the description that is written nearly like it.
    pub near: Option<String>,
}
