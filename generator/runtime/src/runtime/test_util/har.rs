//! Recordings in the HAR 1.2 format as exchanges. Unknown members are passed over.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};
use reqwest::Url;
use serde_json::Value;

use super::exchange::Exchange;
use super::part;
use super::reply::Reply;
use super::request::pairs;

/// Headers that describe how a recorded body travelled; it is replayed plain and whole.
const OF_THE_TRANSFER: [&str; 3] = ["content-encoding", "content-length", "transfer-encoding"];

/// Reads the exchanges of a recording, in order.
///
/// # Errors
///
/// Says what was expected, and at which entry.
pub(super) fn exchanges(har: &str) -> Result<Vec<Exchange>, String> {
    let har: Value = serde_json::from_str(har)
        .map_err(|error| format!("expected a HAR recording, found no JSON: {error}"))?;
    let Some(entries) = har["log"]["entries"].as_array() else {
        return Err("expected a HAR recording, found no log.entries".to_owned());
    };
    let numbered = entries.iter().enumerate();
    numbered
        .map(|(index, entry)| {
            exchange(entry).map_err(|found| format!("expected {found} in log.entries[{index}]"))
        })
        .collect()
}

/// Reads one exchange, or says what is not there.
fn exchange(entry: &Value) -> Result<Exchange, &'static str> {
    let (request, response) = (&entry["request"], &entry["response"]);
    let method = request["method"].as_str().ok_or("request.method")?;
    if http::Method::from_bytes(method.as_bytes()).is_err() {
        return Err("an HTTP method as request.method");
    }
    let url = request["url"].as_str().and_then(|url| Url::parse(url).ok());
    let url = url.ok_or("a URL as request.url")?;
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut exchange = Exchange::new(method, &path);
    if let Some(text) = request["postData"]["text"].as_str() {
        exchange = expecting(exchange, &request["postData"], text)?;
    }
    Ok(exchange.reply(reply(response)?))
}

/// Expects the recorded body of a request, as its media type says to compare it.
fn expecting(exchange: Exchange, data: &Value, text: &str) -> Result<Exchange, &'static str> {
    let body = Bytes::from(match data["encoding"].as_str() {
        Some("base64") => BASE64_STANDARD
            .decode(text)
            .map_err(|_| "base64 as request.postData.text")?,
        _ => text.as_bytes().to_vec(),
    });
    let media_type = data["mimeType"].as_str().unwrap_or_default();
    if media_type.starts_with("application/x-www-form-urlencoded") {
        return Ok(exchange.form(pairs(&String::from_utf8_lossy(&body))));
    }
    if media_type.starts_with("multipart/") {
        let media_type = media_type.parse();
        let media_type = media_type.map_err(|_| "a media type as request.postData.mimeType")?;
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, media_type)]);
        let parts = part::parts(&headers, &body);
        return Ok(exchange.parts(parts.map_err(|_| "multipart as request.postData.text")?));
    }
    Ok(match serde_json::from_slice::<Value>(&body) {
        Ok(json) => exchange.json(json),
        Err(_) => exchange.bytes(body),
    })
}

fn reply(response: &Value) -> Result<Reply, &'static str> {
    let status = response["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| (100..1000).contains(status));
    let mut reply = Reply::new(status.ok_or("an HTTP status as response.status")?);
    for header in response["headers"].as_array().into_iter().flatten() {
        let name = header["name"]
            .as_str()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let value = header["value"].as_str().unwrap_or_default();
        // `:status` and its like are no headers, and what cannot be one was none.
        if !OF_THE_TRANSFER.contains(&name.as_str())
            && let Ok(name) = name.parse::<http::header::HeaderName>()
            && let Ok(value) = value.parse::<http::header::HeaderValue>()
        {
            reply.headers.append(name, value);
        }
    }
    let content = &response["content"];
    let text = content["text"].as_str().unwrap_or_default();
    reply = match content["encoding"].as_str() {
        Some("base64") => reply.body(
            BASE64_STANDARD
                .decode(text)
                .map_err(|_| "base64 as response.content.text")?,
        ),
        _ => reply.body(text),
    };
    let truncated = [content, response]
        .iter()
        .any(|part| part["_truncated"] == Value::Bool(true));
    Ok(if truncated { reply.cut_short() } else { reply })
}
