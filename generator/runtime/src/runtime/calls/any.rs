//! Calls that the description does not know.

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use std::sync::Arc;

use crate::runtime::calls::call::{Call, Instead, replace};
use crate::runtime::calls::dot_segment::is_dot_segment;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::pending::Pending;
use crate::runtime::calls::raw;
use crate::runtime::calls::request_options::request_options;
use crate::runtime::client::Client;
use crate::runtime::http::response::Response;
use crate::runtime::styles::finite;

static ANY: Operation = Operation {
    id: "request",
    ..Operation::USUAL
};

impl Client {
    /// A request that the description does not know, by its method and its path below the base URL, which
    /// is sent as it is. It has the credentials, retries, limits and errors of every other.
    ///
    /// The path may have a query. One that would leave the base URL is refused when the request is awaited: a
    /// URL with a host, a dot segment, a backslash, a control character.
    ///
    /// ```text
    /// let answer = client
    ///     .request(Method::POST, "/v1/new")
    ///     .json(&json!({ "name": "a" }))
    ///     .typed::<Thing>()
    ///     .await?;
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> AnyRequest {
        let path = path.into();
        AnyRequest(self.call(&ANY).set(|parts| {
            parts.instead = Some(Arc::new(Instead { method, link: None }));
            if let Some(found) = unfit(&path) {
                let fault = format!("expected a path below the base URL, found {found}");
                parts.refuse(fault);
            }
            parts.path = path;
        }))
    }
}

/// What makes a text no path below the base URL: parsers of URLs drop it, or resolve it.
fn unfit(text: &str) -> Option<&'static str> {
    if text.contains(char::is_control) {
        return Some("one with a control character");
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    if path.contains('\\') {
        return Some("one with a backslash, which is read as a slash");
    }
    if path.split('/').any(is_dot_segment) {
        return Some("one with a dot segment");
    }
    let scheme = path.split_once("://");
    if scheme.is_some_and(|(scheme, _)| !scheme.contains('/')) {
        return Some("a whole URL: set its start by `base_url`");
    }
    None
}

/// A request that the description does not know; made by [`Client::request`]. Awaiting it gives the bytes of
/// the answer, with its status and headers.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct AnyRequest(Call);

impl AnyRequest {
    /// Sends a query parameter, in place of an earlier one of this name.
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra_query(name, value)
    }

    /// Sends a body of JSON.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        match finite::json(body) {
            Ok(json) => self.body("application/json", json),
            Err(error) => {
                let fault = format!("expected a body that JSON can hold: {error}");
                Self(self.0.set(|parts| parts.refuse(fault)))
            }
        }
    }

    /// Sends these bytes as the body, in this media type.
    pub fn body(self, media_type: impl AsRef<str>, bytes: impl Into<Bytes>) -> Self {
        let media_type = HeaderValue::from_str(media_type.as_ref());
        let bytes: Bytes = bytes.into();
        Self(self.0.set(|parts| match media_type {
            Ok(media_type) => parts.body = Some((Arc::new(bytes), media_type)),
            Err(_) => parts.refuse("expected a media type, found another text".to_owned()),
        }))
    }

    /// Sends this, to be awaited for the answer, which is read as JSON.
    pub fn typed<T: DeserializeOwned + Send + 'static>(self) -> Pending<T> {
        let json = HeaderValue::from_static("application/json");
        let call = self.0.set(|parts| {
            if !parts.headers.iter().any(|(name, _)| name == ACCEPT) {
                replace(&mut parts.headers, ACCEPT, Some(json));
            }
        });
        raw::json(call)
    }

    /// Sends this and blocks this thread until the answer is there.
    ///
    /// # Errors
    ///
    /// Those of awaiting it.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<Response<Bytes>, crate::runtime::error::Error> {
        IntoFuture::into_future(self).wait()
    }
}

request_options!(AnyRequest);

impl IntoFuture for AnyRequest {
    type Output = Result<Response<Bytes>, crate::runtime::error::Error>;
    type IntoFuture = Pending<Response<Bytes>>;

    fn into_future(self) -> Self::IntoFuture {
        raw::response(self.0)
    }
}
