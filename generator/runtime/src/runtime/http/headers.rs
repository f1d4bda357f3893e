//! Headers that answers of many APIs share.

use http::header::{CONTENT_ENCODING, HeaderMap};

/// The name the API gave to a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    text(headers, "x-request-id").or_else(|| text(headers, "request-id"))
}

/// The content codings that a body is still in, such as `br` or `gzip, gzip`; `None` for a body as it is. What the
/// client decodes has none any more.
pub(crate) fn coding(headers: &HeaderMap) -> Option<String> {
    let mut codings = String::new();
    for line in headers.get_all(CONTENT_ENCODING) {
        // A line that repeats a secret is marked.
        let shown = line.to_str().ok().filter(|_| !line.is_sensitive());
        for coding in shown.unwrap_or("another text").split(',').map(str::trim) {
            if coding.is_empty() || coding.eq_ignore_ascii_case("identity") {
                continue;
            }
            let comma = if codings.is_empty() { "" } else { ", " };
            codings.extend([comma, &coding.to_ascii_lowercase()]);
        }
    }
    (!codings.is_empty()).then_some(codings)
}

/// Why a body in a content coding cannot be read.
pub(crate) fn encoded(coding: &str) -> String {
    let help = match coding {
        "gzip" => "the feature `gzip` of this crate reads it",
        _ => "only `gzip` can be read, by the feature of that name",
    };
    format!("expected a body without a content coding, found `{coding}`: {help}")
}

/// The value of a header, without white space around it, when it is readable, not empty, and repeats no
/// secret.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)
        .filter(|value| !value.is_sensitive())?
        .to_str()
        .ok()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}
