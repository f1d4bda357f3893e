//! The encoding of forms.

use crate::runtime::http::encode::encode;

/// Encodes a text for `application/x-www-form-urlencoded`: a space is `+`, as browsers write it.
pub(crate) fn form_encode(text: &str) -> String {
    encode(text).replace("%20", "+")
}
