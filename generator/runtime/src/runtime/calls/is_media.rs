//! The media type of an answer, compared with a described one.

use http::header::CONTENT_TYPE;

use crate::runtime::http::parameters::parameters;
use crate::runtime::http::response::Head;

/// Whether the body has a media type, or one of a range such as `text/*`. Parameters are not compared.
pub(crate) fn is_media(head: &Head, described: &str) -> bool {
    let value = head.headers.get(CONTENT_TYPE);
    let Some(found) = value.and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let (found, _) = parameters(found);
    let (kind, subtype) = found.split_once('/').unwrap_or((found, ""));
    let (own_kind, own_subtype) = described.split_once('/').unwrap_or((described, "*"));
    let fits = |own: &str, found: &str| own == "*" || own.eq_ignore_ascii_case(found);
    fits(own_kind, kind) && fits(own_subtype, subtype)
}
