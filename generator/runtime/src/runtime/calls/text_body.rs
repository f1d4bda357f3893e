//! Bodies that are plain text.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;

use crate::runtime::calls::call::Call;

impl Call {
    /// Sends a text in UTF-8 under this media type.
    pub fn text(self, media_type: &'static str, body: impl Into<String>) -> Self {
        let body: String = body.into();
        self.set(|parts| {
            if !body.is_ascii() && !is_unicode(media_type) {
                parts.refuse(format!(
                    "expected a text of ASCII characters as {media_type}, found others: the client \
                     writes UTF-8"
                ));
            }
            let body = Bytes::from(body);
            parts.body = Some((Arc::new(body), HeaderValue::from_static(media_type)));
        })
    }
}

/// Whether UTF-8 may be written under this media type.
fn is_unicode(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    let Some((_, charset)) = media_type.split_once("charset=") else {
        return true;
    };
    let charset = charset.trim_start_matches('"');
    charset.starts_with("utf-8") || charset.starts_with("utf8")
}
