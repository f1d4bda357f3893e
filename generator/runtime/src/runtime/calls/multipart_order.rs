//! The order of the parts of multipart bodies, in whatever order they are set.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::Multipart;

impl Call {
    /// Sends parts in the order of these names, each before the parts of another name. Some servers read no part
    /// after a file.
    pub fn parts_in_order(self, names: &'static [&'static str]) -> Self {
        self.set(|parts| Multipart::change(parts, |multipart| multipart.order = names))
    }
}
