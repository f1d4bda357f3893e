//! Multipart bodies of another media type than `multipart/form-data`.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::Multipart;

impl Call {
    /// Sets the media type of the multipart body, which is sent once a part is set.
    pub fn multipart_as(self, media_type: &'static str) -> Self {
        self.set(|parts| Multipart::change(parts, |multipart| multipart.media_type = media_type))
    }
}
