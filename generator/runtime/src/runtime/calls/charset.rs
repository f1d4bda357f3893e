//! Media types that name a charset: the client writes UTF-8.

/// Whether UTF-8 may be written under this media type. JSON has no other charset (RFC 8259 §8.1).
pub(crate) fn is_utf8(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    match named(&media_type) {
        Some(charset) => charset.starts_with("utf-8") || charset.starts_with("utf8"),
        None => true,
    }
}

/// Refuses a text whose bytes are another text, or none, in the charset that its media type names.
///
/// # Errors
///
/// Names the media type.
pub(crate) fn check(media_type: &str, text: &str) -> Result<(), String> {
    let media = media_type.to_ascii_lowercase();
    // All others have ASCII as it is in UTF-8.
    let is_wide = |charset: &str| {
        ["utf-16", "utf-32", "ucs"]
            .iter()
            .any(|wide| charset.starts_with(wide))
    };
    let has_ascii = named(&media).is_none_or(|charset| !is_wide(charset));
    match is_utf8(media_type) || (has_ascii && text.is_ascii()) {
        true => Ok(()),
        false => Err(format!(
            "expected a text whose bytes as {media_type} are those of UTF-8, which the client writes, found another"
        )),
    }
}

/// The charset of a media type, which is no JSON.
fn named(media_type: &str) -> Option<&str> {
    let (essence, charset) = media_type.split_once("charset=")?;
    (!essence.contains("json")).then(|| charset.trim_start_matches('"'))
}
