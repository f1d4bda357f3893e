//! Files in multipart bodies that the caller names, since the description does not.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sends files as parts of the names that they are given with. What has the name of a described part is
    /// not sent. One without the name of a file is a text, unless it has a media type (RFC 7578 §4.4).
    pub fn part_uploads(self, described: &[&str], files: impl Into<Vec<(String, Upload)>>) -> Self {
        let mut files: Vec<(String, Upload)> = files.into();
        files.retain(|(name, _)| !described.contains(&name.as_str()));
        let files = files.into_iter();
        let files = files.map(|(name, file)| {
            let has_media_type = file.content_type.is_some();
            let mut part = part_of(&name.into(), file, &[])?;
            if part.file_name.is_none() && !has_media_type {
                part.content_type = None;
            }
            Ok(part)
        });
        let files: Result<Vec<Part>, String> = files.collect();
        self.set(|parts| Multipart::put(parts, &PartPlace::from(""), files))
    }
}
