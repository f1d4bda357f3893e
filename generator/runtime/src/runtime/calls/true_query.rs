//! Booleans that are query parameters.

use crate::runtime::calls::call::{Parts, Sent};

/// Whether a query parameter is true.
pub(crate) fn query_is_true(parts: &Parts, name: &str) -> bool {
    let mut query = parts.query.iter();
    query.any(|(known, sent)| match sent {
        Sent::Value(value) => known == name && value == "true",
        Sent::Pairs(pairs) => pairs
            .iter()
            .any(|(key, value)| key == name && value == "true"),
        Sent::Whole(_) => false,
    })
}
