//! Answers against what the suite expects: takes both, gives what is wrong. Knows nothing of how
//! a call was made.

use serde::Deserialize;
use serde_json::Value;

use super::suite::{Assets, Event, Response, ResponseBody};
use crate::corpus::values::json::Json;

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Came {
    /// Each exchange was answered.
    Answers(Vec<Answer>),
    /// It ended before an answer was there, or not as a client should.
    Failure(String),
}

/// An answer, as the client gives it to its caller.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// What the client says is wrong; `None` after a success.
    pub error: Option<String>,
    /// The kind of the error, such as `Decode`.
    pub kind: Option<String>,
    /// The status; a page that is not the first does not tell.
    pub status: Option<u16>,
    /// The header fields, where the client gives them.
    pub headers: Option<Value>,
    /// The value.
    pub body: Option<Content>,
    /// Whether an error is one that is described, with a body of its type; `None` after a success.
    pub described: Option<bool>,
}

/// The body of an answer, as the client gives it to its caller.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Content {
    /// The value as JSON text, or the text that the body is; of an error, the body as it came.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Answers against what the suite expects.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'s> {
    /// The address of the server.
    pub at: &'s str,
    /// The files of the suite.
    pub assets: &'s Assets,
}

impl Judge<'_> {
    /// What is wrong with an answer; `None` when it is the expected one.
    pub fn fault(self, expected: &Response, came: &Answer) -> Option<String> {
        let is_error = expected.status >= 400;
        match (&came.error, is_error) {
            (Some(error), false) => {
                let body = match &came.body {
                    Some(body) if !body.is_empty() => format!(", with the body {}", body.shown()),
                    _ => String::new(),
                };
                return Some(format!(
                    "expected {}, found an error: {error}{body}",
                    expected.status
                ));
            }
            (None, true) => {
                let status = came.status.unwrap_or_default();
                return Some(format!(
                    "expected {} as an error, found a success with {status}",
                    expected.status
                ));
            }
            _ => {}
        }
        if let Some(status) = came.status.filter(|status| *status != expected.status) {
            return Some(format!(
                "expected the status {}, found {status}",
                expected.status
            ));
        }
        if let (true, None) = (is_error, came.status) {
            let error = came.error.as_deref().unwrap_or_default();
            return Some(format!(
                "expected the status {}, found none: {error}",
                expected.status
            ));
        }
        if came.described == Some(false) && expected.body.is_some() {
            return Some("expected a body of the type of the error, found another".to_owned());
        }
        self.wrong_header(expected, came)
            .or_else(|| self.wrong_body(expected.body.as_ref()?, came))
    }

    /// Whether the client got the expected answer, and then could not read it as its type.
    pub fn is_refused(self, expected: &Response, came: &Answer) -> bool {
        came.kind.as_deref() == Some("Decode")
            && came.status == Some(expected.status)
            && self.wrong_header(expected, came).is_none()
            && expected
                .body
                .as_ref()
                .is_some_and(|body| self.wrong_body(body, came).is_none())
    }

    fn wrong_header(self, expected: &Response, came: &Answer) -> Option<String> {
        let headers = came.headers.as_ref()?;
        expected.headers.iter().find_map(|(name, value)| {
            let name = name.to_lowercase();
            let found = headers[&name].as_str();
            let mut spellings = self.spellings(value).into_iter();
            // The client reads the body by its media type, and the body is compared.
            let is_right =
                name == "content-type" || spellings.any(|value| found == Some(value.as_str()));
            (!is_right).then(|| {
                let found = found.unwrap_or("none");
                format!("expected the header `{name}: {value}`, found {found}")
            })
        })
    }

    fn wrong_body(self, expected: &ResponseBody, came: &Answer) -> Option<String> {
        let wrong = |wanted: &str| {
            let found = came.body.as_ref().map(Content::shown);
            let found = found.unwrap_or_else(|| "nothing".to_owned());
            Some(format!("expected {wanted}, found {found}"))
        };
        match (expected.kind.as_str(), &came.body) {
            // The body of an error is told as it came.
            ("xml", Some(Content::Text(text))) if expected.text.as_ref() == Some(text) => None,
            (kind @ ("json" | "xml" | "sse" | "jsonl"), found) => {
                let wanted = match kind {
                    "sse" => Event::told(&expected.events).to_string(),
                    "jsonl" => expected.items.to_string(),
                    _ => expected.value.to_string(),
                };
                let found = match found {
                    Some(Content::Text(text)) => Json::parse(text).ok(),
                    _ => None,
                };
                let is_found = |wanted: &String| {
                    let wanted = Json::parse(wanted).ok();
                    matches!((&found, &wanted), (Some(found), Some(wanted)) if found.equals(wanted))
                };
                match self.spellings(&wanted).iter().any(is_found) {
                    true => None,
                    false => wrong(&short(&wanted)),
                }
            }
            ("text", found) => {
                let wanted = expected.text.as_deref().unwrap_or_default();
                match found {
                    Some(Content::Text(text)) if text == wanted => None,
                    _ => wrong(&short(wanted)),
                }
            }
            ("bytes", found) => {
                let name = expected.asset.as_deref().unwrap_or_default();
                match (found, self.assets.get(name)) {
                    (Some(Content::Bytes(bytes)), Some(asset)) if *bytes == asset.bytes => None,
                    (_, Some(asset)) => wrong(&format!("`{name}`, {} bytes", asset.bytes.len())),
                    (_, None) => wrong(&format!("`{name}`, which the suite does not have")),
                }
            }
            (kind, _) => wrong(&format!("a body of the kind {kind}")),
        }
    }

    /// A text of the suite with the address of the server in it: the server calls itself
    /// `localhost`.
    fn spellings(self, text: &str) -> [String; 2] {
        let spoken = self.at.replace("127.0.0.1", "localhost");
        [
            text.replace("{baseUrl}", &spoken),
            text.replace("{baseUrl}", self.at),
        ]
    }
}

impl Content {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// What it begins with, for people.
    fn shown(&self) -> String {
        match self {
            Self::Text(text) => short(text),
            Self::Bytes(bytes) => format!("{} bytes", bytes.len()),
        }
    }
}

/// The beginning of a text, on one line.
pub fn short(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None if line.is_empty() => "nothing".to_owned(),
        None => line,
    }
}

#[cfg(test)]
mod tests;
