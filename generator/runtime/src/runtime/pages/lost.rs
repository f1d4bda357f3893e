//! The error of lists that go on nowhere.

/// There is more, but no cursor.
pub(crate) const LOST: &str = "expected a cursor for the next page, found none";
