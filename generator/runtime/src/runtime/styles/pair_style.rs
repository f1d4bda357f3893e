//! The styles that give pairs, for a query, a cookie or a form.

use crate::runtime::styles::parameter::Parameter;

/// Writes a value as pairs: the name as it is, the value encoded.
pub(crate) type PairStyle = fn(&Parameter<'_>) -> Result<Vec<(String, String)>, String>;
