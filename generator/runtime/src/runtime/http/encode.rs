//! Percent-encoding for path segments and query strings: all but RFC 3986's unreserved characters.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986 §2.3's unreserved characters, so that no value is ever taken for syntax.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a value for a path segment or for a query.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Appends a value, encoded, without a text in between.
pub(crate) fn encode_onto(target: &mut String, value: impl Display) {
    // Writing to a `String` cannot fail; a `Display` that says it did has nothing more to add.
    let _ = write!(Encoder(target), "{value}");
}

struct Encoder<'a>(&'a mut String);

impl Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}
