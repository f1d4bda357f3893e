//! Headers that answers of many APIs share.

use reqwest::header::HeaderMap;

/// The name the API gave to a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    text(headers, "x-request-id").or_else(|| text(headers, "request-id"))
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
