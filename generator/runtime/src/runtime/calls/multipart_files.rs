//! Lists of files in multipart bodies: a part for each.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sets the parts at this place to files, in place of earlier ones. Without a file none is sent.
    /// `content_types` are those that the description has for them.
    pub fn part_files(
        self,
        place: impl Into<PartPlace>,
        files: impl Into<Vec<Upload>>,
        content_types: &'static [&'static str],
    ) -> Self {
        let place: PartPlace = place.into();
        let files: Vec<Upload> = files.into();
        let files = files.into_iter();
        let files = files.map(|file| part_of(&place, file, content_types));
        let files: Result<Vec<Part>, String> = files.collect();
        self.set(|parts| Multipart::put(parts, &place, files))
    }
}
