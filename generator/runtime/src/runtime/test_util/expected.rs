//! Bodies that a test server expects.

use bytes::Bytes;
use serde_json::Value;

use super::part::{self, TestPart};
use super::request::TestRequest;

/// A body to expect.
#[derive(Clone)]
pub(super) enum Expected {
    Json(Value),
    /// Pairs in any order, decoded.
    Form(Vec<(String, String)>),
    Parts(Vec<TestPart>),
    Bytes(Bytes),
}

impl Expected {
    /// Whether a request has this body.
    pub fn fits(&self, request: &TestRequest) -> bool {
        match self {
            Self::Json(json) => is_json(&request.body, json),
            Self::Form(pairs) => {
                let (mut expected, mut found) = (pairs.clone(), request.form());
                expected.sort();
                found.sort();
                expected == found
            }
            Self::Parts(parts) => {
                let found = part::parts(&request.headers, &request.body);
                let fit = |found: Vec<TestPart>| {
                    let mut pairs = parts.iter().zip(&found);
                    parts.len() == found.len() && pairs.all(|(part, found)| part.fits(found))
                };
                found.is_ok_and(fit)
            }
            Self::Bytes(bytes) => *bytes == request.body,
        }
    }
}

/// Whether bytes are this JSON, whatever the order of its keys.
pub(super) fn is_json(bytes: &[u8], json: &Value) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|found| found == *json)
}
