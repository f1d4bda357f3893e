//! Parts of multipart bodies that are files.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, PartPlace};
use crate::runtime::calls::multipart_upload::part_of;
use crate::runtime::calls::upload::Upload;

impl Call {
    /// Sets a part to a file, in place of what the part was. `content_types` are those that the
    /// description has for it.
    pub fn part_file(
        self,
        place: impl Into<PartPlace>,
        file: impl Into<Upload>,
        content_types: &'static [&'static str],
    ) -> Self {
        let place: PartPlace = place.into();
        let part = part_of(&place, file.into(), content_types);
        self.set(|parts| Multipart::put(parts, &place, part.map(|part| vec![part])))
    }
}
