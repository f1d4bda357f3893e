//! What a request becomes when it is awaited: a boxed future, so that no type of a user's is generic.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::runtime::error::Error;

/// A call on its way. It is sent when first polled, and dropping it cancels it: the connection is
/// closed, or the wait before a retry ends, and nothing is sent any more.
///
/// It must be awaited in a tokio runtime with I/O and time enabled, as `#[tokio::main]` makes one.
///
/// # Errors
///
/// One of these kinds of [`ErrorKind`](crate::runtime::error_kind::ErrorKind), after the retries:
///
/// - `Configuration` and `InvalidRequest`: nothing was sent, and the message says what to change;
/// - `Credential`: nothing was sent, since a credential could not be fetched;
/// - `BadRequest` to `OtherStatus`: the API answered with another status than a success;
/// - `Timeout` and `Connection`: there was no whole answer;
/// - `Decode` and `ResponseTooLarge`: there was one, and it cannot be used;
/// - `Pagination`, of lists alone: the API repeats a page, or names no way to the next.
///
/// `Stream` and `Io` come after it: from the items of a stream, and from a download that is saved.
#[must_use = "nothing is sent until this is awaited"]
pub struct Pending<T> {
    future: Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>,
}

impl<T> Pending<T> {
    pub(crate) fn new(future: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self {
            future: Box::pin(future),
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.future.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
