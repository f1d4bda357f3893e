//! What a server shall send, including what no well-behaved server sends.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// An answer to one request: a status, header fields and a body, sent whole, cut short, late or not
/// at all.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// What follows the body, each piece after a pause.
    pub(crate) pieces: Vec<(Duration, Bytes)>,
    /// What follows them, as it comes; taken by the one that sends the answer.
    pub(crate) rest: Option<Rest>,
    pub(crate) delay: Duration,
    pub(crate) ending: Ending,
}

/// Pieces of a body on their way; an error breaks it off.
pub(crate) type Pieces = UnboundedReceiver<Result<Bytes, BrokenOff>>;

/// The rest of a body, which one of the copies of an answer sends.
#[derive(Debug, Clone)]
pub(crate) struct Rest(Arc<Mutex<Option<Pieces>>>);

impl Rest {
    pub(crate) fn take(&self) -> Option<Pieces> {
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pieces.take()
    }
}

/// The body breaks off here.
#[derive(Debug)]
pub(crate) struct BrokenOff;

/// Sends a body piece by piece; the body ends when this is dropped.
#[derive(Debug)]
pub struct Feed(UnboundedSender<Result<Bytes, BrokenOff>>);

impl Feed {
    /// Sends the next piece. Nobody may be there to read it any more.
    pub fn send(&self, piece: Bytes) {
        drop(self.0.send(Ok(piece)));
    }

    /// Breaks the body off.
    pub fn break_off(self) {
        drop(self.0.send(Err(BrokenOff)));
    }

    /// Waits until nobody reads the body any more.
    pub async fn left(&self) {
        self.0.closed().await;
    }
}

/// How an exchange ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With the body's last byte.
    Complete,
    /// With the connection closed after the body, though `content-length` promises this many bytes.
    CutShort { promised: u64 },
    /// With a TCP reset in place of any answer.
    Reset,
}

impl Answer {
    /// An answer with this status, no header field and no body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            pieces: Vec::new(),
            rest: None,
            delay: Duration::ZERO,
            ending: Ending::Complete,
        }
    }

    /// An answer with status 200 and this JSON text.
    pub fn json(text: impl ToString) -> Self {
        Self::new(200)
            .header("content-type", "application/json")
            .body(text.to_string())
    }

    /// The status.
    pub fn code(&self) -> u16 {
        self.status
    }

    /// Whether it is sent to its end.
    pub fn is_complete(&self) -> bool {
        self.ending == Ending::Complete
    }

    /// The same with each value of these header fields changed.
    pub fn map_header(mut self, names: &[&str], change: impl Fn(&str) -> String) -> Self {
        for (name, value) in &mut self.headers {
            if names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) {
                *value = change(value);
            }
        }
        self
    }

    /// No answer: the connection is reset once the request has been read.
    pub fn reset() -> Self {
        Self {
            ending: Ending::Reset,
            ..Self::new(200)
        }
    }

    /// The same with a body that goes on with whatever is fed to it.
    pub fn fed(self) -> (Self, Feed) {
        let (feed, pieces) = mpsc::unbounded_channel();
        let rest = Some(Rest(Arc::new(Mutex::new(Some(pieces)))));
        (Self { rest, ..self }, Feed(feed))
    }

    /// The same with another status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same with one more header field.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same with this body.
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            ..self
        }
    }

    /// The same with more of its body, which is sent by itself after a pause. Its length is not promised.
    pub fn piece(mut self, pause: Duration, bytes: impl Into<Bytes>) -> Self {
        self.pieces.push((pause, bytes.into()));
        self
    }

    /// The same, sent this much later.
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, but the connection ends after the first `length` bytes of the body, which
    /// `content-length` still promises whole.
    pub fn cut_after(mut self, length: usize) -> Self {
        let promised = self.body.len() as u64;
        self.body.truncate(length);
        self.promising(promised)
    }

    /// The same, but `content-length` promises `promised` bytes and the connection ends after the
    /// body's last byte.
    pub fn promising(self, promised: u64) -> Self {
        Self {
            ending: Ending::CutShort { promised },
            ..self
        }
    }

    /// An answer that says in words that a server could not do what it should; clients are asked
    /// not to try again.
    pub(crate) fn objection(text: String) -> Self {
        Self::new(OBJECTION)
            .header("content-type", "text/plain; charset=utf-8")
            .header("x-should-retry", "false")
            .body(text)
    }
}

/// The status of an objection: no API uses it, so it cannot be mistaken for a recorded one.
const OBJECTION: u16 = 599;
