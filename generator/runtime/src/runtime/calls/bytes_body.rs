//! Bodies of bytes, of any media type.

use std::sync::Arc;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sends bytes as they are read, under this media type or, where it is a range such as `image/*`,
    /// under one of that range.
    pub fn bytes(self, media_type: &'static str, body: impl Into<Upload>) -> Self {
        let body: Upload = body.into();
        let media_type = body.media_type(&[media_type]);
        self.set(|parts| match media_type {
            Ok(media_type) => parts.body = Some((Arc::new(body), media_type)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
