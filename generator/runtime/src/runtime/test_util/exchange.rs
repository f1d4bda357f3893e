//! What a test server expects and answers: plain values, built by chained setters.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;

use crate::runtime::http::body::Body;

/// A request to expect and the reply to give.
#[derive(Clone)]
#[must_use = "an exchange does nothing until a server is made of it"]
pub struct Exchange {
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    json: Option<Value>,
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
            json: None,
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
        insert(&mut self.headers, name, value);
        self
    }

    /// Expects a body that is this JSON, whatever the order of its keys.
    ///
    /// # Panics
    ///
    /// If the value cannot be JSON.
    #[track_caller]
    pub fn json(mut self, body: impl Serialize) -> Self {
        self.json = Some(to_json(body));
        self
    }

    /// Sets the reply.
    pub fn reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// Whether a request is the one that is expected.
    pub(super) fn fits(&self, request: &TestRequest) -> bool {
        let mut expected: Vec<_> = self.query.iter().collect();
        let mut found: Vec<_> = request.query.iter().collect();
        expected.sort();
        found.sort();
        let json = self.json.as_ref();
        self.method == request.method
            && (request.path == self.path
                || self.path.starts_with('/') && request.path.ends_with(&self.path))
            && expected == found
            && self
                .headers
                .iter()
                .all(|(name, value)| request.headers.get(name) == Some(value))
            && json.is_none_or(|json| {
                serde_json::from_slice::<Value>(&request.body).is_ok_and(|found| found == *json)
            })
    }

    /// Method, path and query, for a person; without the values of `hidden` parameters.
    pub(super) fn describe(&self, hidden: &[&str]) -> String {
        describe(&self.method, &self.path, &self.query, hidden)
    }
}

/// What to answer, and how.
#[derive(Clone)]
#[must_use = "a reply does nothing until an exchange has it"]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) delay: Duration,
    pub(super) broken: Broken,
}

/// Where a reply breaks off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Broken {
    Not,
    BeforeHead,
    AfterBody,
}

impl Reply {
    /// An empty body with this status.
    ///
    /// # Panics
    ///
    /// If `status` is not from 100 to 999.
    #[track_caller]
    pub fn new(status: u16) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            panic!("expected an HTTP status, found {status}");
        };
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Self {
            status,
            headers,
            body,
            delay: Duration::ZERO,
            broken: Broken::Not,
        }
    }

    /// JSON with this status.
    ///
    /// # Panics
    ///
    /// If `status` is not from 100 to 999, or the value cannot be JSON.
    #[track_caller]
    pub fn json(status: u16, body: impl Serialize) -> Self {
        let json = to_json(body).to_string();
        Self::new(status)
            .header("content-type", "application/json")
            .body(json)
    }

    /// No answer at all: the connection is reset.
    pub fn reset() -> Self {
        Self {
            broken: Broken::BeforeHead,
            ..Self::new(200)
        }
    }

    /// Adds a header.
    ///
    /// # Panics
    ///
    /// If name or value cannot be a header's.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        insert(&mut self.headers, name, value);
        self
    }

    /// Sets the body, as it is sent.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Bytes::from(body.into());
        self
    }

    /// Answers only after this time, which passes at once. If it is longer than the client's timeout,
    /// the attempt ends there.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Breaks the connection off after the body, as if more of it should have come.
    pub fn cut_short(mut self) -> Self {
        self.broken = Broken::AfterBody;
        self
    }
}

/// A request as a test server received it.
#[derive(Clone)]
#[non_exhaustive]
pub struct TestRequest {
    /// The method.
    pub method: Method,
    /// The path with that of the base URL, as it is sent: percent-encoded.
    pub path: String,
    /// The parameters of the query in their order, decoded.
    pub query: Vec<(String, String)>,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The body; empty when there is none.
    pub body: Bytes,
}

impl TestRequest {
    pub(super) fn new(request: &http::Request<Body>) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            query: pairs(request.uri().query().unwrap_or_default()),
            headers: request.headers().clone(),
            body: request.body().as_bytes().cloned().unwrap_or_default(),
        }
    }

    /// Method, path and query, for a person; without the values of `hidden` parameters.
    pub(super) fn describe(&self, hidden: &[&str]) -> String {
        describe(&self.method, &self.path, &self.query, hidden)
    }
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

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As an `Error` shows an answer: neither headers nor body.
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("body_bytes", &self.body.len())
            .field("delay", &self.delay)
            .field("broken", &self.broken)
            .finish()
    }
}

impl fmt::Debug for TestRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the headers, the query and the body: they hold what only the test itself may look at.
        f.debug_tuple("TestRequest")
            .field(&format_args!("{} {}", self.method, self.path))
            .finish()
    }
}

fn describe(method: &Method, path: &str, query: &[(String, String)], hidden: &[&str]) -> String {
    let mut text = format!("{method} {path}");
    for (index, (name, value)) in query.iter().enumerate() {
        let mark = if index == 0 { '?' } else { '&' };
        let value = match hidden.contains(&name.as_str()) {
            true => "[redacted]",
            false => value,
        };
        text.push_str(&format!("{mark}{name}={value}"));
    }
    text
}

/// The parameters of a query, decoded.
fn pairs(query: &str) -> Vec<(String, String)> {
    let Ok(url) = Url::parse(&format!("http://localhost/?{query}")) else {
        return Vec::new();
    };
    let pairs = url.query_pairs();
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[track_caller]
fn insert(headers: &mut HeaderMap, name: &str, value: &str) {
    let parsed = (
        HeaderName::from_bytes(name.as_bytes()),
        HeaderValue::from_str(value),
    );
    let (Ok(parsed_name), Ok(parsed_value)) = parsed else {
        // Not the value: a test may expect a credential there.
        panic!("expected a name and a value that make a header, found others under {name:?}");
    };
    headers.insert(parsed_name, parsed_value);
}

#[track_caller]
fn to_json(value: impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(value) => value,
        Err(error) => panic!("expected a value that JSON can hold: {error}"),
    }
}
