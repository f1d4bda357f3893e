//! URLs without the keys that travel in them.

use crate::runtime::client::Inner;
use crate::runtime::http::encode::encode;

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// A text without the values of the query parameters that are credentials of the API, wherever a URL in it
/// has them.
pub(crate) fn without_keys(text: &str, client: &Inner) -> String {
    let credentials = client.api.credentials.iter();
    let names = credentials.filter_map(|credential| credential.query());
    names.fold(text.to_owned(), |text, name| {
        let encoded = encode(name);
        match encoded == name {
            true => without_value(&text, name),
            false => without_value(&without_value(&text, name), &encoded),
        }
    })
}

/// A text without the values of the query parameters of one name.
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
            shown.push('=');
            shown.push_str(REDACTED);
            rest = &value[value.find(is_end).unwrap_or(value.len())..];
        }
    }
    shown + rest
}
