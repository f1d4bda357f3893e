//! Redirects: followed on the same origin, so that no credential and no header of the caller's reaches
//! another host. A download is followed to another host too, without them: APIs keep files elsewhere. Any
//! other redirect is the response, with its status; it also is where what came from another host turns out to be
//! no file.

use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LOCATION,
    RANGE, USER_AGENT,
};
use http::{Request, Response, StatusCode};
use reqwest::Url;

use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::body::Body;
use crate::runtime::http::response::Head;

/// How many redirects one attempt follows.
pub(crate) const MOST: usize = 10;

/// The URL that a response came from, where redirects led to it, an extension of it. Boxed, because few answers have
/// one.
#[derive(Clone)]
pub(crate) struct Landed(pub Box<Url>);

/// An extension of a request that follows a redirect to another origin: whoever passes it on adds nothing that
/// is secret.
#[derive(Clone, Copy)]
pub(crate) struct Elsewhere;

/// The redirect by which a response came from another origin, an extension of it. A file may come from there, but
/// nothing that is read as a value of the API.
pub(crate) type Left = Arc<Head>;

/// Where a redirect leads. Method and body go along.
#[derive(Clone)]
pub(crate) struct Hop {
    url: Box<Url>,
    /// True once a redirect led to another origin.
    has_left: bool,
}

impl Hop {
    /// Where a request of a call goes before any redirect.
    pub fn first(request: &Request<Body>) -> Option<Self> {
        Some(Self {
            url: Box::new(Url::parse(&request.uri().to_string()).ok()?),
            has_left: false,
        })
    }

    /// Where the response leads; `None` when it is no redirect that is followed. To another origin leads only
    /// what `may_leave`: a GET, and never from TLS to none.
    pub fn next(
        self,
        method: &str,
        response: &Response<Body>,
        base_url: &BaseUrl,
        may_leave: bool,
    ) -> Option<Self> {
        if !is_followed(method, response.status()) {
            return None;
        }
        let location = response.headers().get(LOCATION)?.as_bytes();
        let landed = response.extensions().get::<Landed>();
        let from = landed.map_or(&*self.url, |Landed(url)| url);
        let url = from.join(std::str::from_utf8(location).ok()?).ok()?;
        let is_open = url.scheme() == "https" || url.scheme() == from.scheme();
        let has_left = self.has_left || !base_url.is_origin_of(&url);
        let may_leave = may_leave && method == "GET" && is_open;
        let url = Box::new(url);
        (!has_left || may_leave).then_some(Self { url, has_left })
    }

    /// A request of the call as it is sent after the redirect. To another origin goes only what says which
    /// content is wanted: no credential, no cookie, no header of the caller's.
    pub fn apply(&self, mut request: Request<Body>) -> Option<Request<Body>> {
        *request.uri_mut() = self.url.as_str().parse().ok()?;
        if self.has_left {
            let sent = std::mem::take(request.headers_mut()).into_iter();
            let sent = sent.filter_map(|(name, value)| Some((name?, value)));
            let kept = sent.filter(|(name, _)| OPEN_HEADERS.contains(name));
            request.headers_mut().extend(kept);
            request.extensions_mut().insert(Elsewhere);
        }
        Some(request)
    }

    /// Whether it leads to another origin, or one before it did.
    pub fn has_left(&self) -> bool {
        self.has_left
    }

    /// Notes where a response came from, unless the transport did.
    pub fn mark(self, response: &mut Response<Body>) {
        let extensions = response.extensions_mut();
        extensions.get_or_insert_with(|| Landed(self.url));
    }

    /// Host and port, for messages.
    pub fn address(&self) -> String {
        address(&self.url)
    }
}

fn address(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The headers that another origin may see.
const OPEN_HEADERS: [HeaderName; 7] = [
    ACCEPT,
    ACCEPT_ENCODING,
    IF_MODIFIED_SINCE,
    IF_NONE_MATCH,
    IF_RANGE,
    RANGE,
    USER_AGENT,
];

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

/// Why a response that is a redirect was not followed; `None` for every other one.
pub(crate) fn fault(method: &str, head: &Head, base_url: &BaseUrl) -> Option<String> {
    let location = head.headers.get(LOCATION)?;
    if !matches!(head.status.as_u16(), 301..=303 | 307 | 308) {
        return None;
    }
    if !is_followed(method, head.status) {
        return Some(format!(
            "expected an answer to the {method}, found a redirect to a GET"
        ));
    }
    let base = Url::parse(base_url.as_str()).ok()?;
    let url = location.to_str().ok().and_then(|text| base.join(text).ok());
    Some(match url {
        Some(url) if base_url.is_origin_of(&url) => {
            format!("expected at most {MOST} redirects, found more")
        }
        Some(url) if url.has_host() => {
            let address = address(&url);
            format!("expected no redirect to another origin, found one to {address}")
        }
        _ => "expected a redirect to a URL, found another text".to_owned(),
    })
}

/// Whether a response is a redirect that may be followed.
pub(crate) fn is_redirect(response: &Response<Body>) -> bool {
    response.status().is_redirection() && response.headers().contains_key(LOCATION)
}
