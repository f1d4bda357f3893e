//! Puts the pairs of a parameter into the query of a call.

use serde::Serialize;

use crate::runtime::calls::call::{Call, Sent};
use crate::runtime::styles::pair_style::{PairStyle, pairs};

/// Sets a parameter, in place of an earlier or a default one of its name. A value that the style
/// has no text for is remembered as the fault of the call.
pub(crate) fn set<T: Serialize>(
    call: Call,
    name: &'static str,
    style: PairStyle,
    value: &T,
    encode: fn(&str) -> String,
) -> Call {
    let pairs = pairs(name, style, value, encode);
    call.set(|parts| match pairs {
        Ok(pairs) => parts.set_query(name.into(), Sent::Pairs(pairs)),
        Err(fault) => parts.refuse(fault),
    })
}
