//! What a test server expects: plain values, built by chained setters.

use std::fmt;

use bytes::Bytes;
use http::Method;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::expected::Expected;
use super::part::TestPart;
use super::reply::Reply;
use super::request::{TestRequest, describe, pairs};

/// A request to expect and the reply to give.
#[derive(Clone)]
#[must_use = "an exchange does nothing until a server is made of it"]
pub struct Exchange {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Expected>,
    pub(super) reply: Reply,
}

impl Exchange {
    /// Expects a request. `path` is the end of its path from a slash on, as what follows the base URL
    /// is, with the whole query, if there is one; the order of the query's parameters does not matter.
    /// The reply is an empty 200 unless set.
    ///
    /// # Panics
    ///
    /// If `method` is none.
    #[track_caller]
    pub fn new(method: &str, path: &str) -> Self {
        let Ok(method) = Method::from_bytes(method.as_bytes()) else {
            panic!("expected an HTTP method, found {method:?}");
        };
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            method,
            path: path.to_owned(),
            query: pairs(query),
            headers: HeaderMap::new(),
            body: None,
            reply: Reply::new(200),
        }
    }

    /// Expects a `GET` of a path. See [`new`](Self::new).
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    /// Expects a `POST` to a path. See [`new`](Self::new).
    pub fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    /// Expects a `DELETE` of a path. See [`new`](Self::new).
    pub fn delete(path: &str) -> Self {
        Self::new("DELETE", path)
    }

    /// Expects this header too.
    ///
    /// # Panics
    ///
    /// If name or value cannot be a header's.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let (name, value) = parsed(name, value);
        self.headers.insert(name, value);
        self
    }

    /// Expects a body that is this JSON, whatever the order of its keys.
    ///
    /// # Panics
    ///
    /// If the value cannot be JSON.
    #[track_caller]
    pub fn json(mut self, body: impl Serialize) -> Self {
        self.body = Some(Expected::Json(to_json(body)));
        self
    }

    /// Expects a form with these pairs, decoded; their order does not matter.
    pub fn form<N: Into<String>, V: Into<String>>(
        mut self,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| (name.into(), value.into()));
        self.body = Some(Expected::Form(pairs.collect()));
        self
    }

    /// Expects a multipart body of these parts, in this order.
    pub fn parts(mut self, parts: impl IntoIterator<Item = TestPart>) -> Self {
        self.body = Some(Expected::Parts(parts.into_iter().collect()));
        self
    }

    /// Expects a body of these bytes.
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(Expected::Bytes(body.into()));
        self
    }

    /// Expects a body that is this text.
    pub fn text(self, body: impl Into<String>) -> Self {
        let body: String = body.into();
        self.bytes(body)
    }

    /// Sets the reply.
    pub fn reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// What of a request is not as it is expected; `None` where all is.
    pub(super) fn misfit(&self, request: &TestRequest) -> Option<Misfit> {
        let mut expected: Vec<_> = self.query.iter().collect();
        let mut found: Vec<_> = request.query.iter().collect();
        expected.sort();
        found.sort();
        let mut headers = self.headers.iter();
        if self.method != request.method || !self.is_path(&request.path) {
            Some(Misfit::Operation)
        } else if expected != found {
            Some(Misfit::Query)
        } else if !headers.all(|(name, value)| request.headers.get(name) == Some(value)) {
            Some(Misfit::Headers)
        } else if !self.body.as_ref().is_none_or(|body| body.fits(request)) {
            Some(Misfit::Body)
        } else {
            None
        }
    }

    /// Whether it is for a request to this path.
    pub(super) fn is_path(&self, path: &str) -> bool {
        path == self.path || (self.path.starts_with('/') && path.ends_with(&self.path))
    }

    /// Method, path and query, for a person; without the values of `hidden` parameters.
    pub(super) fn describe(&self, hidden: &[&str]) -> String {
        describe(&self.method, &self.path, &self.query, hidden)
    }
}

/// What of a request is not as it is expected: the first thing, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Misfit {
    Operation,
    Query,
    Headers,
    Body,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the headers, the query and the body, where a credential may be expected.
        f.debug_struct("Exchange")
            .field("request", &format_args!("{} {}", self.method, self.path))
            .field("reply", &self.reply)
            .finish()
    }
}

#[track_caller]
pub(super) fn parsed(name: &str, value: &str) -> (HeaderName, HeaderValue) {
    let parsed = (
        HeaderName::from_bytes(name.as_bytes()),
        HeaderValue::from_str(value),
    );
    let (Ok(parsed_name), Ok(parsed_value)) = parsed else {
        // Not the value: a test may expect a credential there.
        panic!("expected a name and a value that make a header, found others under {name:?}");
    };
    (parsed_name, parsed_value)
}

#[track_caller]
pub(super) fn to_json(value: impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(value) => value,
        Err(error) => panic!("expected a value that JSON can hold: {error}"),
    }
}
