//! Readers of every kind, read piece by piece.

use std::error::Error as StdError;
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// How many bytes are read at a time.
pub(super) const PIECE: usize = 64 * 1024;

/// Something that is read piece by piece.
pub(super) trait Pieces: Send {
    /// The next piece; `None` at the end.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>>;
}

/// Why something could not be read.
pub(super) type Failure = Box<dyn StdError + Send + Sync>;

/// A reader that is polled.
pub(super) struct Async<R> {
    reader: Pin<Box<R>>,
    buffer: Box<[u8]>,
}

impl<R> Async<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: vec![0; PIECE].into(),
        }
    }
}

impl<R: AsyncRead + Send> Pieces for Async<R> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        let mut buffer = ReadBuf::new(&mut self.buffer);
        let read = ready!(self.reader.as_mut().poll_read(context, &mut buffer));
        Poll::Ready(match (read, buffer.filled()) {
            (Err(error), _) => Some(Err(error.into())),
            (Ok(()), []) => None,
            (Ok(()), filled) => Some(Ok(Bytes::copy_from_slice(filled))),
        })
    }
}

/// A stream of pieces.
pub(super) struct Streamed<S>(Pin<Box<S>>);

impl<S> Streamed<S> {
    pub fn new(stream: S) -> Self {
        Self(Box::pin(stream))
    }
}

impl<S, B, E> Pieces for Streamed<S>
where
    S: Stream<Item = Result<B, E>> + Send,
    B: Into<Bytes>,
    E: Into<Failure>,
{
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        let piece = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(piece.map(|piece| piece.map(B::into).map_err(E::into)))
    }
}

/// A reader that blocks, so it is read on threads that may.
pub(super) enum Blocking<R> {
    Idle(Option<R>),
    Reading(JoinHandle<(R, io::Result<Bytes>)>),
}

impl<R> Blocking<R> {
    pub fn new(reader: R) -> Self {
        Self::Idle(Some(reader))
    }
}

impl<R: Read + Send + 'static> Pieces for Blocking<R> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        loop {
            match self {
                Self::Idle(idle) => {
                    let handle = Handle::try_current().map_err(Failure::from);
                    let (handle, mut reader) = match (handle, idle.take()) {
                        (Ok(handle), Some(reader)) => (handle, reader),
                        (Ok(_), None) => return Poll::Ready(None),
                        (Err(error), _) => return Poll::Ready(Some(Err(error))),
                    };
                    *self = Self::Reading(handle.spawn_blocking(move || {
                        let piece = piece(&mut reader);
                        (reader, piece)
                    }));
                }
                Self::Reading(reading) => {
                    let read = ready!(Pin::new(reading).poll(context));
                    let (reader, piece) = match read {
                        Ok((reader, piece)) => (Some(reader), piece),
                        Err(error) => (None, Err(error.into())),
                    };
                    *self = Self::Idle(reader);
                    return Poll::Ready(match piece {
                        Ok(piece) if piece.is_empty() => None,
                        Ok(piece) => Some(Ok(piece)),
                        Err(error) => Some(Err(error.into())),
                    });
                }
            }
        }
    }
}

/// Reads what is there, up to one piece; nothing at the end.
pub(super) fn piece(reader: &mut impl Read) -> io::Result<Bytes> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(read) => {
                piece.truncate(read);
                return Ok(piece.into());
            }
        }
    }
}
