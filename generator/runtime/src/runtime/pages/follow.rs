//! Where the URL of a next page leads: below the base URL of the client, or nowhere.

use std::sync::Arc;

use http::Method;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::runtime::calls::call::{Call, Instead, Parts, Sent};
use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::redirect::Landed;
use crate::runtime::http::response::Head;

/// The call to a URL that an answer named, its headers and options kept. The URL is used as it
/// is; one below a server of the API is moved below the base URL of the client, which may be that of
/// a gateway. It goes without the credentials that it holds: those of the client are sent.
///
/// # Errors
///
/// Says to which other host the URL leads.
pub(crate) fn follow(call: Call, link: &str, servers: &[&'static str]) -> Result<Call, String> {
    let followed = Some(Arc::new(Instead {
        method: Method::GET,
        link: Some(cursor(&call, link.to_owned())),
    }));
    // Without a path and a query it leads to where the answer was (RFC 3986 §5.2.2).
    if link.is_empty() || link.starts_with('#') {
        return Ok(call.set(|parts| {
            parts.body = None;
            parts.instead = followed;
        }));
    }
    let target = target(call.parts(), link, servers)?;
    let parts = call.parts();
    let query = without_credentials(parts, &target.query);
    // No default is sent in place of what the URL holds.
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut sent: Vec<_> = pairs
        .map(|pair| (name(pair).into(), Sent::Pairs(Vec::new())))
        .collect();
    if !query.is_empty() {
        sent.push(("".into(), Sent::Whole(query)));
    }
    Ok(call.set(|parts| {
        parts.path = target.path;
        parts.rest = "".into();
        parts.query = sent;
        parts.body = None;
        parts.instead = followed;
        if let Some(server) = target.server {
            parts.server = Some(Arc::new(Ok(server)));
        }
    }))
}

/// The URL of a next page as an answer names it. What is relative is so to where redirects led, if they did; a
/// path is not, since a gateway may have moved it.
pub(crate) fn named(call: &Call, head: &Head, link: String) -> String {
    let landed = head.extensions.get();
    let landed = landed.filter(|_| !link.starts_with('/'));
    let absolute = landed.and_then(|Landed(url)| url.join(&link).ok());
    cursor(call, absolute.map_or(link, String::from))
}

/// The URL of a next page without the credentials that the API repeats in it: a cursor is shown, and
/// may be kept.
fn cursor(call: &Call, link: String) -> String {
    match link.split_once('?') {
        None => link,
        Some((before, query)) => {
            let query = without_credentials(call.parts(), query);
            match query.is_empty() {
                true => before.to_owned(),
                false => format!("{before}?{query}"),
            }
        }
    }
}

/// The URL that a call follows.
pub(crate) fn followed(call: &Call) -> Option<String> {
    call.parts().instead.as_ref()?.link.clone()
}

/// Where a URL leads.
struct Target {
    /// The origin, where the path is not below the base URL of the call.
    server: Option<BaseUrl>,
    path: String,
    query: String,
}

fn target(parts: &Parts, link: &str, servers: &[&'static str]) -> Result<Target, String> {
    let base = parts.base_url();
    let described = parts.client.inner.api.base_url.into_iter();
    let described = described.chain(servers.iter().copied());
    let described: Vec<BaseUrl> = described.filter_map(|url| BaseUrl::new(url).ok()).collect();
    let path = parts.path.split(['?', '#']).next().unwrap_or_default();
    let resolve = |base: &BaseUrl| {
        let from = Url::parse(&format!("{}{path}", base.as_str())).ok()?;
        let url = from.join(link).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    };
    let below = |server: &BaseUrl, url: &Url| {
        let path = path_below(server, url)?.to_owned();
        let query = url.query().unwrap_or_default().to_owned();
        Some(Target {
            server: None,
            path,
            query,
        })
    };
    let own = resolve(base).ok_or("expected the URL of the next page, found another text")?;
    if !own.username().is_empty() || own.password().is_some() {
        return Err("expected a URL without user name and password for the next page".to_owned());
    }
    // A relative URL is relative to the base URL of the API, unless it has the prefix
    // of a gateway.
    let has_prefix = base.as_str().matches('/').count() > 2;
    // A relative link may have `://` in its query.
    let is_absolute = Url::parse(link).is_ok() || link.starts_with("//");
    if (has_prefix || is_absolute)
        && let Some(target) = below(base, &own)
    {
        return Ok(target);
    }
    for server in &described {
        if let Some(target) = resolve(server).and_then(|url| below(server, &url)) {
            return Ok(target);
        }
    }
    if base.is_origin_of(&own) {
        let query = base
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        let origin = own.origin().ascii_serialization();
        return Ok(Target {
            server: Some(BaseUrl::new(&format!("{origin}{query}"))?),
            path: own.path().to_owned(),
            query: own.query().unwrap_or_default().to_owned(),
        });
    }
    let host = own.host_str().unwrap_or_default();
    Err(format!(
        "expected the next page at {}, found its URL at {host}",
        base.address()
    ))
}

/// The path of a URL below a server: `/things` of `https://a.example/v1/things` below
/// `https://a.example/v1`.
fn path_below<'u>(server: &BaseUrl, url: &'u Url) -> Option<&'u str> {
    let prefix = Url::parse(server.as_str()).ok()?;
    // An API behind a proxy may take its own URLs for plain HTTP, and one on this machine may call itself
    // by another name of it: neither is called there, since the path alone is taken.
    let is_same = server.is_origin_of(url)
        || (url.host_str() == prefix.host_str() && url.port().or(prefix.port()).is_none())
        || (is_loopback(url) && is_loopback(&prefix) && url.port() == prefix.port());
    let path = url
        .path()
        .strip_prefix(prefix.path().trim_end_matches('/'))?;
    (is_same && (path.is_empty() || path.starts_with('/'))).then_some(path)
}

/// Whether a URL leads to this machine.
fn is_loopback(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// The name of a pair of a query.
fn name(pair: &str) -> String {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

/// A query without the parameters that take a credential of the API.
fn without_credentials(parts: &Parts, query: &str) -> String {
    let is_credential = |name: &str| {
        // Not only those of the operation: the query is kept as a cursor, and the client sends its own.
        let mut all = parts.client.inner.api.credentials.iter();
        all.any(|credential| credential.query() == Some(name))
    };
    let pairs = query.split('&').filter(|pair| !is_credential(&name(pair)));
    pairs.collect::<Vec<_>>().join("&")
}
