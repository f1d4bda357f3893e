//! Fields of forms that are written in a style.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::pair_style::{PairStyle, pairs};

/// Sets a field of the form, in place of an earlier one of its name.
pub(crate) fn set<T: Serialize>(
    call: Call,
    name: &'static str,
    style: PairStyle,
    value: &T,
    encode: fn(&str) -> String,
) -> Call {
    match pairs(name, style, value, encode) {
        Ok(pairs) => {
            let pairs = pairs.into_iter();
            let pairs = pairs.map(|(name, value)| (form_encode(&name), value));
            call.form_pairs(name, pairs.collect())
        }
        Err(fault) => call.set(|parts| parts.refuse(fault)),
    }
}
