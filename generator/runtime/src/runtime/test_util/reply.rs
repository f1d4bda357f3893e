//! What a test server answers: plain values, built by chained setters.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap};
use serde::Serialize;

use super::exchange::{parsed, to_json};

/// What to answer, and how.
#[derive(Clone)]
#[must_use = "a reply does nothing until an exchange has it"]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// The body in the pieces that it arrives in, each after a pause.
    pieces: Vec<(Duration, Bytes)>,
    /// The pause before the next piece, or before the end.
    pause: Duration,
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
        Self {
            status,
            headers: HeaderMap::new(),
            pieces: Vec::new(),
            pause: Duration::ZERO,
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

    /// A stream of server-sent events with status 200, to add [`event`](Self::event)s to.
    ///
    /// ```text
    /// Reply::events()
    ///     .event(json!({ "text": "a" }))
    ///     .pause(Duration::from_secs(30))
    ///     .chunk("event: done\ndata: [DONE]\n\n")
    /// ```
    pub fn events() -> Self {
        Self::new(200).header("content-type", "text/event-stream")
    }

    /// No answer at all: the connection is reset.
    pub fn reset() -> Self {
        Self {
            broken: Broken::BeforeHead,
            ..Self::new(200)
        }
    }

    /// Adds a header, after others of its name; a content type replaces that of [`json`](Self::json), since an
    /// answer has one.
    ///
    /// # Panics
    ///
    /// If name or value cannot be a header's.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let (name, value) = parsed(name, value);
        if name == CONTENT_TYPE {
            self.headers.remove(&name);
        }
        self.headers.append(name, value);
        self
    }

    /// Sets the body, as it is sent.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.pieces.clear();
        self.chunk(body)
    }

    /// Adds a piece to the body, which arrives by itself.
    pub fn chunk(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        let pause = std::mem::take(&mut self.pause);
        self.pieces.push((pause, Bytes::from(bytes.into())));
        self
    }

    /// Adds a server-sent event whose data is JSON.
    ///
    /// # Panics
    ///
    /// If the value cannot be JSON.
    #[track_caller]
    pub fn event(self, data: impl Serialize) -> Self {
        self.chunk(format!("data: {}\n\n", to_json(data)))
    }

    /// Lets this time pass before the next piece, or before the end of the body. If it is longer than the client's timeout, or than what
    /// the deadline of the call leaves, the stream ends there with an error.
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = self.pause.saturating_add(pause);
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

    /// The pieces of the body, each after a pause.
    pub(super) fn take_pieces(&mut self) -> Vec<(Duration, Bytes)> {
        if !self.pause.is_zero() {
            self.pieces.push((self.pause, Bytes::new()));
        }
        std::mem::take(&mut self.pieces)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As an `Error` shows an answer: neither headers nor body.
        let bytes = self.pieces.iter().map(|(_, piece)| piece.len());
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("body_bytes", &bytes.sum::<usize>())
            .field("delay", &self.delay)
            .field("broken", &self.broken)
            .finish()
    }
}
