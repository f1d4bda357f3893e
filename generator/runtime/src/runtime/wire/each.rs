//! Lists that are taken as anything that gives their items one after the other.

/// A list of what becomes its items: `["a", "b"]` of texts.
pub(crate) fn each<T>(given: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    given.into_iter().map(Into::into).collect()
}
