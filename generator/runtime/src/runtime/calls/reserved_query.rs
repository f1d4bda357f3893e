//! Query parameters whose reserved characters are sent as they are.

use percent_encoding::AsciiSet;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::query;
use crate::runtime::styles::reserved::{ENCODED, keep_triplets};

/// `#`, `&` and `+` are encoded, which would end the query or the value or be read as a space
/// (OpenAPI 3.1 §4.8.12), and what no query may hold (RFC 3986 §3.4).
const IN_QUERY: &AsciiSet = &ENCODED.remove(b'?').remove(b'=');

impl Call {
    /// Sets a query parameter in a style.
    pub fn reserved_query<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let encode = |text: &str| keep_triplets(text, IN_QUERY);
        query::set(self, name, style, &value, encode)
    }
}
