//! The time that one attempt may take, over everything that it waits for.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::runtime::error::Error;
use crate::runtime::http::clock::{Clock, Timer};
use crate::runtime::http::failure;

/// The time that one attempt may take: its timeout, or what the deadline of the call leaves of it.
pub(crate) struct Limit<'c> {
    clock: &'c dyn Clock,
    timeout: Option<Duration>,
    /// What is left of the call's deadline.
    left: Option<Duration>,
    end: Option<Instant>,
    /// Made when something has to be waited for.
    timer: Option<Timer>,
}

impl<'c> Limit<'c> {
    /// The time begins now.
    pub fn new(clock: &'c dyn Clock, timeout: Option<Duration>, left: Option<Duration>) -> Self {
        let mut limit = Self {
            clock,
            timeout,
            left,
            end: None,
            timer: None,
        };
        // A time beyond what a clock can say is no limit.
        limit.end = limit
            .whole()
            .and_then(|whole| clock.now().checked_add(whole));
        limit
    }

    /// The result of a future, unless the time is over first.
    ///
    /// The future is made here: one that is moved here would be held twice.
    ///
    /// # Errors
    ///
    /// The time is over.
    pub async fn of<F: Future>(&mut self, make: impl FnOnce() -> F) -> Result<F::Output, Error> {
        // A timer would take a moment to say so, in which an answer may come.
        if self.whole().is_some_and(|whole| whole.is_zero()) {
            return Err(self.over());
        }
        let mut future = pin!(make());
        let result = poll_fn(|context| {
            if let Poll::Ready(result) = future.as_mut().poll(context) {
                return Poll::Ready(Some(result));
            }
            let Some(whole) = self.whole() else {
                return Poll::Pending;
            };
            let timer = self.timer.get_or_insert_with(|| self.clock.timer(whole));
            timer.as_mut().poll(context).map(|()| None)
        });
        match result.await {
            Some(result) if !self.end.is_some_and(|end| self.clock.gave_up(end)) => Ok(result),
            _ => Err(self.over()),
        }
    }

    /// How long it may take in all.
    pub fn whole(&self) -> Option<Duration> {
        match (self.timeout, self.left) {
            (Some(timeout), Some(left)) => Some(timeout.min(left)),
            (timeout, left) => timeout.or(left),
        }
    }

    fn over(&self) -> Error {
        let timeout = self.timeout;
        match timeout.filter(|timeout| self.left.is_none_or(|left| *timeout < left)) {
            Some(timeout) => failure::timed_out(timeout),
            None => failure::late(),
        }
    }
}
