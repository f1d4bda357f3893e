//! The name that an answer gives a file: `filename` and `filename*` of `Content-Disposition` (RFC 6266).

use http::header::{CONTENT_DISPOSITION, HeaderMap};
use percent_encoding::percent_decode_str;

/// The name of the file, without the folders that may stand before it: they are the server's, and a
/// caller's must not depend on them.
pub(super) fn read(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_DISPOSITION)?;
    let text = String::from_utf8_lossy(value.as_bytes());
    let (mut plain, mut extended) = (None, None);
    let mut rest = &*text;
    while let Some((_, after)) = rest.split_once(';') {
        let Some((name, value)) = after.split_once('=') else {
            break;
        };
        let (value, after) = value_of(value.trim_start());
        match name.trim().to_ascii_lowercase().as_str() {
            "filename*" => extended = extended.or_else(|| decoded(&value)),
            "filename" => plain = plain.or(Some(value)),
            _ => {}
        }
        rest = after;
    }
    let name = extended.or(plain)?;
    let name = name.rsplit(['/', '\\']).next()?.trim();
    let is_name = !matches!(name, "" | "." | "..") && !name.contains(char::is_control);
    is_name.then(|| name.to_owned())
}

/// A value, a token or a quoted string, and what follows it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

/// `UTF-8''na%C3%AFve.txt` (RFC 8187).
fn decoded(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decode_str(text);
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => Some(bytes.decode_utf8().ok()?.into_owned()),
        "iso-8859-1" => Some(bytes.map(char::from).collect()),
        _ => None,
    }
}
