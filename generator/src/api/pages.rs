//! Lists that are read page by page.

use super::{Presence, Type, TypeId};

/// A list that goes on, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pagination {
    /// The type of one page.
    pub list: TypeId,
    /// The type of an item.
    pub item: Type,
    /// The field of the list that holds the items.
    pub items: String,
    pub next: Next,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// By the identifier of the last item.
    LastItem {
        /// The query parameter that takes the identifier.
        parameter: String,
        /// The field of an item that holds it.
        item_id: Option<FieldRef>,
        /// The field of the list that says whether there is more.
        has_more: Option<FieldRef>,
        /// The field of the list that repeats the identifier of its last item.
        last_id: Option<FieldRef>,
    },
}

/// A field by its Rust name, and whether its value may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldRef {
    pub name: String,
    pub presence: Presence,
}
