//! Query parameters that are not one plain text.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::http::encode::encode;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::query;

impl Call {
    /// Sets a query parameter in a style. Null, an empty list and an empty object send nothing.
    pub fn query_as<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        query::set(self, name, style, &value, encode)
    }
}
