//! Items as bytes.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::{Failure, Items};
use crate::runtime::styles::finite;

/// How many bytes are gathered before they are passed on, as long as there are more items.
const PIECE: usize = 16 * 1024;

/// The bytes before and after the JSON text of each item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Framing {
    pub before: &'static str,
    pub after: &'static str,
}

impl Framing {
    /// All items as bytes.
    ///
    /// # Errors
    ///
    /// JSON cannot hold an item.
    pub(super) fn all<T: Serialize>(self, items: &[T]) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        for (index, item) in items.iter().enumerate() {
            self.write(item, &mut bytes).map_err(|error| {
                let number = index + 1;
                format!(
                    "expected items that JSON can hold, found another as item {number}: {error}"
                )
            })?;
        }
        Ok(bytes)
    }

    fn write<T: Serialize>(self, item: &T, bytes: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        let value = finite::value(item)?;
        bytes.extend_from_slice(self.before.as_bytes());
        serde_json::to_writer(&mut *bytes, &value)?;
        bytes.extend_from_slice(self.after.as_bytes());
        Ok(())
    }
}

/// A stream of the bytes of items.
pub(super) struct Written<T> {
    items: Items<T>,
    framing: Framing,
    is_at_end: bool,
}

impl<T> Written<T> {
    pub fn new(items: Items<T>, framing: Framing) -> Self {
        Self {
            items,
            framing,
            is_at_end: false,
        }
    }
}

impl<T: Serialize> Stream for Written<T> {
    type Item = Result<Bytes, Failure>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Failure>>> {
        let mut bytes = Vec::new();
        while bytes.len() < PIECE && !self.is_at_end {
            match self.items.as_mut().poll_next(context) {
                // What is there goes out before the next item is waited for.
                Poll::Pending if bytes.is_empty() => return Poll::Pending,
                Poll::Pending => break,
                Poll::Ready(None) => self.is_at_end = true,
                Poll::Ready(Some(item)) => {
                    let framing = self.framing;
                    let written = item.and_then(|item| Ok(framing.write(&item, &mut bytes)?));
                    if let Err(error) = written {
                        self.is_at_end = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
        Poll::Ready((!bytes.is_empty()).then(|| Ok(bytes.into())))
    }
}

/// An iterator as a stream.
pub(super) struct Iterated<I>(pub Box<I>);

impl<I: Iterator> Stream for Iterated<I> {
    type Item = Result<I::Item, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// A stream, each of whose items is an item to send, or an error.
pub(super) struct Mapped<S: Stream, T> {
    pub items: Pin<Box<S>>,
    pub map: fn(S::Item) -> Result<T, Failure>,
}

impl<S: Stream, T> Stream for Mapped<S, T> {
    type Item = Result<T, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.items.as_mut().poll_next(context));
        Poll::Ready(item.map(self.map))
    }
}
