//! `allowReserved`: the reserved characters of RFC 3986 and triplets such as `%2F` are sent as they
//! are (RFC 6570 §3.2.3), as far as their place lets them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded wherever the value is: all but the unreserved characters (RFC 3986 §2.3) and
/// the reserved ones that end nothing.
pub(crate) const ENCODED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Encodes a text, but for triplets and the characters that are not in the set.
pub(crate) fn keep_triplets(text: &str, encoded: &'static AsciiSet) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        written.extend(utf8_percent_encode(before, encoded));
        let digits = after.as_bytes().get(1..3);
        let is_triplet = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let (sign, others) = after.split_at(if is_triplet { 3 } else { 1 });
        written.push_str(if is_triplet { sign } else { "%25" });
        rest = others;
    }
    written.extend(utf8_percent_encode(rest, encoded));
    written
}
