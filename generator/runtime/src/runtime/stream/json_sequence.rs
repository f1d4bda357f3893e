//! Sequences of JSON texts (RFC 7464): a record separator before each text, a line feed after it.

use bytes::{Buf, Bytes, BytesMut};
use serde::de::DeserializeOwned;

use crate::runtime::http::open::Opened;
use crate::runtime::stream::framing::{Framing, TooLong};
use crate::runtime::stream::json_stream::{JsonStream, JsonText};
use crate::runtime::stream::of_api::of_api;

/// The byte before each text.
const SEPARATOR: u8 = 0x1e;

const NO_SEPARATOR: &str = "expected a record separator (0x1E) before a record, found none";

const NO_LINE_FEED: &str =
    "expected a line feed at the end of a record, found none: it may be cut off";

/// Takes records apart. It keeps no more than the record that is being read, up to a limit on its size.
pub(crate) struct JsonSequence {
    /// The most bytes of one record.
    most: usize,
    /// What has arrived of a record.
    record: BytesMut,
    state: State,
    /// How many arrays and objects of the record are open.
    levels: usize,
    /// True once the record has more than white space.
    has_text: bool,
}

/// What the next byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// Nothing: it is before or after a record.
    Outside,
    /// A record, but none of its strings.
    Record,
    String,
    /// An escape in a string.
    Escape,
}

/// Reads an answer as a sequence of JSON texts.
///
/// # Errors
///
/// None; every way to read an answer may give some.
pub(crate) fn json_sequence<T: DeserializeOwned + Send>(
    opened: &mut Opened,
) -> Result<JsonStream<T>, String> {
    Ok(JsonStream::new(of_api(opened)?, |most| {
        Box::new(JsonSequence::new(most))
    }))
}

impl JsonSequence {
    /// Begins a sequence whose records have at most this many bytes.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            record: BytesMut::new(),
            state: State::Outside,
            levels: 0,
            has_text: false,
        }
    }

    /// Looks at the next byte of a record; true where the record ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        self.has_text |= !byte.is_ascii_whitespace();
        self.state = match (self.state, byte) {
            (State::Escape, _) => State::String,
            (State::String, b'\\') => State::Escape,
            (State::String, b'"') => State::Record,
            (State::Record, b'"') => State::String,
            (state, _) => state,
        };
        match (self.state, byte) {
            (State::Record, b'[' | b'{') => self.levels += 1,
            (State::Record, b']' | b'}') => self.levels = self.levels.saturating_sub(1),
            // A text may have line feeds of its own, but not on its outermost level.
            (State::Record, b'\n') => return self.levels == 0 && self.has_text,
            _ => {}
        }
        false
    }

    /// Takes the record that ends here; none where it is blank.
    fn take(&mut self) -> Option<JsonText> {
        let record = std::mem::replace(self, Self::new(self.most)).record;
        let text = record.trim_ascii_start();
        // What begins so has an end of its own, which decoding looks for. But the start of a number is a
        // number too (RFC 7464 §2.4).
        let has_end = matches!(text.first()?, b'{' | b'[' | b'"');
        let is_whole = has_end || text.last().is_some_and(u8::is_ascii_whitespace);
        Some(JsonText {
            bytes: record.freeze(),
            fault: (!is_whole).then_some(NO_LINE_FEED),
        })
    }
}

impl Framing for JsonSequence {
    type Frame = JsonText;

    fn read(&mut self, chunk: &mut Bytes) -> Result<Option<JsonText>, TooLong> {
        while let Some(&byte) = chunk.first() {
            if byte == SEPARATOR {
                chunk.advance(1);
                let record = self.take();
                self.state = State::Record;
                match record {
                    None => continue,
                    record => return Ok(record),
                }
            }
            if self.state == State::Outside {
                let end = chunk.iter().position(|byte| *byte == SEPARATOR);
                let stray = chunk.split_to(end.unwrap_or(chunk.len()));
                if stray.trim_ascii().is_empty() {
                    continue;
                }
                return Ok(Some(JsonText {
                    bytes: stray,
                    fault: Some(NO_SEPARATOR),
                }));
            }
            let mut is_over = false;
            let mut length = 0;
            while let Some(&byte) = chunk.get(length)
                && byte != SEPARATOR
                && !is_over
            {
                is_over = self.ends_with(byte);
                length += 1;
            }
            let piece = chunk.split_to(length);
            if self.record.len() + piece.len() > self.most {
                return Err(TooLong);
            }
            self.record.extend_from_slice(&piece);
            if is_over {
                return Ok(self.take());
            }
        }
        Ok(None)
    }

    fn finish(&mut self) -> Option<JsonText> {
        self.take()
    }
}
