//! The headers of a file in a multipart body.

use crate::runtime::calls::multipart::{Part, PartPlace};
use crate::runtime::calls::upload::{FileName, Upload};

/// The part that a file is. One without a name has that of the part: without any, many servers would
/// take it for a text.
///
/// # Errors
///
/// The media type of the file cannot be sent.
pub(crate) fn part_of(
    place: &PartPlace,
    file: Upload,
    content_types: &[&'static str],
) -> Result<Part, String> {
    let content_type = file.media_type(content_types)?;
    let file_name = match &file.file_name {
        FileName::Given(file_name) => Some(file_name.clone()),
        FileName::OfPart => place.key.name.clone().map(Into::into),
        FileName::No => None,
    };
    let mut part = Part::new(place, file);
    part.content_type = Some(content_type);
    part.file_name = file_name;
    Ok(part)
}
