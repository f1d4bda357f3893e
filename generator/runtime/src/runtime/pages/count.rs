//! Numbers of an answer that tell where a list ends.

/// A number as the API sends it; a negative one says nothing.
pub(crate) fn count(number: impl TryInto<u64>) -> Option<u64> {
    number.try_into().ok()
}
