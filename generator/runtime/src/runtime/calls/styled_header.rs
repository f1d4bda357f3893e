//! Header parameters that are not one plain text.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::text_style::TextStyle;
use crate::runtime::styles::unencoded::unencoded;

impl Call {
    /// Sets a header to a value in a style. Null, an empty list and an empty object send nothing;
    /// a text with a comma within a list or an object is refused, since a comma separates them.
    pub fn header_as<T: Serialize>(
        self,
        name: &'static str,
        style: TextStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        match unencoded(name, style, &value) {
            Ok(Some(text)) => self.header::<String>(name, text),
            Ok(None) => self.without_header(name),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
