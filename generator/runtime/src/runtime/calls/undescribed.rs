//! Fields and parts of bodies that the description does not name.

use indexmap::IndexMap;

/// What may be sent: nothing that has the name of a described one.
pub(crate) fn undescribed<T>(
    described: &[&str],
    values: impl Into<IndexMap<String, T>>,
) -> IndexMap<String, T> {
    let mut values = values.into();
    values.retain(|name, _| !described.contains(&name.as_str()));
    values
}
