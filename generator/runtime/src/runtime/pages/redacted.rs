//! `Debug` of pages and cursors without secrets: an API may repeat one in the URL of a next page.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;

use crate::runtime::client::Inner;

/// A value whose `Debug` shows no secret of the client, and no credential in the query of a URL.
pub(crate) struct Redacted<'a, T>(pub &'a Inner, pub T);

impl<T: fmt::Debug> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(client, value) = self;
        let text = match f.alternate() {
            true => format!("{value:#?}"),
            false => format!("{value:?}"),
        };
        f.write_str(&redacted(client, text))
    }
}

/// The text with every secret painted over, also one that is written with percent-encoding or with the
/// escapes of `Debug`.
fn redacted(client: &Inner, text: String) -> String {
    let mut text = client.redact(text.into()).into_owned();
    let names = client.api.credentials.iter();
    for name in names.filter_map(|credential| credential.query()) {
        text = without_value(&text, name);
    }
    let decoded = percent_decode_str(&text).decode_utf8_lossy();
    let unescaped = decoded.replace("\\\"", "\"").replace("\\\\", "\\");
    for plain in [&*decoded, &unescaped] {
        if let Cow::Owned(painted) = client.redact(Cow::Borrowed(plain)) {
            return painted;
        }
    }
    text
}

/// The text with the value of a query parameter painted over, wherever a URL has it.
fn without_value(text: &str, name: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['?', '&']) {
        let (before, after) = rest.split_at(at + 1);
        shown.push_str(before);
        rest = after;
        if let Some(value) = rest
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('='))
        {
            let is_end = |c: char| c.is_whitespace() || matches!(c, '&' | '#' | '"' | '\\');
            shown.push_str(name);
            shown.push_str("=[redacted]");
            rest = &value[value.find(is_end).unwrap_or(value.len())..];
        }
    }
    shown + rest
}
