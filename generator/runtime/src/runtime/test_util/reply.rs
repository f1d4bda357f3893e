//! What a test server answers: plain values, built by chained setters.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;
use serde::Serialize;

use super::exchange::{insert, to_json};

/// What to answer, and how.
#[derive(Clone)]
#[must_use = "a reply does nothing until an exchange has it"]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) delay: Duration,
    pub(super) broken: Broken,
}

/// Where a reply breaks off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Broken {
    Not,
    BeforeHead,
    AfterBody,
}

impl Reply {
    /// An empty body with this status.
    ///
    /// # Panics
    ///
    /// If `status` is not from 100 to 999.
    #[track_caller]
    pub fn new(status: u16) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            panic!("expected an HTTP status, found {status}");
        };
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Self {
            status,
            headers,
            body,
            delay: Duration::ZERO,
            broken: Broken::Not,
        }
    }

    /// JSON with this status.
    ///
    /// # Panics
    ///
    /// If `status` is not from 100 to 999, or the value cannot be JSON.
    #[track_caller]
    pub fn json(status: u16, body: impl Serialize) -> Self {
        let json = to_json(body).to_string();
        Self::new(status)
            .header("content-type", "application/json")
            .body(json)
    }

    /// No answer at all: the connection is reset.
    pub fn reset() -> Self {
        Self {
            broken: Broken::BeforeHead,
            ..Self::new(200)
        }
    }

    /// Adds a header.
    ///
    /// # Panics
    ///
    /// If name or value cannot be a header's.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        insert(&mut self.headers, name, value);
        self
    }

    /// Sets the body, as it is sent.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Bytes::from(body.into());
        self
    }

    /// Answers only after this time, which passes at once. If it is longer than the client's timeout,
    /// the attempt ends there.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Breaks the connection off after the body, as if more of it should have come.
    pub fn cut_short(mut self) -> Self {
        self.broken = Broken::AfterBody;
        self
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As an `Error` shows an answer: neither headers nor body.
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("body_bytes", &self.body.len())
            .field("delay", &self.delay)
            .field("broken", &self.broken)
            .finish()
    }
}
