//! Fields of forms whose reserved characters are sent as they are.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::reserved::keep_triplets;

/// What is encoded: `&`, `=` and `+`, by which forms are read, and what no URL may hold.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

impl Call {
    /// Sets a field of the form in a style.
    pub fn reserved_field<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let encode = |text: &str| keep_triplets(text, ENCODED);
        let pairs = Parameter::of(name, &value, encode).and_then(|parameter| style(&parameter));
        match pairs {
            Ok(pairs) => {
                let pairs = pairs.into_iter();
                let pairs = pairs.map(|(name, value)| (form_encode(&name), value));
                self.form_pairs(name, pairs.collect())
            }
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
