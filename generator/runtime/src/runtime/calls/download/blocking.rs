//! Feature `blocking`: a download as a reader of the standard library.

#![cfg(feature = "blocking")]

use std::io::{self, Read};

use super::Download;
use crate::runtime::calls::blocking::wait;

/// Blocks this thread until the next bytes are there.
impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(mut piece) = wait(self.chunk()).map_err(io::Error::other)? else {
            return Ok(0);
        };
        let taken = piece.split_to(piece.len().min(buffer.len()));
        buffer[..taken.len()].copy_from_slice(&taken);
        self.inner.left = piece;
        Ok(taken.len())
    }
}
