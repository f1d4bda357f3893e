//! The modules of the crate: one for each resource.

use super::{Docs, Operation, TypeId};

/// A module of the crate: a resource, its operations and the types that it alone uses.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The name of the file; empty at the root.
    pub name: String,
    pub docs: Docs,
    /// The type whose methods are the operations; absent where there are only types.
    pub handle: Option<Handle>,
    /// In the order of first use.
    pub types: Vec<TypeId>,
    /// Types that it shares with other modules. They have its name too, so that a type that gets a
    /// second user is still found where it was.
    pub shared: Vec<TypeId>,
    /// The features of cargo of which each brings the module; none where it is always there.
    pub features: Vec<String>,
    pub children: Vec<Module>,
}

/// The handle of a resource.
#[derive(Debug, Default)]
pub(crate) struct Handle {
    pub name: String,
    pub operations: Vec<Operation>,
}
