//! The name that an answer gives a file: `filename` and `filename*` of `Content-Disposition` (RFC 6266).

use http::header::{CONTENT_DISPOSITION, HeaderMap};
use percent_encoding::percent_decode_str;

use crate::runtime::http::parameters::parameters;

/// The name of the file, as it can be written on every system: the folders before it are the server's, and
/// what Windows or a shell reads as something else is replaced by `_`.
pub(super) fn read(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_DISPOSITION)?.as_bytes();
    // RFC 9110 §5.5: what is no UTF-8 was once ISO 8859-1.
    let text = match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    };
    let (mut plain, mut extended) = (None, None);
    for (name, value) in parameters(&text).1 {
        let value = value.to_string();
        if name.eq_ignore_ascii_case("filename*") {
            extended = extended.or_else(|| safe(&decoded(&value)?));
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| safe(&value));
        }
    }
    // RFC 6266 §4.3: the first of them is the better one, where it can be read.
    extended.or(plain)
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

/// A name that means nothing but a file: `_con.txt` for `../con.txt`; none where nothing is left.
fn safe(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    // Windows takes dots and spaces at the end away.
    let name = name
        .trim_start()
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let mut safe: String = name
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    // A dot hides a file, a hyphen begins an option, and a tilde a folder.
    if safe.starts_with(['.', '-', '~']) {
        safe.replace_range(..1, "_");
    }
    if is_device(&safe) {
        safe.insert(0, '_');
    }
    (!safe.is_empty()).then_some(safe)
}

/// Whether a character has no special meaning in the names of files and, between any quotes, in shells.
fn is_plain(c: char) -> bool {
    match c {
        // What changes the direction of a text makes a name look like another one.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '$' | '`' | '\'' | '!' | '%' | '&' | ';' => false,
        c => !c.is_control(),
    }
}

/// Whether Windows takes a name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    let is_numbered = |device: &str| {
        let number = stem.get(device.len()..).unwrap_or_default();
        let is_number = matches!(
            number,
            "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
        );
        is_number && stem[..device.len()].eq_ignore_ascii_case(device)
    };
    ["con", "prn", "aux", "nul"].into_iter().any(is) || ["com", "lpt"].into_iter().any(is_numbered)
}
