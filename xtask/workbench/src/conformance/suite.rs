//! The files of the suite: takes its folder, gives the scenarios and where the descriptions are.
//! Nothing here knows how a call is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use indexmap::IndexMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

/// Files that scenarios send and receive, by their names.
pub type Assets = BTreeMap<String, Asset>;

/// A suite.
#[derive(Debug, Deserialize)]
pub struct Suite {
    /// The files of the scenarios.
    #[serde(default)]
    pub assets: Assets,
    /// The scenarios in their order.
    pub scenarios: Vec<Scenario>,
}

/// A file of a suite.
#[derive(Debug, Deserialize)]
pub struct Asset {
    /// What is in it.
    #[serde(rename = "base64", deserialize_with = "decoded")]
    pub bytes: Vec<u8>,
}

/// Some calls, and what must come back from each.
#[derive(Debug, Deserialize)]
pub struct Scenario {
    /// Its name, by which the server's ledger knows it.
    pub name: String,
    /// What it is about, such as `encode`.
    pub area: String,
    /// `complete` when every needed exchange can be played from what the suite has.
    pub state: String,
    /// The calls, in order.
    pub exchanges: Vec<Exchange>,
}

/// A call, and what must come back.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// The file of the description.
    pub document: Option<String>,
    /// The operation.
    pub operation_id: Option<String>,
    /// What a caller gives, when that can be said.
    pub arguments: Option<Arguments>,
    /// The client gets here by a link of an earlier answer, without a call of its own.
    pub via: Option<Value>,
    /// Whether the scenario passes only with this exchange.
    #[serde(default = "yes")]
    pub needed: bool,
    /// Why there are no arguments.
    pub why: Option<String>,
    /// What must come back.
    pub response: Response,
}

/// What a caller gives, by the names of the description and before any style is applied.
#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arguments {
    /// Values of the server's variables; `{baseUrl}` is the address of the mock server.
    pub server: IndexMap<String, String>,
    /// Values in the path.
    pub path: Map<String, Value>,
    /// Values in the query.
    pub query: Map<String, Value>,
    /// Header fields.
    pub header: Map<String, Value>,
    /// Cookies.
    pub cookie: Map<String, Value>,
    /// Secrets, by security scheme.
    pub credentials: IndexMap<String, String>,
    /// The media type that is asked for, where there is a choice.
    pub accept: Option<String>,
    /// The body.
    pub body: Option<Body>,
}

/// A body that is sent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// `json`, `text`, `bytes`, `multipart` and so on.
    pub kind: String,
    /// The media type that it is sent as.
    pub media_type: String,
    /// Its value: JSON, or a text; of `multipart`, the values of its parts by their names.
    #[serde(default)]
    pub value: Value,
    /// The file that `bytes` are.
    pub asset: Option<String>,
}

/// What must come back.
#[derive(Debug, Deserialize)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Header fields, by their names.
    #[serde(default)]
    pub headers: IndexMap<String, String>,
    /// The body, when there is one.
    pub body: Option<ResponseBody>,
}

/// A body that must come back.
#[derive(Debug, Deserialize)]
pub struct ResponseBody {
    /// `json`, `xml`, `text`, `bytes`, `sse` and so on.
    pub kind: String,
    /// Its value, of JSON and of XML.
    #[serde(default)]
    pub value: Value,
    /// The text that it is, of `text` and of `xml`.
    pub text: Option<String>,
    /// The file that it is, of `bytes`.
    pub asset: Option<String>,
    /// The events that it is, of `sse`.
    #[serde(default)]
    pub events: Vec<Event>,
    /// The items that it is, of `jsonl`.
    #[serde(default)]
    pub items: Value,
}

impl ResponseBody {
    /// Whether it is one value.
    pub fn is_value(&self) -> bool {
        matches!(self.kind.as_str(), "json" | "xml")
    }
}

/// A server-sent event that must come.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// Its name; without one it is `message`.
    pub event: Option<String>,
    /// Its data.
    pub data: String,
    /// Its id; without one, that of the event before it holds.
    pub id: Option<String>,
}

impl Event {
    /// The events as a client tells them: without the one that only says that the stream is at its end.
    pub fn told(events: &[Self]) -> Value {
        let mut last = "";
        let told = events.iter().filter(|event| event.data != "[DONE]");
        let told = told.map(|event| {
            last = event.id.as_deref().unwrap_or(last);
            let name = event.event.as_deref().unwrap_or("message");
            json!({ "event": name, "data": event.data, "id": last })
        });
        told.collect()
    }
}

fn yes() -> bool {
    true
}

fn decoded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(D::Error::custom)
}

impl Suite {
    /// Reads the scenarios of a suite.
    ///
    /// # Errors
    ///
    /// When `scenarios.json` cannot be read, or says something that is not understood.
    pub fn read(folder: &Place) -> Result<Self, Error> {
        let shown = folder.inside("scenarios.json");
        let text = fs::read_to_string(folder.path.join("scenarios.json"))
            .map_err(|error| Error::io(format!("cannot read `{shown}`"), &error))?;
        let suite: Self = serde_json::from_str(&text)
            .map_err(|error| Error::new(format!("cannot read `{shown}`: {error}")))?;
        if suite.scenarios.is_empty() {
            return Err(Error::new(format!("`{shown}` has no scenarios")));
        }
        Ok(suite)
    }
}

/// The descriptions of a suite, by the names of their files, in alphabetical order.
///
/// # Errors
///
/// When their folder cannot be read.
pub fn documents(folder: &Place) -> Result<Vec<(String, PathBuf)>, Error> {
    let shown = folder.inside("openapi");
    let cannot = |error| Error::io(format!("cannot read the folder `{shown}`"), &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.path.join("openapi")).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let is_document = path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml" || end == "yml");
        let name = path.file_name().and_then(|name| name.to_str());
        if let (true, Some(name)) = (is_document, name) {
            found.push((name.to_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests;
