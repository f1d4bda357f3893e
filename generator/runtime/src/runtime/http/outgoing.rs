//! From a call to the request that is sent: its URL, its headers, its credentials.

use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName,
    HeaderValue, RANGE, TRANSFER_ENCODING,
};
use http::{Method, Request, Uri};
use http_body::Body as _;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::runtime::auth::chosen::Chosen;
use crate::runtime::calls::call::{Parts, Sent};
use crate::runtime::calls::payload::Source;
use crate::runtime::client::Inner;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::http::encode::{encode, encode_onto};
use crate::runtime::http::transport::Timeout;

/// The body of a call, from its first byte on.
///
/// # Errors
///
/// It cannot be read.
pub(crate) async fn body(parts: &Parts) -> Result<Body, Error> {
    match given(parts) {
        Some((body, _)) => body.open().await,
        None => Ok(Body::empty()),
    }
}

/// What a call sends as its body, with the media type. A body of fields or parts, none of which is
/// set, is sent only where the description requires it.
pub(crate) fn given(parts: &Parts) -> Option<&(Arc<dyn Source>, HeaderValue)> {
    parts.body.as_ref().filter(|(body, _)| !body.is_absent())
}

/// Whether the body of a call was read and cannot be read again.
pub(crate) fn is_spent(parts: &Parts) -> bool {
    let body = parts.body.as_ref();
    body.is_some_and(|(body, _)| body.is_spent())
}

/// The request of a call with this body. `key` is what makes it known as one request in all its
/// attempts.
///
/// # Errors
///
/// The parts make no URL.
pub(crate) fn request(
    parts: &Parts,
    chosen: &Chosen<'_>,
    key: Option<&(HeaderName, HeaderValue)>,
    body: Body,
) -> Result<Request<Body>, Error> {
    let client = &*parts.client.inner;
    let url = url(parts, client, chosen)?;
    let mut request = Request::new(body);
    *request.method_mut() = method(parts.method())?;
    *request.uri_mut() = url;

    let mut headers = client.headers.clone();
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, HeaderValue::from_static(parts.operation.accept));
    }
    for credential in chosen.all {
        if let Some(held) = chosen.held(*credential)
            && let Some(header) = &held.header
            && !client.configuration.headers.contains_key(header)
        {
            headers.insert(header.clone(), held.sent.clone());
        }
    }
    if let Some((name, key)) = key {
        headers.insert(name.clone(), key.clone());
    }
    let given = given(parts);
    if let Some((_, media_type)) = given {
        headers.insert(CONTENT_TYPE, media_type.clone());
    }
    let may_have_body = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if (given.is_some() || may_have_body) && request.body().is_end_stream() {
        // Not all versions of HTTP libraries say it, and some servers ask for it (RFC 9110 §8.6).
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let is_measured = request.body().size_hint().exact().is_some();
    if matches!(*request.method(), Method::GET | Method::HEAD) && !is_measured {
        // With these methods hyper sends no body of unknown length unless it is told how.
        headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
    }
    for (name, value) in &parts.headers {
        match value {
            Some(value) => drop(headers.insert(name.clone(), value.clone())),
            None => drop(headers.remove(name)),
        }
    }
    if headers.contains_key(RANGE) && !headers.contains_key(ACCEPT_ENCODING) {
        // A range counts the bytes of the content coding (RFC 9110 §14.1), and a part of them cannot be decoded.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    set_cookies(parts, chosen, &mut headers)?;
    *request.headers_mut() = headers;
    if let Some(timeout) = parts.timeout.or(client.timeout) {
        request.extensions_mut().insert(Timeout(timeout));
    }
    Ok(request)
}

/// The method of a description, which may be one that HTTP does not know.
fn method(name: &str) -> Result<Method, Error> {
    Method::from_bytes(name.as_bytes()).map_err(|_| {
        let message = format!("expected a method of HTTP, found `{name}`");
        Error::with_message(ErrorKind::InvalidRequest, message)
    })
}

/// Adds the credentials that are cookies, and the cookies of the call, to those that it sends as a header, in one
/// line. Of two cookies of one name servers take either (RFC 6265 §5.4), so what the call has goes before a
/// credential.
fn set_cookies(parts: &Parts, chosen: &Chosen<'_>, headers: &mut HeaderMap) -> Result<(), Error> {
    let known = headers.get(COOKIE).map_or(&b""[..], HeaderValue::as_bytes);
    let is_known = |name: &str| {
        let mut pairs = known.split(|byte| *byte == b';');
        pairs.any(|pair| {
            let value = pair.trim_ascii_start().strip_prefix(name.as_bytes());
            value.is_some_and(|value| value.starts_with(b"="))
        })
    };
    let keys = chosen.all.iter().filter_map(|credential| {
        let name = credential.cookie()?;
        let is_set = is_known(name) || parts.has_cookie(name);
        let held = chosen.held(*credential).filter(|_| !is_set)?;
        Some((name, held.sent.to_str().ok()?))
    });
    let pairs = parts.cookies.iter().flat_map(|(_, pairs)| pairs);
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    let mut pairs = keys.chain(pairs).peekable();
    if pairs.peek().is_none() {
        return Ok(());
    }
    let mut line = known.to_vec();
    for (name, value) in pairs {
        if !line.is_empty() {
            line.extend_from_slice(b"; ");
        }
        // A name that is no token could end the pair.
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(_) => line.extend_from_slice(name.as_bytes()),
            Err(_) => line.extend_from_slice(encode(name).as_bytes()),
        }
        line.push(b'=');
        line.extend_from_slice(value.as_bytes());
    }
    let Ok(mut line) = HeaderValue::from_bytes(&line) else {
        let message = "expected cookies without control characters, found some";
        return Err(Error::with_message(ErrorKind::InvalidRequest, message));
    };
    line.set_sensitive(true);
    headers.insert(COOKIE, line);
    Ok(())
}

/// The URL: base, path and every query parameter, the call's before the client's before fixed ones.
fn url(parts: &Parts, client: &Inner, chosen: &Chosen<'_>) -> Result<Uri, Error> {
    if !parts.rest.is_empty() {
        let message = format!(
            "expected a value for each parameter of the path, found {}",
            parts.rest
        );
        return Err(Error::with_message(ErrorKind::InvalidRequest, message));
    }
    // A fragment, by which some descriptions tell operations apart, never leaves a client.
    let sent = parts.path.split('#').next().unwrap_or_default();
    let (path, fixed) = sent.split_once('?').unwrap_or((sent, ""));
    let base_url = parts.base_url();
    let mut url = String::with_capacity(base_url.as_str().len() + path.len() + 64);
    url.push_str(base_url.as_str());
    if !path.starts_with('/') && !path.is_empty() {
        url.push('/');
    }
    url.push_str(path);

    let mut mark = '?';
    let mut next = |url: &mut String| url.push(std::mem::replace(&mut mark, '&'));
    let defaults = &client.configuration.query;
    let set = |name: &str| parts.has_query(name) || defaults.iter().any(|(known, _)| known == name);
    let base = base_url.query().unwrap_or_default();
    let fixed = base.split('&').chain(fixed.split('&'));
    let fixed = fixed.filter(|pair| !pair.is_empty()).map(|pair| {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        (percent_decode_str(name).decode_utf8_lossy(), pair)
    });
    for (name, pair) in fixed.clone() {
        if !set(&name) {
            next(&mut url);
            url.push_str(pair);
        }
    }
    for (name, value) in defaults.iter().filter(|(name, _)| !parts.has_query(name)) {
        next(&mut url);
        encode_pair(&mut url, name, value);
    }
    for (name, sent) in &parts.query {
        match sent {
            Sent::Value(value) => {
                next(&mut url);
                encode_pair(&mut url, name, value);
            }
            Sent::Pairs(pairs) => {
                for (name, value) in pairs {
                    next(&mut url);
                    encode_onto(&mut url, name);
                    url.push('=');
                    url.push_str(value);
                }
            }
            Sent::Whole(query) => {
                next(&mut url);
                url.push_str(query);
            }
        }
    }
    for credential in chosen.all {
        let found = (credential.query(), chosen.held(*credential));
        if let (Some(name), Some(held)) = found
            && let Ok(value) = held.sent.to_str()
            && !set(name)
            && !fixed.clone().any(|(fixed, _)| fixed == name)
        {
            next(&mut url);
            encode_onto(&mut url, name);
            url.push('=');
            url.push_str(value);
        }
    }
    read(&url).map_err(|source| {
        let message = "expected parts that make a URL, found others";
        let mut refused = Error::with_message(ErrorKind::InvalidRequest, message);
        refused.inner.source = Some(source);
        refused
    })
}

/// Reads a URL. A fixed path of the description may have characters that are still to be encoded.
fn read(url: &str) -> Result<Uri, Box<dyn std::error::Error + Send + Sync>> {
    let encoded = |byte| {
        matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b':'
            | b'/' | b'?' | b'[' | b']' | b'@' | b'!' | b'$' | b'&' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' | b'%')
    };
    match url.bytes().all(encoded) {
        true => Ok(url.parse()?),
        false => Ok(Url::parse(url)?.as_str().parse()?),
    }
}

fn encode_pair(url: &mut String, name: &str, value: &str) {
    encode_onto(url, name);
    url.push('=');
    encode_onto(url, value);
}
