//! Redirects: followed on the same origin only, so that no credential and no header of the caller's
//! reaches another host. Any other redirect is the response, with its status.

use http::header::LOCATION;
use http::{Request, Response, StatusCode};
use reqwest::Url;

use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::body::Body;

/// How many redirects one attempt follows.
pub(crate) const MOST: usize = 10;

/// The URL that a response came from, where the transport itself followed a redirect to it.
#[derive(Clone)]
pub(crate) struct Landed(pub Url);

/// Where a redirect leads. Method and body go along.
#[derive(Clone)]
pub(crate) struct Hop(Url);

impl Hop {
    /// Where a request of a call goes before any redirect.
    pub fn first(request: &Request<Body>) -> Option<Self> {
        Some(Self(Url::parse(&request.uri().to_string()).ok()?))
    }

    /// Where the response leads; `None` when it is no redirect that is followed, or leads to another origin.
    pub fn next(self, method: &str, response: &Response<Body>, base_url: &BaseUrl) -> Option<Self> {
        if !is_followed(method, response.status()) {
            return None;
        }
        let location = response.headers().get(LOCATION)?.as_bytes();
        let landed = response.extensions().get::<Landed>();
        let from = landed.map_or(&self.0, |Landed(url)| url);
        let url = from.join(std::str::from_utf8(location).ok()?).ok()?;
        base_url.is_origin_of(&url).then_some(Self(url))
    }

    /// A request of the call as it is sent after the redirect.
    pub fn apply(&self, mut request: Request<Body>) -> Option<Request<Body>> {
        *request.uri_mut() = self.0.as_str().parse().ok()?;
        Some(request)
    }
}

/// Whether a redirect asks for the same request at another place. After a `POST`, 301 and 302 may, and 303
/// does, ask for a `GET` (RFC 9110 §15.4): its answer would look like that to the `POST`.
pub(crate) fn is_followed(method: &str, status: StatusCode) -> bool {
    match status.as_u16() {
        301 | 302 => method != "POST",
        303 => matches!(method, "GET" | "HEAD"),
        307 | 308 => true,
        _ => false,
    }
}

/// Whether a response is a redirect that may be followed.
pub(crate) fn is_redirect(response: &Response<Body>) -> bool {
    response.status().is_redirection() && response.headers().contains_key(LOCATION)
}
