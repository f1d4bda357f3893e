//! Path parameters: a value becomes exactly one segment, or a part of one, or the call is refused.

use std::fmt::Display;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::template::fill;
use crate::runtime::http::encode::encode_onto;

impl Call {
    /// Fills the next `{…}` of the path, in the order of the template.
    ///
    /// Everything but RFC 3986's unreserved characters is encoded, so that a value can neither end
    /// its segment nor the path.
    pub fn path<T: Display>(self, value: impl Into<T>) -> Self {
        let value: T = value.into();
        self.set(|parts| fill(parts, |path| encode_onto(path, value)))
    }
}
