//! Path parameters whose reserved characters are sent as they are, `/` among them.

use percent_encoding::AsciiSet;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::template::fill;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::reserved::{ENCODED, keep_triplets};
use crate::runtime::styles::text_style::TextStyle;

/// `?` and `#`, which would end the path, are encoded, and what no path may hold (RFC 3986 §3.3).
const IN_PATH: &AsciiSet = &ENCODED.remove(b'&').remove(b'+').remove(b'=');

impl Call {
    /// Fills the next `{…}` of the path, which is called `name`, with a value in a style. A value
    /// may have several segments, none of them `.` or `..`.
    pub fn reserved_path<T: Serialize>(
        self,
        name: &'static str,
        style: TextStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let encode = |text: &str| keep_triplets(text, IN_PATH);
        let text = Parameter::of(name, &value, encode).and_then(|parameter| style(&parameter));
        self.set(|parts| match text {
            Ok(text) => fill(parts, |path| path.push_str(&text.unwrap_or_default())),
            Err(fault) => parts.refuse(fault),
        })
    }
}
