//! URLs without the keys that travel in them.

use crate::runtime::client::Inner;
use crate::runtime::http::encode::encode;

/// Stands where a secret would.
pub(crate) const REDACTED: &str = "[redacted]";

/// A URL without the values of the query parameters that are credentials of the API.
pub(crate) fn without_keys(url: &str, client: &Inner) -> String {
    let Some((path, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let credentials = client.api.credentials.iter();
    let keys: Vec<String> = credentials
        .filter_map(|known| known.query())
        .map(encode)
        .collect();
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if keys.iter().any(|key| key == name) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}
