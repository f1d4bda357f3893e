//! A request as a server received it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, header};
use serde_json::Value;

/// A request that a server received, with its body read whole.
///
/// Its credential is marked as sensitive: `Debug` does not show it.
#[derive(Debug, Clone)]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The path as it was sent, percent-encoded.
    pub path: String,
    /// The path and the query as they were sent.
    pub target: String,
    /// The query's pairs in the order they were sent, decoded.
    pub query: Vec<(String, String)>,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body; empty when there was none.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The value of a header field that is there and is text; the first one when it was sent more
    /// than once.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a query parameter; the first one when it was sent more than once.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The method and the path with its query, as in `GET /v1/models?limit=2`.
    pub fn line(&self) -> String {
        let query = query_text(&self.query);
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{} {}{mark}{query}", self.method, self.path)
    }

    /// The query's pairs in sorted order, so that only their number and their values count, and
    /// encoded, so that none can pass for two.
    pub fn canonical_query(&self) -> String {
        let mut pairs = self.query.clone();
        pairs.sort();
        query_text(&pairs)
    }

    /// A JSON body with its keys sorted and without white space; any other as it is, or in base64 when
    /// it is no text. A boundary, which each request chooses anew, has the name `boundary`.
    pub fn canonical_body(&self) -> String {
        if let Ok(mut value) = serde_json::from_slice::<Value>(&self.body) {
            value.sort_all_objects();
            return value.to_string();
        }
        let content_type = self.header("content-type").unwrap_or_default();
        match (str::from_utf8(&self.body), boundary(content_type)) {
            (Ok(text), None) => text.to_owned(),
            (Ok(text), Some(boundary)) => text.replace(boundary, "boundary"),
            (Err(_), None) => STANDARD.encode(&self.body),
            (Err(_), Some(boundary)) => {
                // One character for each byte, so that none is lost.
                let text: String = self.body.iter().copied().map(char::from).collect();
                text.replace(boundary, "boundary")
            }
        }
    }

    pub(crate) fn new(parts: Parts, body: Bytes) -> Self {
        let mut headers = parts.headers;
        if let Some(value) = headers.get_mut(header::AUTHORIZATION) {
            value.set_sensitive(true);
        }
        Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            target: parts
                .uri
                .path_and_query()
                .map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
            query: query_pairs(parts.uri.query()),
            headers,
            body,
        }
    }
}

/// The pairs of a query string, decoded, in their order.
pub fn query_pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .into_owned()
        .collect()
}

/// The pairs as a query string, encoded, in their order.
pub(crate) fn query_text(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// The boundary that the media type of a multipart body names.
pub(crate) fn boundary(media_type: &str) -> Option<&str> {
    let (_, boundary) = media_type.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim_matches(['"', ' ']);
    (!boundary.is_empty()).then_some(boundary)
}
