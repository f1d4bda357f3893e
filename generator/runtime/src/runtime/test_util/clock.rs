//! A clock whose time is virtual: what takes time passes at once, and is counted.

use std::future::{pending, ready};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::runtime::http::clock::{Clock, Timer};

/// A virtual clock.
pub(crate) struct VirtualClock {
    began: (Instant, Timestamp),
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    elapsed: Duration,
    waits: Vec<Duration>,
}

impl VirtualClock {
    /// A clock that begins now.
    pub fn new() -> Self {
        Self {
            began: (Instant::now(), Timestamp::now()),
            state: Mutex::default(),
        }
    }

    /// Every wait so far, in order.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// How much time has passed.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        let mut state = self.state();
        state.elapsed = state.elapsed.saturating_add(time);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves a time that is still valid.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn ready(&self) -> Result<(), String> {
        Ok(())
    }

    fn now(&self) -> Instant {
        let (began, _) = self.began;
        began.checked_add(self.elapsed()).unwrap_or(began)
    }

    fn timestamp(&self) -> Timestamp {
        let (_, began) = self.began;
        began.checked_add(self.elapsed()).unwrap_or(began)
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn sleep(&self, wait: Duration) -> Timer {
        self.state().waits.push(wait);
        self.pass(wait);
        Box::pin(ready(()))
    }

    fn timer(&self, _: Duration) -> Timer {
        // Nothing waits here; `gave_up` tells what took too long.
        Box::pin(pending())
    }

    fn gave_up(&self, end: Instant) -> bool {
        let (began, _) = self.began;
        let gave_up = end <= self.now();
        if gave_up {
            self.state().elapsed = end.saturating_duration_since(began);
        }
        gave_up
    }
}
