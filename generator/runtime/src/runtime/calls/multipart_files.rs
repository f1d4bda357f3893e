//! Lists of files in multipart bodies: a part for each, all of one name.

use std::borrow::Cow;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sets the parts of this name to files, in place of earlier ones. Without a file none is sent.
    /// `content_types` are those that the description has for them.
    pub fn part_files(
        self,
        name: impl Into<Cow<'static, str>>,
        files: impl Into<Vec<Upload>>,
        content_types: &'static [&'static str],
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let files: Vec<Upload> = files.into();
        let files = files.into_iter();
        let files = files.map(|file| part_of(name.clone(), file, content_types));
        let files: Result<Vec<Part>, String> = files.collect();
        self.set(|parts| match files {
            Ok(files) => Multipart::change(parts, |multipart| multipart.put(name, files)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
