//! What all streams share: the answer that they read, and the errors on the way.

// Optional: calls::blocking

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use memchr::memmem;
use serde_json::Value;

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::failure;
use crate::runtime::http::headers;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::problem::{Problem, one_line};
use crate::runtime::stream::framing::{Framing, TooLong};

/// An answer that is taken apart while it arrives.
pub(crate) struct Flow {
    // Boxed, so that an enum of answers is no larger for a stream.
    pub incoming: Box<Incoming>,
    /// What has arrived and is not read yet.
    chunk: Bytes,
    /// How many items were taken.
    count: u64,
    /// True once nothing more is read.
    is_over: bool,
    /// True once a `Stream` has given out an error, its last element.
    pub has_stopped: bool,
    /// The content coding of the answer, until it was reported.
    coding: Option<String>,
}

impl Flow {
    /// Reads an answer.
    pub fn new(incoming: Incoming) -> Self {
        let coding = headers::coding(&incoming.head().headers);
        Self {
            incoming: Box::new(incoming),
            chunk: Bytes::new(),
            count: 0,
            is_over: false,
            has_stopped: false,
            coding,
        }
    }

    /// The next item, not decoded yet; `None` after the last one.
    ///
    /// After an item that cannot be read the next one can; after any other error nothing can.
    ///
    /// # Errors
    ///
    /// Those of [`Incoming::poll_chunk`]; kinds `Decode` and `ResponseTooLarge`.
    pub fn poll<F: Framing + ?Sized>(
        &mut self,
        framing: &mut F,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<F::Frame>, Error>> {
        if let Some(coding) = self.coding.take() {
            let error = Error::with_message(ErrorKind::Decode, headers::encoded(&coding));
            let error = self.incoming.broken(error);
            self.close();
            return Poll::Ready(Err(self.incoming.told(error)));
        }
        while !self.is_over {
            match framing.read(&mut self.chunk) {
                Ok(None) => {}
                Ok(frame) => {
                    self.count += 1;
                    return Poll::Ready(Ok(frame));
                }
                Err(TooLong) => {
                    let head = self.incoming.head().clone();
                    let error = self.incoming.broken(failure::too_large(head, self.most()));
                    self.close();
                    return Poll::Ready(Err(self.incoming.told(error)));
                }
            }
            match ready!(self.incoming.poll_chunk(context)) {
                Ok(Some(chunk)) => self.chunk = chunk,
                Ok(None) => {
                    self.is_over = true;
                    let last = framing.finish();
                    self.count += u64::from(last.is_some());
                    return Poll::Ready(Ok(last));
                }
                Err(error) => {
                    self.close();
                    return Poll::Ready(Err(self.incoming.told(error)));
                }
            }
        }
        Poll::Ready(Ok(None))
    }

    /// The most bytes of one item.
    pub fn most(&self) -> usize {
        self.incoming.call().parts().client.inner.max_response_bytes
    }

    /// The error of an item that is not what was promised; `name` tells it from others, and `decode` says what
    /// is wrong with its text without secrets.
    pub fn undecodable<T>(
        &self,
        name: &str,
        item: Bytes,
        message: String,
        decode: impl FnOnce(Bytes) -> Result<T, String>,
    ) -> Error {
        let parts = self.incoming.call().parts();
        let message = failure::shown(parts, &item, message, decode);
        let message = one_line(&format!("item {}{name}: {message}", self.count));
        let message = parts.secrets().redact(message.into()).into_owned();
        let mut error = Error::with_message(ErrorKind::Decode, message);
        error.inner.body = Some(item);
        self.incoming.told(self.incoming.broken(error))
    }

    /// The error that the API sent in place of an item, after which there is nothing more.
    pub fn refused(&mut self, item: Bytes) -> Error {
        let parts = self.incoming.call().parts();
        let shown = parts.secrets().redact_body(&item);
        let shown = shown.map_or_else(|| item.clone(), Bytes::from);
        let mut error = Error::new(ErrorKind::Stream);
        error.inner.message = Problem::read(&shown).message;
        // Its `Debug` is the type's own, so that no secret must get into it; `body` stays as it came.
        let decode = parts.operation.error;
        error.inner.described = decode.and_then(|decode| decode(self.incoming.head(), &shown));
        error.inner.body = Some(item);
        let error = self.incoming.told(self.incoming.broken(error));
        self.close();
        error
    }

    /// Ends the stream and its connection.
    pub fn close(&mut self) {
        self.is_over = true;
        self.chunk.clear();
        self.incoming.close();
    }
}

/// Whether an item is an object whose member `error` says something.
pub(crate) fn is_error(item: &[u8]) -> bool {
    // Most items do not have the word, and those that have it are few.
    memmem::find(item, b"\"error\"").is_some()
        && serde_json::from_slice::<Value>(item).is_ok_and(|item| {
            matches!(item.get("error"), Some(Value::String(_) | Value::Object(_)))
        })
}

/// Blocks this thread until a stream has its next item.
#[cfg(feature = "blocking")]
pub(crate) fn next<T>(
    stream: &mut (impl futures_core::Stream<Item = Result<T, Error>> + Unpin),
) -> Option<Result<T, Error>> {
    let item = std::future::poll_fn(|context| {
        let item = std::pin::Pin::new(&mut *stream).poll_next(context);
        item.map(Option::transpose)
    });
    crate::runtime::calls::blocking::wait(item).transpose()
}

/// Gives a stream, a struct with a [`Flow`] and a function `poll`, what all of them have.
macro_rules! stream_methods {
    ($stream:ident) => {
        impl<T> $stream<T> {
            /// The next item; `None` after the last one.
            ///
            /// Dropping what this gives before it is ready, as `select!` does, loses no item: the next
            /// call goes on waiting for the same one.
            ///
            /// # Errors
            ///
            /// - `Decode`: an item is not what the description says. [`Error::body`] has it as it was
            ///   sent, and the next call gives the item after it. After any other error there is
            ///   nothing more.
            /// - `Stream`: the API sent an error in place of an item.
            /// - `Connection`: the connection broke off before the end of the stream.
            /// - `Timeout`: nothing more came within the timeout of an attempt, or the deadline of the
            ///   call is over.
            /// - `ResponseTooLarge`: one item is longer than an answer may be.
            ///
            /// [`Error::body`]: crate::runtime::error::Error::body
            pub async fn try_next(
                &mut self,
            ) -> ::std::result::Result<::std::option::Option<T>, $crate::runtime::error::Error>
            {
                ::std::future::poll_fn(|context| self.poll(context)).await
            }

            /// The HTTP status, 200 to 299.
            pub fn status(&self) -> ::http::StatusCode {
                self.flow.incoming.head().status
            }

            /// The headers of the answer.
            pub fn headers(&self) -> &::http::header::HeaderMap {
                &self.flow.incoming.head().headers
            }

            /// The name the API gave to this request (`x-request-id`); support asks for it.
            pub fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::runtime::http::headers::request_id(self.headers())
            }

            /// How much may still be asked for, as `x-ratelimit-…` says; empty when nothing does.
            pub fn rate_limits(&self) -> $crate::runtime::http::rate_limit::RateLimits {
                $crate::runtime::http::rate_limit::RateLimits::read(self.headers())
            }
        }

        // Items are given out by value and never pinned.
        impl<T> Unpin for $stream<T> {}

        /// Ends with the first error, so that code which passes over errors comes to an end.
        impl<T> ::futures_core::Stream for $stream<T> {
            type Item = ::std::result::Result<T, $crate::runtime::error::Error>;

            fn poll_next(
                mut self: ::std::pin::Pin<&mut Self>,
                context: &mut ::std::task::Context<'_>,
            ) -> ::std::task::Poll<::std::option::Option<Self::Item>> {
                if self.flow.has_stopped {
                    return ::std::task::Poll::Ready(None);
                }
                let item = ::std::task::ready!(self.poll(context));
                self.flow.has_stopped = item.is_err();
                ::std::task::Poll::Ready(item.transpose())
            }
        }

        impl<T> ::std::fmt::Debug for $stream<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($stream))
                    .field("flow", &self.flow)
                    .finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use stream_methods;

impl std::fmt::Debug for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not what arrived: it may hold what only the caller may see.
        f.debug_struct("Flow")
            .field("answer", &self.incoming)
            .field("items", &self.count)
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
