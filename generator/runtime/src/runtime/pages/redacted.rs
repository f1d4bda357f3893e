//! `Debug` of pages and cursors without secrets: an API may repeat one in the URL of a next page.

use std::fmt;

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
        f.write_str(&without_keys(&client.redact(text.into()), client))
    }
}
