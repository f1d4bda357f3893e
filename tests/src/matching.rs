//! How a request differs from a recorded one.
//!
//! Takes a recorded request and one that a server received, gives the differences in words.
//! Compared are the method, the path as it is encoded, the query as a multiset of decoded pairs,
//! `accept`, `authorization`, `content-type` and the body; what a client may freely choose
//! (`user-agent`, `accept-encoding`, the order of fields) is not. The words never hold a
//! credential.

use std::fmt;

use hyper::HeaderMap;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};

use crate::request::{RecordedRequest, boundary};

/// One way in which a request differs from what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The part of the request, such as `query`.
    part: &'static str,
    expected: String,
    found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, found {}",
            self.part, self.expected, self.found
        )
    }
}

/// Every difference between the request that was recorded and one that was received; none when they
/// match.
pub(crate) fn differences(
    recorded: &RecordedRequest,
    received: &RecordedRequest,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut compare = |part, expected: String, found: String| {
        if expected != found {
            differences.push(Difference {
                part,
                expected,
                found,
            });
        }
    };

    compare(
        "method",
        recorded.method.to_string(),
        received.method.to_string(),
    );
    compare("path", recorded.path.clone(), received.path.clone());
    compare(
        "query",
        or_none(recorded.canonical_query()),
        or_none(received.canonical_query()),
    );
    for (part, name) in [("accept", ACCEPT), ("content-type", CONTENT_TYPE)] {
        if recorded.headers.contains_key(&name) {
            compare(
                part,
                media_type(&recorded.headers, &name),
                media_type(&received.headers, &name),
            );
        }
    }
    compare(
        "authorization",
        scheme(&recorded.headers),
        scheme(&received.headers),
    );
    compare(
        "body",
        or_none(recorded.canonical_body()),
        or_none(received.canonical_body()),
    );
    differences
}

/// The value in lower case and without the space around commas and parameters, which have no
/// meaning. A boundary, which each request chooses anew, has the name `boundary`.
fn media_type(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| {
            let value = String::from_utf8_lossy(value.as_bytes())
                .to_ascii_lowercase()
                .replace(' ', "");
            match boundary(&value) {
                Some(boundary) => value.replace(boundary, "boundary").replace('"', ""),
                None => value,
            }
        })
        .collect();
    or_none(values.join(","))
}

/// The scheme of the credential, and whether anything follows it: recordings hold no credentials to
/// compare with.
fn scheme(headers: &HeaderMap) -> String {
    let Some(value) = headers.get(AUTHORIZATION) else {
        return or_none(String::new());
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    match text.trim().split_once(' ') {
        Some((scheme, _)) => format!("{} and a credential", scheme.to_ascii_lowercase()),
        None => "a scheme without a credential".to_owned(),
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() {
        "none".to_owned()
    } else {
        text
    }
}
