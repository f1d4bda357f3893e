//! Calls that ask for another media type than the first.

use http::header::{ACCEPT, HeaderValue};

use crate::runtime::calls::call::{Call, replace};

impl Call {
    /// Asks for the answer in these media types, unless the caller named others.
    pub fn accept(self, media_types: &'static str) -> Self {
        self.set(|parts| {
            if parts.headers.iter().all(|(name, _)| *name != ACCEPT) {
                let media_types = HeaderValue::from_static(media_types);
                replace(&mut parts.headers, ACCEPT, Some(media_types));
            }
        })
    }
}
