//! Null among the items of a list, which has no text.

/// The fault of a list with null among its items.
pub(crate) fn null_item(name: &str) -> String {
    format!("expected items for `{name}` that can be sent, found null, which has no text")
}
