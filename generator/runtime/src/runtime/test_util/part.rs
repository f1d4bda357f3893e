//! Parts of multipart bodies, as a test expects or finds them.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::exchange::{parsed, to_json};
use super::expected::is_json;
use crate::runtime::http::parameters::parameters;

/// A part of a multipart body.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TestPart {
    /// The name.
    pub name: String,
    /// The name of the file, where it is one.
    pub file_name: Option<String>,
    /// The headers, also those that the other fields are read from.
    pub headers: HeaderMap,
    /// The content.
    pub body: Bytes,
    /// What the content is to be, in place of `body`.
    json: Option<Value>,
}

impl TestPart {
    /// A part that is a text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self::new(name.into(), None, text.into())
    }

    /// A part that is this JSON, whatever the order of its keys.
    ///
    /// # Panics
    ///
    /// If the value cannot be JSON.
    #[track_caller]
    pub fn json(name: impl Into<String>, value: impl Serialize) -> Self {
        Self {
            json: Some(to_json(value)),
            ..Self::new(name.into(), None, Bytes::new())
        }
    }

    /// A part that is a file of this name.
    pub fn file(
        name: impl Into<String>,
        file_name: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        Self::new(name.into(), Some(file_name.into()), bytes.into())
    }

    /// Expects this media type; otherwise any.
    ///
    /// # Panics
    ///
    /// If it cannot be the value of a header.
    #[track_caller]
    pub fn content_type(self, content_type: &str) -> Self {
        self.header("content-type", content_type)
    }

    /// Expects this header; others may be there too.
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

    /// Whether a part that was found is the one that is expected.
    pub(super) fn fits(&self, found: &Self) -> bool {
        let headers = self.headers.iter();
        // Of this one, the fields say what counts.
        let mut headers = headers.filter(|(name, _)| **name != CONTENT_DISPOSITION);
        self.name == found.name
            && self.file_name == found.file_name
            && headers.all(|(name, value)| found.headers.get(name) == Some(value))
            && match &self.json {
                Some(json) => is_json(&found.body, json),
                None => self.body == found.body,
            }
    }

    /// The JSON that the content is to be.
    pub(super) fn expected_json(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// A part that was found, with those headers alone that the expected one has, and read as JSON where that is.
    pub(super) fn as_expected(&self, expected: Option<&Self>) -> Self {
        let Some(expected) = expected else {
            return self.clone();
        };
        let mut part = self.clone();
        part.headers = HeaderMap::new();
        for name in expected.headers.keys() {
            let value = self.headers.get(name).cloned();
            part.headers
                .extend(value.map(|value| (name.clone(), value)));
        }
        if expected.json.is_some() {
            part.json = serde_json::from_slice(&self.body).ok();
        }
        part
    }

    fn new(name: String, file_name: Option<String>, body: Bytes) -> Self {
        Self {
            name,
            file_name,
            headers: HeaderMap::new(),
            body,
            json: None,
        }
    }
}

impl fmt::Debug for TestPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestPart")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("content_type", &self.headers.get(CONTENT_TYPE))
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// Reads the parts of a multipart body (RFC 2046 §5.1, RFC 7578), without what may come before the
/// first and after the last.
///
/// # Errors
///
/// Says what the body is not.
pub(super) fn parts(headers: &HeaderMap, body: &Bytes) -> Result<Vec<TestPart>, String> {
    let content_type = headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let content_type = content_type.filter(|text| text.starts_with("multipart/"));
    let boundary = content_type.and_then(|text| parameter(text, "boundary"));
    let boundary =
        boundary.ok_or("expected the content type of a multipart body, found another")?;
    let delimiter = format!("\r\n--{boundary}");
    // The first one may be at the very start.
    let mut from = match body.starts_with(&delimiter.as_bytes()[2..]) {
        true => delimiter.len() - 2,
        false => after(body, 0, delimiter.as_bytes())?,
    };
    let mut found = Vec::new();
    while !body[from..].starts_with(b"--") {
        let head = from + 2;
        if !body[from..].starts_with(b"\r\n") {
            return Err("expected the end of a line after a boundary, found none".to_owned());
        }
        let content = after(body, head - 2, b"\r\n\r\n")?;
        from = after(body, content - 2, delimiter.as_bytes())?;
        let end = from - delimiter.len();
        let lines = &body[head..content - 2];
        found.push(part(lines, body.slice(content.min(end)..end))?);
    }
    Ok(found)
}

/// Where a text ends, looked for from an index on.
fn after(body: &[u8], from: usize, text: &[u8]) -> Result<usize, String> {
    let mut windows = body[from..].windows(text.len());
    let at = windows.position(|window| window == text);
    let at = at.ok_or("expected a multipart body that is whole, found one that breaks off")?;
    Ok(from + at + text.len())
}

fn part(lines: &[u8], body: Bytes) -> Result<TestPart, String> {
    let lines = String::from_utf8_lossy(lines);
    let mut part = TestPart::new(String::new(), None, body);
    for line in lines.split("\r\n").filter(|line| !line.is_empty()) {
        let header = line.split_once(':').and_then(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_bytes(value.trim().as_bytes()).ok()?))
        });
        let (name, value) = header.ok_or("expected a header in a part, found another line")?;
        if name == CONTENT_DISPOSITION {
            part.name = parameter(line, "name").unwrap_or_default();
            part.file_name = parameter(line, "filename");
        }
        part.headers.append(name, value);
    }
    Ok(part)
}

/// A parameter of a header: `form-data; name="a%22b"`.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    // Forms write a backslash between quotes as it is (WHATWG HTML, multipart/form-data), other headers twice.
    let header = header.replace('\\', "\\\\");
    let (_, mut parameters) = parameters(&header);
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
    let value = value.to_string().replace("%22", "\"");
    Some(value.replace("%0D", "\r").replace("%0A", "\n"))
}
