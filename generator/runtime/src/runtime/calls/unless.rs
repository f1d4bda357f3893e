//! Calls that ask for a stream by a boolean, where the answer is not read as one.

use crate::runtime::calls::call::{Call, Parts};

impl Call {
    /// Refuses to be sent while a boolean is true. It asks for a stream, which another `method` of the
    /// request reads.
    pub fn unless(
        self,
        is_true: fn(&Parts, &str) -> bool,
        name: &'static str,
        method: &'static str,
    ) -> Self {
        match is_true(self.parts(), name) {
            false => self,
            true => self.set(|parts| {
                parts.refuse(format!(
                    "`{name}` is true, which asks for a stream: read it by `.{method}()`, or set \
                     `{name}` to false"
                ));
            }),
        }
    }
}
