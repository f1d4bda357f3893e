//! Server-sent events: bytes that arrive in pieces of any size become events, by the rules of the
//! WHATWG HTML standard, section "Interpreting an event stream".

use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf, Bytes};
use memchr::memchr2;

use crate::runtime::stream::framing::{Framing, TooLong};
use crate::runtime::stream::raw_event::RawEvent;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads events. It keeps no more than the event that is being read, up to a limit on its size.
pub struct EventParser {
    /// The most bytes of one event.
    most: usize,
    /// The start of a line whose end has not arrived.
    line: Vec<u8>,
    is_first_line: bool,
    /// The last line ended with CR: an LF that follows belongs to it.
    after_return: bool,
    /// The name of the event that is being read.
    name: Arc<str>,
    has_name: bool,
    /// The data of the event that is being read: of one line, and of more than one.
    data: Option<Arc<str>>,
    lines: String,
    /// The id that was sent last; it holds once its event is over.
    id: Arc<str>,
    last_id: Arc<str>,
    retry: Option<Duration>,
    /// The event that the stream ended within.
    unfinished: Option<RawEvent>,
}

impl EventParser {
    /// Begins a stream whose events have at most this many bytes.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            line: Vec::new(),
            is_first_line: true,
            after_return: false,
            name: Arc::default(),
            has_name: false,
            data: None,
            lines: String::new(),
            id: Arc::default(),
            last_id: Arc::default(),
            retry: None,
            unfinished: None,
        }
    }

    /// The id to go on after, should the stream be asked for again.
    pub fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How long the API asks to wait before the stream is asked for again.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Takes the event that the stream ended within. The standard leaves it out, since it may be cut off.
    pub fn take_unfinished(&mut self) -> Option<RawEvent> {
        self.unfinished.take()
    }

    /// Reads a line without its end. An empty one ends an event.
    fn read_line(&mut self, line: &[u8]) -> Option<RawEvent> {
        let line = match std::mem::take(&mut self.is_first_line) {
            true => line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line),
            false => line,
        };
        if line.is_empty() {
            return self.finish_event();
        }
        if let Some(value) = value(line, b"data") {
            self.add_data(&String::from_utf8_lossy(value));
        } else if let Some(value) = value(line, b"event") {
            // Most streams have few names, and one after the other has the same.
            if self.name.as_bytes() != value {
                self.name = String::from_utf8_lossy(value).into();
            }
            self.has_name = true;
        } else if let Some(value) = value(line, b"id") {
            if !value.contains(&0) {
                self.id = String::from_utf8_lossy(value).into();
            }
        } else if let Some(value) = value(line, b"retry")
            && value.iter().all(u8::is_ascii_digit)
            && let Ok(milliseconds) = String::from_utf8_lossy(value).parse()
        {
            self.retry = Some(Duration::from_millis(milliseconds));
        }
        None
    }

    fn add_data(&mut self, value: &str) {
        match &self.data {
            None => self.data = Some(value.into()),
            Some(first) => {
                if self.lines.is_empty() {
                    self.lines.push_str(first);
                }
                self.lines.push('\n');
                self.lines.push_str(value);
            }
        }
    }

    /// The event that an empty line ends; none where it has no data.
    fn finish_event(&mut self) -> Option<RawEvent> {
        if self.last_id != self.id {
            self.last_id = Arc::clone(&self.id);
        }
        let has_name = std::mem::take(&mut self.has_name);
        let one_line = self.data.take()?;
        let data = match self.lines.is_empty() {
            true => one_line,
            false => self.lines.as_str().into(),
        };
        self.lines.clear();
        Some(RawEvent {
            name: match has_name {
                true => Arc::clone(&self.name),
                false => Arc::default(),
            },
            data,
            id: Arc::clone(&self.last_id),
        })
    }

    /// How many bytes are kept of the event that is being read.
    fn kept(&self) -> usize {
        let data = self.data.as_ref().map_or(0, |data| data.len());
        self.line.len() + data.max(self.lines.len())
    }
}

impl Framing for EventParser {
    type Frame = RawEvent;

    fn read(&mut self, chunk: &mut Bytes) -> Result<Option<RawEvent>, TooLong> {
        while !chunk.is_empty() {
            if std::mem::take(&mut self.after_return) && chunk[0] == b'\n' {
                chunk.advance(1);
                continue;
            }
            let end = memchr2(b'\n', b'\r', chunk);
            let piece = &chunk[..end.unwrap_or(chunk.len())];
            if self.kept() + piece.len() > self.most {
                return Err(TooLong);
            }
            let Some(end) = end else {
                self.line.extend_from_slice(piece);
                chunk.clear();
                break;
            };
            self.after_return = chunk[end] == b'\r';
            let event = match self.line.is_empty() {
                true => self.read_line(piece),
                false => {
                    let mut line = std::mem::take(&mut self.line);
                    line.extend_from_slice(piece);
                    let event = self.read_line(&line);
                    line.clear();
                    self.line = line;
                    event
                }
            };
            chunk.advance(end + 1);
            if event.is_some() {
                return Ok(event);
            }
        }
        Ok(None)
    }

    /// An event without the empty line that ends it is no item.
    fn finish(&mut self) -> Option<RawEvent> {
        let last_id = Arc::clone(&self.last_id);
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.read_line(&line);
        }
        self.unfinished = self.finish_event();
        // The stream goes on after the last event that is whole.
        self.last_id = last_id;
        None
    }
}

/// The value of a field on a line: the text after `name:` and one space. A name alone has an empty value.
fn value<'l>(line: &'l [u8], name: &[u8]) -> Option<&'l [u8]> {
    let rest = line.strip_prefix(name)?;
    match rest.split_first() {
        None => Some(rest),
        Some((b':', value)) => Some(value.strip_prefix(b" ").unwrap_or(value)),
        Some(_) => None,
    }
}
