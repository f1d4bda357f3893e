//! From an upload to the body of one attempt, whose length is held against what was said before.

use std::fs;
use std::future::{poll_fn, ready};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::runtime::Handle;

use super::pieces::{self, Blocking, Failure, Pieces};
use super::{FileName, Kind, Upload};
use crate::runtime::calls::payload::{FILE, Opening, STANDARD_INPUT, Source};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::http::failure;
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

impl Source for Upload {
    fn open(&self) -> Opening {
        let upload = self.clone();
        match &self.kind {
            Kind::Bytes(bytes) => {
                let body = upload.check_length(bytes.len() as u64);
                Box::pin(ready(body.map(|()| Body::from(bytes.clone()))))
            }
            Kind::Once(once) => {
                let body = Lent::of(once).map(|lent| upload.measured(lent, upload.length));
                let body = body.ok_or_else(|| {
                    let message = format!(
                        "expected an upload that can be read, found {}, which was sent before: make a \
                         new one for each request",
                        upload.name()
                    );
                    Error::with_message(ErrorKind::InvalidRequest, message)
                });
                Box::pin(async move {
                    let mut body = body?;
                    if body.length != Some(0) {
                        return Ok(Body::new(body));
                    }
                    // Nobody reads a body that is known to be empty.
                    match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
                        Some(Err(error)) => Err(failure::of(error)),
                        _ => Ok(Body::empty()),
                    }
                })
            }
            Kind::Path(path) => {
                let path = path.clone();
                Box::pin(async move {
                    let opened = match Handle::try_current() {
                        Ok(runtime) => runtime.spawn_blocking(move || File::open(path)).await,
                        Err(error) => Ok(Err(io::Error::other(error))),
                    };
                    let opened = opened.unwrap_or_else(|error| Err(io::Error::other(error)));
                    let file = opened.map_err(|error| upload.unreadable(error))?;
                    if let Some(length) = file.length {
                        upload.check_length(length)?;
                    }
                    let length = file.length.or(upload.length);
                    Ok(match length {
                        Some(0) => Body::empty(),
                        length => Body::new(upload.measured(Blocking::new(file.reader), length)),
                    })
                })
            }
        }
    }

    fn is_spent(&self) -> bool {
        match &self.kind {
            Kind::Once(once) => once.lock().is_none(),
            Kind::Bytes(_) | Kind::Path(_) => false,
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match &self.kind {
            Kind::Path(path) => vec![(FILE, format!("@{}", path.display()))],
            Kind::Bytes(_) | Kind::Once(_) => vec![(FILE, STANDARD_INPUT.to_owned())],
        }
    }
}

impl Upload {
    /// The body of one attempt.
    fn measured(&self, pieces: impl Pieces + 'static, length: Option<u64>) -> Measured {
        Measured {
            pieces: Mutex::new(Box::new(pieces)),
            length,
            read: 0,
            last: None,
            name: self.name(),
        }
    }

    /// Holds the length that was set against the one that was found.
    fn check_length(&self, found: u64) -> Result<(), Error> {
        match self.length.filter(|length| *length != found) {
            None => Ok(()),
            Some(length) => {
                let message = format!(
                    "expected {length} bytes in {}, as its length was set, found {found}",
                    self.name()
                );
                Err(Error::with_message(ErrorKind::InvalidRequest, message))
            }
        }
    }

    fn unreadable(&self, error: io::Error) -> Error {
        let message = format!("cannot read {}: {error}", self.name());
        let mut refused = Error::with_message(ErrorKind::InvalidRequest, message);
        refused.inner.source = Some(error.into());
        refused
    }

    /// What messages call it.
    fn name(&self) -> String {
        match (&self.kind, &self.file_name) {
            (Kind::Path(path), _) => format!("the file {}", path.display()),
            (_, FileName::Given(name)) => format!("the upload {name:?}"),
            (_, FileName::OfPart | FileName::No) => "the upload".to_owned(),
        }
    }
}

/// A file that is open.
struct File {
    reader: Box<dyn Read + Send>,
    /// None where only reading to its end tells it.
    length: Option<u64>,
}

impl File {
    fn open(path: PathBuf) -> io::Result<Self> {
        let path: &Path = &path;
        // Looked at first: to open a pipe waits until somebody writes into it.
        let kind = fs::metadata(path)?.file_type();
        if !kind.is_file() {
            let message = match kind.is_dir() {
                true => "it is a folder, expected a file",
                false => "it is no regular file: open it, and send it by Upload::blocking_reader",
            };
            return Err(io::Error::other(message));
        }
        let mut file = fs::File::open(path)?;
        let length = file.metadata()?.len();
        if length > 0 {
            // What is appended while it is sent is not sent.
            let reader = Box::new(file.take(length));
            let length = Some(length);
            return Ok(Self { reader, length });
        }
        // Files that the system makes up as they are read claim to be empty.
        let first = pieces::piece(&mut file)?;
        Ok(Self {
            length: first.is_empty().then_some(0),
            reader: Box::new(Cursor::new(first).chain(file)),
        })
    }
}

/// A reader whose bytes are there once.
pub(super) struct Once {
    /// None while it is lent, and once it was read.
    reader: Mutex<Option<Box<dyn Pieces>>>,
}

impl Once {
    pub fn new(pieces: impl Pieces + 'static) -> Self {
        Self {
            reader: Mutex::new(Some(Box::new(pieces))),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Box<dyn Pieces>>> {
        // A reader that panicked elsewhere was taken out before.
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader that an attempt has. It goes back if the attempt ends before anything was read, as one
/// does that finds no connection.
struct Lent {
    once: Arc<Once>,
    reader: Option<Box<dyn Pieces>>,
    is_read: bool,
}

impl Lent {
    /// The reader, unless it was read or another attempt has it.
    fn of(once: &Arc<Once>) -> Option<Self> {
        let reader = once.lock().take()?;
        Some(Self {
            once: Arc::clone(once),
            reader: Some(reader),
            is_read: false,
        })
    }
}

impl Pieces for Lent {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        self.is_read = true;
        match &mut self.reader {
            Some(reader) => reader.poll_piece(context),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.is_read {
            *self.once.lock() = self.reader.take();
        }
    }
}

/// A body that is an error where it is not as long as it was said to be.
struct Measured {
    /// Never locked: it makes shareable what need not be so by itself.
    pieces: Mutex<Box<dyn Pieces>>,
    length: Option<u64>,
    read: u64,
    /// The last piece, kept until it is known that none follows: nobody asks for more than the length.
    last: Option<Bytes>,
    name: String,
}

impl Measured {
    fn failed(
        message: String,
        source: Option<Failure>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let error = TransportError::new(TransportErrorKind::Request, message);
        Poll::Ready(Some(Err(match source {
            Some(source) => error.with_source(source),
            None => error,
        })))
    }
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        let pieces = this
            .pieces
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        loop {
            let piece = match ready!(pieces.poll_piece(context)) {
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(piece)) => piece,
                Some(Err(error)) => {
                    let message = format!("cannot read {}: {error}", this.name);
                    return Self::failed(message, Some(error));
                }
                None => {
                    if let Some(length) = this.length.filter(|length| *length != this.read) {
                        let (name, read) = (&this.name, this.read);
                        let message = format!("expected {length} bytes in {name}, found {read}");
                        return Self::failed(message, None);
                    }
                    return Poll::Ready(this.last.take().map(|last| Ok(Frame::data(last))));
                }
            };
            this.read += piece.len() as u64;
            match this.length {
                Some(length) if this.read > length => {
                    let message = format!("expected {length} bytes in {}, found more", this.name);
                    return Self::failed(message, None);
                }
                Some(length) if this.read == length => this.last = Some(piece),
                _ => return Poll::Ready(Some(Ok(Frame::data(piece)))),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
