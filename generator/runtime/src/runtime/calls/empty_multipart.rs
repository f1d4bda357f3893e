//! Multipart bodies that are sent even without a part.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::Multipart;

impl Call {
    /// Makes the body a multipart one of this media type, which is sent even when no part is set.
    pub fn multipart(self, media_type: &'static str) -> Self {
        self.set(|parts| {
            Multipart::change(parts, |multipart| {
                multipart.media_type = media_type;
                multipart.is_required = true;
            });
        })
    }
}
