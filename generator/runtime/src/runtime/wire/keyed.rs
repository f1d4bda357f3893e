//! Maps that are taken as anything that gives keys with their values.

use indexmap::IndexMap;

/// A map of what becomes its keys and values: `[("key", "value")]` of texts. Of a key that comes twice the last
/// value counts.
pub(crate) fn keyed<T>(
    given: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> IndexMap<String, T> {
    let pairs = given.into_iter();
    pairs
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}
