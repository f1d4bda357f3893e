//! The same as `count`, where the description has a number that need not be whole.

/// A number as the API sends it; one that is not whole says nothing.
pub(crate) fn whole(number: f64) -> Option<u64> {
    // Every whole number below is exact, and none of an API is larger.
    let is_exact = number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number);
    is_exact.then_some(number as u64)
}
