//! Path parameters that are not one plain text.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::template::fill;
use crate::runtime::http::encode::encode;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::text_style::TextStyle;

impl Call {
    /// Fills the next `{…}` of the path, which is called `name`, with a value in a style.
    ///
    /// The rules of [`path`](Self::path) hold: a value never adds a segment.
    pub fn path_as<T: Serialize>(
        self,
        name: &'static str,
        style: TextStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let text = Parameter::of(name, &value, encode).and_then(|parameter| style(&parameter));
        self.set(|parts| match text {
            Ok(text) => fill(parts, |path| path.push_str(&text.unwrap_or_default())),
            Err(fault) => parts.refuse(fault),
        })
    }
}
