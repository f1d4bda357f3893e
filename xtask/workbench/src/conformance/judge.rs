//! Answers against what the suite expects: takes both, gives what is wrong. Knows nothing of how
//! a call was made.

use serde::Deserialize;
use serde_json::Value;

use super::suite::{Response, ResponseBody};
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
    /// The status; a page that is not the first does not tell.
    pub status: Option<u16>,
    /// The header fields, where the client gives them.
    pub headers: Option<Value>,
    /// The value as JSON text; of an error, the body as it came.
    pub body: Option<String>,
}

/// What is wrong with an answer; `None` when it is the expected one. `at` is the address of the server.
pub fn fault(expected: &Response, came: &Answer, at: &str) -> Option<String> {
    let is_error = expected.status >= 400;
    match (&came.error, is_error) {
        (Some(error), false) => {
            let body = came.body.as_ref().filter(|body| !body.is_empty());
            let body = body.map_or_else(String::new, |body| {
                format!(", with the body {}", short(body))
            });
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
    let headers = came.headers.as_ref();
    for (name, value) in &expected.headers {
        // The client reads the body by it, and the body is compared.
        let name = name.to_lowercase();
        let Some(headers) = headers.filter(|_| name != "content-type") else {
            continue;
        };
        let found = headers[&name].as_str();
        if !spellings(value, at)
            .iter()
            .any(|value| found == Some(value))
        {
            let found = found.unwrap_or("none");
            return Some(format!(
                "expected the header `{name}: {value}`, found {found}"
            ));
        }
    }
    match &expected.body {
        Some(body) => wrong_body(body, came, at),
        _ => None,
    }
}

fn wrong_body(expected: &ResponseBody, came: &Answer, at: &str) -> Option<String> {
    let text = came.body.as_deref().unwrap_or_default();
    let found = Json::parse(text).ok();
    let wanted = expected.value.to_string();
    let is_found = |wanted: &String| {
        let wanted = Json::parse(wanted).ok();
        matches!((&found, &wanted), (Some(found), Some(wanted)) if found.equals(wanted))
    };
    match expected.kind.as_str() {
        "json" if spellings(&wanted, at).iter().any(is_found) => None,
        "json" => Some(format!(
            "expected {}, found {}",
            short(&wanted),
            short(text)
        )),
        kind => Some(format!(
            "expected a body of the kind {kind}, found {}",
            short(text)
        )),
    }
}

/// A text of the suite with the address of the server in it: the server calls itself `localhost`.
fn spellings(text: &str, at: &str) -> [String; 2] {
    let spoken = at.replace("127.0.0.1", "localhost");
    [
        text.replace("{baseUrl}", &spoken),
        text.replace("{baseUrl}", at),
    ]
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
