//! `Debug` of pages and cursors without secrets: an API may repeat one in the URL of a next page.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;

use crate::runtime::client::Inner;
use crate::runtime::http::redacted_url::without_keys;

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
    let text = without_keys(&client.redact(text.into()), client);
    let decoded = percent_decode_str(&text).decode_utf8_lossy();
    let unescaped = decoded.replace("\\\"", "\"").replace("\\\\", "\\");
    for plain in [&*decoded, &unescaped] {
        if let Cow::Owned(painted) = client.redact(Cow::Borrowed(plain)) {
            return painted;
        }
    }
    text
}
