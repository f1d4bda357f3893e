//! `allowEmptyValue`: a query parameter that is sent without a value.

use crate::runtime::calls::call::{Call, Sent};

impl Call {
    /// Sends `name=` when the parameter of that name was set to null or to something empty.
    pub fn or_empty(self, name: &'static str) -> Self {
        self.set(|parts| {
            let is_empty = |sent: &Sent| matches!(sent, Sent::Pairs(pairs) if pairs.is_empty());
            for (known, sent) in &mut parts.query {
                if known == name && is_empty(sent) {
                    *sent = Sent::Value(String::new());
                }
            }
        })
    }
}
