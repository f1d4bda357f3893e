//! Redirects: followed on the same origin only, so that no credential and no header of the caller's
//! reaches another host. Any other redirect is the response, with its status.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{Method, Request, Response, StatusCode, Uri};
use reqwest::Url;

use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::body::Body;

/// How many redirects one attempt follows.
pub(crate) const MOST: usize = 10;

/// The URL that a response came from, where the transport itself followed a redirect to it.
#[derive(Clone)]
pub(crate) struct Landed(pub Url);

/// What a redirect changes in the request of a call.
#[derive(Clone)]
pub(crate) struct Hop {
    url: Url,
    method: Method,
    /// Whether the body goes along.
    body: bool,
}

impl Hop {
    /// What a request of a call is before any redirect.
    pub fn first(request: &Request<Body>) -> Option<Self> {
        Some(Self {
            url: url(request.uri())?,
            method: request.method().clone(),
            body: true,
        })
    }

    /// What the response to this asks for; `None` when it is no redirect, or leads to another origin.
    pub fn next(mut self, response: &Response<Body>, base_url: &BaseUrl) -> Option<Self> {
        match response.status().as_u16() {
            301 | 302 if self.method == Method::POST => self.becomes_get(),
            303 if self.method != Method::HEAD => self.becomes_get(),
            301 | 302 | 303 | 307 | 308 => {}
            _ => return None,
        }
        let location = response.headers().get(LOCATION)?.as_bytes();
        let landed = response.extensions().get::<Landed>();
        let from = landed.map_or(&self.url, |Landed(url)| url);
        self.url = from.join(std::str::from_utf8(location).ok()?).ok()?;
        base_url.is_origin_of(&self.url).then_some(self)
    }

    /// The request of the call, made with the body that goes along, as it is sent after the redirect.
    pub fn apply(&self, mut request: Request<Body>) -> Option<Request<Body>> {
        *request.uri_mut() = self.url.as_str().parse().ok()?;
        *request.method_mut() = self.method.clone();
        if !self.body {
            request.headers_mut().remove(CONTENT_TYPE);
            request.headers_mut().remove(CONTENT_LENGTH);
        }
        Some(request)
    }

    /// Whether the body goes along.
    pub fn has_body(&self) -> bool {
        self.body
    }

    fn becomes_get(&mut self) {
        self.method = Method::GET;
        self.body = false;
    }
}

/// Whether a response is a redirect that may be followed.
pub(crate) fn is_redirect(response: &Response<Body>) -> bool {
    response.status().is_redirection() && response.headers().contains_key(LOCATION)
}

/// Whether a redirect of this status takes the body of every method along.
pub(crate) fn keeps_body(status: StatusCode) -> bool {
    matches!(status.as_u16(), 307 | 308)
}

fn url(uri: &Uri) -> Option<Url> {
    Url::parse(&uri.to_string()).ok()
}
