//! Fields of forms whose reserved characters are sent as they are.

use percent_encoding::AsciiSet;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form_fields;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::reserved::{ENCODED, keep_triplets};

/// `&`, `=` and `+` are encoded, since forms are read by them.
const IN_FORM: &AsciiSet = &ENCODED.remove(b'?');

impl Call {
    /// Sets a field of the form in a style.
    pub fn reserved_field<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let encode = |text: &str| keep_triplets(text, IN_FORM);
        form_fields::set(self, name, style, &value, encode)
    }
}
