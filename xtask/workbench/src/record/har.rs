//! Writing a recording: takes what went over the wire, gives the text of a HAR 1.2 file
//! (<http://www.softwareishard.com/blog/har-12-spec/>) without its secrets.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cargo_verbatim::error::Error;
use generator::media::MediaType;
use regex::{Captures, Regex};
use serde_json::{Value, json};

use super::exchange::{Recorded, still_holds};
use super::names::Names;
use super::scrub::{REDACTED, Scrub};

/// A parameter in a query, wherever there is an address.
static PARAMETER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"([?&;])([^=&;#\s"<>]+)=([^&;#\s"<>]*)"#).ok());

/// The text of a recording.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn text(recorded: &[Recorded], names: &Names, scrub: &Scrub) -> Result<String, Error> {
    let writer = Writer { names, scrub };
    let entries: Vec<Value> = recorded.iter().map(|one| writer.entry(one)).collect();
    let har = json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "cargo xtask record", "version": env!("CARGO_PKG_VERSION") },
            "entries": entries,
        }
    });
    let text = serde_json::to_string_pretty(&har);
    let text = text.map_err(|error| Error::new(format!("cannot write the recording: {error}")))?;
    Ok(text + "\n")
}

struct Writer<'r> {
    names: &'r Names,
    scrub: &'r Scrub,
}

impl Writer<'_> {
    fn entry(&self, one: &Recorded) -> Value {
        let url = self.address(&one.url);
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                json!({ "name": name, "value": value })
            });
        let headers = one.request.headers.iter();
        let headers = headers.map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
        let mut request = json!({
            "method": one.request.method.as_str(),
            "url": url,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": self.headers(headers),
            "queryString": pairs.collect::<Vec<_>>(),
            "headersSize": -1,
            "bodySize": 0,
        });
        if !one.request.body.is_empty() {
            let media_type = one.request.header("content-type").unwrap_or_default();
            let body = self.body(media_type, &one.request.body);
            request["bodySize"] = json!(body.len());
            request["postData"] = json!({ "mimeType": self.scrub.text(media_type) });
            let data = &mut request["postData"];
            match String::from_utf8(body) {
                Ok(text) => data["text"] = text.into(),
                // HAR says so of responses alone; readers of recordings know it here too.
                Err(error) => {
                    data["text"] = STANDARD.encode(error.as_bytes()).into();
                    data["encoding"] = "base64".into();
                }
            }
        }
        let location = one.headers.iter().find(|(name, _)| name == "location");
        let location = location.map_or(String::new(), |(_, value)| self.address(value));
        let status = reqwest::StatusCode::from_u16(one.status).ok();
        let content = self.content(one);
        json!({
            "startedDateTime": one.started,
            "time": one.milliseconds,
            "request": request,
            "response": {
                "status": one.status,
                // The server's own words are not kept: they could be anything.
                "statusText": status.and_then(|status| status.canonical_reason()).unwrap_or(""),
                "httpVersion": "HTTP/1.1",
                "cookies": [],
                "headers": self.headers(one.headers.iter().cloned()),
                "bodySize": content["text"].as_str().unwrap_or_default().len(),
                "content": content,
                "redirectURL": location,
                "headersSize": -1,
            },
            "cache": {},
            "timings": { "send": 0, "wait": one.milliseconds, "receive": 0 },
        })
    }

    fn content(&self, one: &Recorded) -> Value {
        let media_type = one.headers.iter().find(|(name, _)| name == "content-type");
        let media_type = media_type.map_or("", |(_, value)| value.as_str());
        let body = self.body(media_type, &one.body);
        let media_type = self.scrub.text(media_type);
        let size = body.len();
        match String::from_utf8(body) {
            Ok(text) => json!({ "size": size, "mimeType": media_type, "text": text }),
            Err(error) => json!({
                "size": size,
                "mimeType": media_type,
                "text": STANDARD.encode(error.as_bytes()),
                "encoding": "base64",
            }),
        }
    }

    fn headers(&self, headers: impl Iterator<Item = (String, String)>) -> Vec<Value> {
        let kept = headers.filter(|(name, _)| still_holds(name) && !self.names.leaves_out(name));
        kept.map(|(name, value)| {
            let value = match name.as_str() {
                "authorization" | "proxy-authorization" => authorization(&value),
                name if self.names.hides(name) => REDACTED.to_owned(),
                _ => self.address(&value),
            };
            json!({ "name": self.scrub.text(&name), "value": value })
        })
        .collect()
    }

    /// A text with addresses in it, without the parameters that are secret.
    fn address(&self, text: &str) -> String {
        let text = match PARAMETER.as_ref() {
            None => text.into(),
            Some(parameter) => parameter.replace_all(text, |found: &Captures<'_>| {
                let name = crate::serve::decoded(&found[2]);
                match self.names.hides(&name) {
                    true => format!("{}{}={REDACTED}", &found[1], &found[2]),
                    false => found[0].to_owned(),
                }
            }),
        };
        self.scrub.text(&text)
    }

    /// A body without secrets: those known by the names of properties or fields, then all others.
    fn body(&self, media_type: &str, body: &[u8]) -> Vec<u8> {
        let text = std::str::from_utf8(body).ok();
        let named = text.map(|text| {
            if MediaType::parse(media_type).is_some_and(|found| found.is_form()) {
                let text = self.address(&format!("?{text}"));
                return text[1..].to_owned();
            }
            match self.json(text) {
                Some(text) => text,
                // Events and lines of JSON.
                None => text
                    .split('\n')
                    .map(|line| self.line(line))
                    .collect::<Vec<_>>()
                    .join("\n"),
            }
        });
        self.scrub
            .bytes(named.as_ref().map_or(body, |text| text.as_bytes()))
    }

    fn line(&self, line: &str) -> String {
        let (prefix, rest) = match line.find('{') {
            Some(at) => line.split_at(at),
            None => return line.to_owned(),
        };
        self.json(rest)
            .map_or_else(|| line.to_owned(), |rest| format!("{prefix}{rest}"))
    }

    /// JSON text, which stays as it was written where nothing in it is secret.
    fn json(&self, text: &str) -> Option<String> {
        let before: Value = serde_json::from_str(text).ok()?;
        let mut after = before.clone();
        self.hide(&mut after, false);
        if after == before {
            return Some(text.to_owned());
        }
        let written = match text.trim().contains('\n') {
            true => serde_json::to_string_pretty(&after),
            false => serde_json::to_string(&after),
        };
        written.ok()
    }

    fn hide(&self, value: &mut Value, secret: bool) {
        match value {
            Value::String(text) if secret => REDACTED.clone_into(text),
            Value::Number(number) if secret => *number = 0.into(),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide(item, secret)),
            Value::Object(members) => {
                for (name, member) in members {
                    self.hide(member, secret || self.names.hides_property(name));
                }
            }
            _ => {}
        }
    }
}

/// The scheme of a credential, when it is one that is known.
fn authorization(value: &str) -> String {
    let scheme = value.split(' ').next().unwrap_or_default();
    let known = ["Basic", "Bearer", "Digest"];
    let known = known
        .iter()
        .find(|known| scheme.eq_ignore_ascii_case(known));
    match known.filter(|_| value.contains(' ')) {
        Some(scheme) => format!("{scheme} {REDACTED}"),
        None => REDACTED.to_owned(),
    }
}
