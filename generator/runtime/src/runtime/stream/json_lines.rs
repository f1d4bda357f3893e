//! JSON lines: a JSON text on each line, as `application/jsonl` and `application/x-ndjson` have them.

use bytes::{Buf, Bytes, BytesMut};
use memchr::memchr;
use serde::de::DeserializeOwned;

use crate::runtime::http::open::Opened;
use crate::runtime::stream::framing::{Framing, TooLong};
use crate::runtime::stream::json_stream::{JsonStream, JsonText};
use crate::runtime::stream::of_api::of_api;

/// Takes lines apart. It keeps no more than the line that is being read, up to a limit on its size.
pub(crate) struct JsonLines {
    /// The most bytes of one line.
    most: usize,
    /// The start of a line whose end has not arrived.
    line: BytesMut,
}

/// Reads an answer as JSON lines.
///
/// # Errors
///
/// None; every way to read an answer may give some.
pub(crate) fn json_lines<T: DeserializeOwned + Send>(
    opened: &mut Opened,
) -> Result<JsonStream<T>, String> {
    Ok(JsonStream::new(of_api(opened)?, |most| {
        Box::new(JsonLines::new(most))
    }))
}

impl JsonLines {
    /// Begins a stream whose lines have at most this many bytes.
    pub fn new(most: usize) -> Self {
        let line = BytesMut::new();
        Self { most, line }
    }
}

impl Framing for JsonLines {
    type Frame = JsonText;

    fn read(&mut self, chunk: &mut Bytes) -> Result<Option<JsonText>, TooLong> {
        while !chunk.is_empty() {
            let end = memchr(b'\n', chunk);
            let piece = chunk.split_to(end.unwrap_or(chunk.len()));
            if self.line.len() + piece.len() > self.most {
                return Err(TooLong);
            }
            if end.is_none() {
                self.line.extend_from_slice(&piece);
                break;
            }
            chunk.advance(1);
            let line = match self.line.is_empty() {
                true => piece,
                false => {
                    self.line.extend_from_slice(&piece);
                    self.line.split().freeze()
                }
            };
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line.into()));
            }
        }
        Ok(None)
    }

    /// The last line needs no end.
    fn finish(&mut self) -> Option<JsonText> {
        let line = self.line.split().freeze();
        (!line.trim_ascii().is_empty()).then(|| line.into())
    }
}
