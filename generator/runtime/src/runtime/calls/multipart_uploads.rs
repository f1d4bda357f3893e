//! Multipart bodies whose parts the description does not name.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sends parts by the names that the caller gives them.
    pub fn part_uploads(
        self,
        media: &'static str,
        parts: impl Into<Vec<(String, Upload)>>,
    ) -> Self {
        let parts: Vec<(String, Upload)> = parts.into();
        let mut call = self.multipart(media);
        for (name, upload) in parts {
            call = call.part_file(name, upload, &[]);
        }
        call
    }
}
