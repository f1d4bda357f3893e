//! How the bytes of an answer are taken apart into items.

use bytes::Bytes;

/// Takes bytes, in pieces of any size, apart.
pub trait Framing {
    /// One item that is not decoded yet.
    type Frame;

    /// Takes the next item from a chunk; `None` once all of the chunk is read.
    ///
    /// # Errors
    ///
    /// The item is longer than an answer may be.
    fn read(&mut self, chunk: &mut Bytes) -> Result<Option<Self::Frame>, TooLong>;

    /// The item that the end of the stream ends.
    fn finish(&mut self) -> Option<Self::Frame>;
}

/// One item is longer than an answer may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooLong;
