//! The media types that methods do not name: in which an answer is awaited, and in which a body is sent. The file of
//! names keeps them, so that a media type that is added gets a method of its own.

use super::Naming;
use super::arguments::group;
use crate::names::{AWAITED, REQUESTS, SENT};
use crate::openapi::shape;

/// The media type that the file of names does not write down.
pub(in crate::lower) const JSON: &str = "application/json";

impl Naming<'_, '_> {
    /// Whether the answer in a media type had a method of its own: awaiting the request gave another one.
    pub fn had_reading(&self, method: &str, path: &str, media: &str) -> bool {
        let key = format!("answer {media}");
        let group = group(&call(method, path));
        self.remembered(&group, &key).is_some()
    }

    /// The media type in which an answer was awaited; `None` for a new operation, and for an answer without a body.
    pub fn awaited(&self, method: &str, path: &str, status: &str) -> Option<&str> {
        let call = call(method, path);
        let known = self.in_commit(AWAITED, &format!("{call} {status}"));
        known.or_else(|| self.in_commit(REQUESTS, &call).map(|_| JSON))
    }

    /// Writes it down.
    pub fn note_awaited(&self, method: &str, path: &str, status: &str, media: &str) {
        if media != JSON {
            let key = format!("{} {status}", call(method, path));
            self.note(AWAITED, &key, media);
        }
    }

    /// The media type in which a call sent its body; `None` for a new operation, and for one that had no body.
    pub fn sent(&self, method: &str, path: &str) -> Option<&str> {
        self.in_commit(SENT, &call(method, path))
    }

    /// Writes it down.
    pub fn note_sent(&self, method: &str, path: &str, media: &str) {
        if media != JSON {
            self.note(SENT, &call(method, path), media);
        }
    }

    /// The further ways to send a body in the last commit: what each is known by, and its media type.
    pub fn ways(&self, method: &str, path: &str) -> Vec<(String, &str)> {
        let start = format!("{}{AS}", call(method, path));
        let known = self.before.into_iter();
        let known = known.flat_map(|before| before.beginning(SENT, &start));
        let known = known.filter(|(place, _)| self.in_commit(SENT, place).is_some());
        known
            .map(|(place, media)| (place[start.len()..].to_owned(), media))
            .collect()
    }

    /// Writes down the media type of a further way.
    pub fn note_way(&self, method: &str, path: &str, key: &str, media: &str) {
        self.note(SENT, &format!("{}{AS}{key}", call(method, path)), media);
    }
}

/// What a further way is known by, after its operation.
const AS: &str = " as ";

/// What the file of names knows an operation by.
fn call(method: &str, path: &str) -> String {
    format!("{method} {}", shape(path))
}
