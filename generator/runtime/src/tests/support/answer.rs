//! What a server writes back, down to single bytes and broken connections.

use std::time::Duration;

/// What to write back.
#[derive(Debug, Clone)]
pub(in crate::tests) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) delay: Duration,
    /// What follows, each piece after a pause.
    pub(super) pieces: Vec<(Duration, Vec<u8>)>,
    pub(super) then: Then,
}

/// What becomes of the connection after an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Then {
    Stay,
    Close,
    Reset,
}

impl Answer {
    /// JSON with this status.
    pub fn json(status: u16, body: impl AsRef<str>) -> Self {
        Self::with(
            status,
            &[("content-type", "application/json")],
            body.as_ref(),
        )
    }

    /// A body with this status and these headers.
    pub fn with(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!(
            "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        Self::raw(text)
    }

    /// These bytes, as they are.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            delay: Duration::ZERO,
            pieces: Vec::new(),
            then: Then::Stay,
        }
    }

    /// The head of an answer of this media type that is sent in chunks; [`chunk`](Self::chunk) adds them.
    pub fn chunked(media_type: &str) -> Self {
        Self::raw(format!(
            "HTTP/1.1 200 Status\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
        ))
    }

    /// A chunk of the body, after a pause.
    pub fn chunk(mut self, pause: Duration, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.pieces.push((pause, chunk));
        self
    }

    /// The end of the chunks.
    pub fn end(mut self) -> Self {
        self.pieces.push((Duration::ZERO, b"0\r\n\r\n".to_vec()));
        self
    }

    /// Nothing: the connection ends.
    pub fn nothing() -> Self {
        Self::raw("").close()
    }

    /// The connection ends after the answer.
    pub fn close(mut self) -> Self {
        self.then = Then::Close;
        self
    }

    /// The connection is reset after the answer, which may take some of it along.
    pub fn reset(mut self) -> Self {
        self.then = Then::Reset;
        self
    }

    /// The answer without its last bytes, then the connection ends.
    pub fn cut(mut self, bytes: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - bytes);
        self.close()
    }

    /// The connection stays open, also after half an answer.
    pub fn hold(mut self) -> Self {
        self.then = Then::Stay;
        self
    }

    /// The answer comes late.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}
