//! Parts of multipart bodies that are files.

use std::borrow::Cow;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::Multipart;
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sets a part to a file, in place of earlier parts of this name. `content_types` are those that
    /// the description has for it.
    pub fn part_file(
        self,
        name: impl Into<Cow<'static, str>>,
        file: impl Into<Upload>,
        content_types: &'static [&'static str],
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let part = part_of(name.clone(), file.into(), content_types);
        self.set(|parts| match part {
            Ok(part) => Multipart::change(parts, |multipart| multipart.put(name, vec![part])),
            Err(fault) => parts.refuse(fault),
        })
    }
}
