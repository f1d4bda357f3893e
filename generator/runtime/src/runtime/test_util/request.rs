//! What a test server received.

use std::fmt;
use std::future::poll_fn;

use bytes::{Bytes, BytesMut};
use http::Method;
use http::header::HeaderMap;
use reqwest::Url;

use super::part::{self, TestPart};
use crate::runtime::http::body::Body;
use crate::runtime::http::transport_error::TransportError;

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
    /// The pairs of a form, in their order, decoded.
    pub fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// The parts of a multipart body, in their order.
    ///
    /// # Panics
    ///
    /// If the body is not multipart.
    #[track_caller]
    pub fn parts(&self) -> Vec<TestPart> {
        match part::parts(&self.headers, &self.body) {
            Ok(parts) => parts,
            Err(fault) => panic!("{fault}"),
        }
    }

    /// Reads a request with its body.
    ///
    /// # Errors
    ///
    /// The body cannot be read, or is not as long as it was said to be.
    pub(super) async fn read(request: http::Request<Body>) -> Result<Self, TransportError> {
        let (head, mut body) = request.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(Self {
            method: head.method,
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default()),
            headers: head.headers,
            body: bytes.freeze(),
        })
    }

    /// Method, path and query, for a person; without the values of `hidden` parameters.
    pub(super) fn describe(&self, hidden: &[&str]) -> String {
        describe(&self.method, &self.path, &self.query, hidden)
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

/// Method, path and query, for a person; without the values of `hidden` parameters.
pub(super) fn describe(
    method: &Method,
    path: &str,
    query: &[(String, String)],
    hidden: &[&str],
) -> String {
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

/// The pairs of a query or of a form, decoded.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    let Ok(url) = Url::parse(&format!("http://localhost/?{query}")) else {
        return Vec::new();
    };
    let pairs = url.query_pairs();
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}
