//! Bodies that are plain text.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::charset::check;

impl Call {
    /// Sends a text in UTF-8 under this media type.
    pub fn text(self, media_type: &'static str, body: impl Into<String>) -> Self {
        let body: String = body.into();
        self.set(|parts| {
            if let Err(fault) = check(media_type, &body) {
                parts.refuse(fault);
            }
            let body = Bytes::from(body);
            parts.body = Some((Arc::new(body), HeaderValue::from_static(media_type)));
        })
    }
}
