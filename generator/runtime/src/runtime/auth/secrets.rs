//! The secrets that nothing shows: those of a client, and those that a call has in their place.

use std::borrow::Cow;
use std::sync::Arc;

use http::header::HeaderMap;

use crate::runtime::auth::credential::{Keep, redact};

/// The secrets of a client, and what a call was given in their place.
pub(crate) struct Secrets<'s> {
    pub of_client: &'s [Option<Arc<dyn Keep>>],
    pub of_call: Vec<Arc<dyn Keep>>,
}

impl Secrets<'_> {
    /// The text with every secret painted over.
    pub fn redact<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let text = redact(self.of_client, text);
        let of_call = self.of_call.iter();
        of_call.fold(text, |text, kept| kept.redact(text))
    }

    /// A body with every secret painted over, and what is no UTF-8 replaced; `None` when nothing is to be
    /// changed.
    pub fn redact_body(&self, body: &[u8]) -> Option<Vec<u8>> {
        match self.redact(String::from_utf8_lossy(body)) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text.into_bytes()),
        }
    }

    /// Marks the headers of an answer that repeat a secret, as a redirect does with a query, so that no
    /// `Debug` shows them.
    pub fn mark(&self, headers: &mut HeaderMap) {
        for kept in self.of_client.iter().flatten().chain(&self.of_call) {
            for value in headers.values_mut() {
                // Bytes that are no text may be next to the secret, and `Debug` shows both.
                if kept.is_in(&String::from_utf8_lossy(value.as_bytes())) {
                    value.set_sensitive(true);
                }
            }
        }
    }
}
