//! From a recorded entry to what a server needs: the request to wait for and the answer to give.
//!
//! Takes plain HAR data, gives exchanges or the first fault that keeps one from being replayed. It
//! never guesses: what HTTP itself frames and encodes anew is left out, everything else is sent as
//! recorded.

use std::error::Error;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Request, Uri};

use crate::answer::Answer;
use crate::har::{Entry, Har, Header};
use crate::request::RecordedRequest;

/// One recorded exchange.
#[derive(Debug)]
pub struct Exchange {
    /// The request to wait for.
    pub request: RecordedRequest,
    /// The answer to give.
    pub answer: Answer,
    /// Whether a replay gave it.
    pub(crate) used: bool,
}

/// The exchanges of a recording, in its order.
///
/// # Errors
///
/// When one of them cannot be replayed; the message says which.
pub fn exchanges(recording: &Har) -> io::Result<Vec<Exchange>> {
    let named = |(index, entry)| {
        Exchange::new(entry).map_err(|error| {
            let text = format!("exchange {}: {error}", index + 1);
            io::Error::new(io::ErrorKind::InvalidData, text)
        })
    };
    recording
        .log
        .entries
        .iter()
        .enumerate()
        .map(named)
        .collect()
}

impl Exchange {
    /// What an entry recorded.
    ///
    /// # Errors
    ///
    /// When its URL, a header field or its body is not one, so that it cannot be replayed.
    pub fn new(entry: &Entry) -> Result<Self, Box<dyn Error + Send + Sync>> {
        exchange(entry)
    }
}

fn exchange(entry: &Entry) -> Result<Exchange, Box<dyn Error + Send + Sync>> {
    let mut request = Request::builder().method(entry.request.method.as_str());
    request = request.uri(entry.request.url.parse::<Uri>()?);
    for Header { name, value } in end_to_end(&entry.request.headers) {
        request = request.header(HeaderName::from_bytes(name.as_bytes())?, value);
    }
    let mut body = Bytes::new();
    if let Some(data) = &entry.request.post_data {
        body = bytes(&data.text, data.encoding.as_deref())?;
        let headers = request.headers_mut();
        if let Some(headers) = headers.filter(|headers| !headers.contains_key(CONTENT_TYPE)) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_str(&data.mime_type)?);
        }
    }
    let (parts, ()) = request.body(())?.into_parts();

    let content = &entry.response.content;
    let mut answer =
        Answer::new(entry.response.status).body(bytes(&content.text, content.encoding.as_deref())?);
    for Header { name, value } in end_to_end(&entry.response.headers) {
        HeaderName::from_bytes(name.as_bytes())?;
        HeaderValue::from_str(value)?;
        answer = answer.header(name, value);
    }
    if content.truncated {
        let promised = u64::try_from(content.size)?;
        if promised <= answer.body.len() as u64 {
            let found = answer.body.len();
            return Err(format!(
                "a truncated body of {promised} bytes: expected less text, found {found} bytes"
            )
            .into());
        }
        answer = answer.promising(promised);
    }
    Ok(Exchange {
        request: RecordedRequest::new(parts, body),
        answer,
        used: false,
    })
}

fn bytes(text: &str, encoding: Option<&str>) -> Result<Bytes, Box<dyn Error + Send + Sync>> {
    match encoding {
        None | Some("") => Ok(text.to_owned().into()),
        Some("base64") => Ok(STANDARD.decode(text)?.into()),
        Some(other) => Err(format!("content encoding: expected base64, found {other}").into()),
    }
}

/// The header fields that belong to the message: not those of one connection or of one transfer
/// (RFC 9110 §7.6.1), nor the content coding, as recordings hold bodies decoded, nor the pseudo
/// fields that HTTP/2 exports carry.
fn end_to_end(headers: &[Header]) -> impl Iterator<Item = &Header> {
    const OF_ONE_HOP: [&str; 9] = [
        "connection",
        "content-encoding",
        "content-length",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    headers.iter().filter(|header| {
        let name = header.name.to_ascii_lowercase();
        !name.starts_with(':') && !OF_ONE_HOP.contains(&name.as_str())
    })
}
