//! The body of an answer that is read as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::runtime::calls::call::Call;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::http::clock::{Clock, Timer};
use crate::runtime::http::failure;
use crate::runtime::http::receive::Pieces;
use crate::runtime::http::response::Head;
#[cfg(feature = "tracing")]
use crate::runtime::http::trace;

/// The rest of an answer. It holds the connection, which ends when this is dropped.
///
/// The timeout of an attempt bounds each wait for more, not the whole. The deadline bounds the whole
/// if it was set on the call: that of the client is for calls whose answers are read at once.
pub(crate) struct Incoming {
    call: Call,
    head: Head,
    pub body: Body,
    attempts: u32,
    /// When the call must be over, if that was set on it.
    pub ends: Option<Instant>,
    /// The wait that is going on.
    wait: Option<Wait>,
    /// The span of the call.
    #[cfg(feature = "tracing")]
    pub span: trace::Span,
}

/// A wait for the next piece.
struct Wait {
    end: Option<Instant>,
    timer: Option<Timer>,
    /// It is the deadline that ends it.
    is_last: bool,
}

impl Incoming {
    /// What comes after the head of an answer to a call that must be over at `ends`.
    pub fn new(
        call: Call,
        head: Head,
        body: Body,
        attempts: u32,
        ends: Option<Instant>,
        #[cfg(feature = "tracing")] span: trace::Span,
    ) -> Self {
        let is_own = call.parts().deadline.is_some();
        Self {
            call,
            head,
            body,
            attempts,
            ends: ends.filter(|_| is_own),
            wait: None,
            #[cfg(feature = "tracing")]
            span,
        }
    }

    /// What stood before the body.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The call that it answers.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Ends the connection. Nothing more comes.
    pub fn close(&mut self) {
        self.body = Body::empty();
    }

    /// The next piece; `None` at the end. What was waited for is not lost when the wait is given up.
    ///
    /// # Errors
    ///
    /// The body broke off, no more of it came in time, or the deadline of the call is over.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        #[cfg(feature = "tracing")]
        let _entered = self.span.clone().entered();
        let clock = Arc::clone(&self.call.parts().client.inner.clock);
        let mut wait = self.wait.take().unwrap_or_else(|| self.begin());
        // The caller may take more time than the server: what is there comes too late as well.
        if self.ends.is_some_and(|ends| ends <= clock.now()) {
            return Poll::Ready(Err(self.broken(failure::late())));
        }
        let piece = match self.body.poll_chunk(context) {
            Poll::Ready(_) if wait.end.is_some_and(|end| clock.gave_up(end)) => {
                Err(self.late(&wait))
            }
            Poll::Ready(piece) => piece.map_err(failure::of),
            Poll::Pending => {
                if wait.poll(&*clock, context).is_pending() {
                    self.wait = Some(wait);
                    return Poll::Pending;
                }
                Err(self.late(&wait))
            }
        };
        Poll::Ready(piece.map_err(|error| self.broken(error)))
    }

    /// What is left, as far as it comes, within the limit on answers: to show it with an error.
    pub async fn rest(mut self) -> Bytes {
        let most = self.call.parts().client.inner.max_response_bytes;
        let mut rest = Pieces::default();
        while let Ok(Some(mut piece)) = poll_fn(|context| self.poll_chunk(context)).await {
            piece.truncate(most - rest.len());
            rest.push(piece);
            if rest.len() == most {
                break;
            }
        }
        rest.finish()
    }

    /// An error of this answer.
    pub fn broken(&self, mut error: Error) -> Error {
        error.inner.head = Some(self.head.clone());
        failure::of_call(self.call.parts(), self.attempts, error)
    }

    /// Tells the span of the call of an error that the caller is given.
    pub fn told(&self, error: Error) -> Error {
        #[cfg(feature = "tracing")]
        trace::called(&self.span, Some(&error));
        error
    }

    /// Begins to wait for the next piece.
    fn begin(&self) -> Wait {
        let now = self.call.parts().client.inner.clock.now();
        let silence = self.silence().and_then(|most| now.checked_add(most));
        let is_last = self
            .ends
            .is_some_and(|ends| silence.is_none_or(|silence| ends <= silence));
        Wait {
            end: if is_last { self.ends } else { silence },
            timer: None,
            is_last,
        }
    }

    /// How long nothing may come.
    fn silence(&self) -> Option<Duration> {
        let parts = self.call.parts();
        parts.timeout.or(parts.client.inner.timeout)
    }

    fn late(&self, wait: &Wait) -> Error {
        let Some(silence) = self.silence().filter(|_| !wait.is_last) else {
            return failure::late();
        };
        let message = format!("nothing more came within {silence:?}");
        let mut failure = Error::with_message(ErrorKind::Timeout, message);
        failure.inner.retryable = true;
        failure
    }
}

impl Wait {
    /// Whether the time is over.
    fn poll(&mut self, clock: &dyn Clock, context: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else {
            return Poll::Pending;
        };
        let left = || end.saturating_duration_since(clock.now());
        let timer = self.timer.get_or_insert_with(|| clock.timer(left()));
        timer.as_mut().poll(context)
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("operation", &self.call.parts().operation.id)
            .field("status", &self.head.status.as_u16())
            .finish_non_exhaustive()
    }
}
