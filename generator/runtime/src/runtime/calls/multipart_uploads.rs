//! Files in multipart bodies that the caller names, since the description does not.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sends files as parts of the names that they are given with.
    pub fn part_uploads(self, files: impl Into<Vec<(String, Upload)>>) -> Self {
        let files: Vec<(String, Upload)> = files.into();
        let files = files.into_iter();
        let files = files.map(|(name, file)| part_of(&name.into(), file, &[]));
        let files: Result<Vec<Part>, String> = files.collect();
        self.set(|parts| Multipart::put(parts, &PartPlace::from(""), files))
    }
}
