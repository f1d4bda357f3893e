//! The clock that waits and timeouts are measured by. Tests have another one, whose time is virtual.

use std::pin::Pin;
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A future that is over when a time is.
pub(crate) type Timer = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A clock.
pub(crate) trait Clock: Send + Sync {
    /// Whether it runs here.
    ///
    /// # Errors
    ///
    /// Says what is missing.
    fn ready(&self) -> Result<(), String>;

    /// The moment.
    fn now(&self) -> Instant;

    /// The date and time.
    fn timestamp(&self) -> Timestamp;

    /// A number from 0 to 1 that shortens a wait.
    fn random(&self) -> f64;

    /// Waits.
    fn sleep(&self, wait: Duration) -> Timer;

    /// A timer for something that may take this long.
    fn timer(&self, limit: Duration) -> Timer;

    /// Whether something that is done only now was given up at a moment before.
    fn gave_up(&self, _: Instant) -> bool {
        false
    }
}

/// The clock of this machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn ready(&self) -> Result<(), String> {
        // Sockets and timers need a tokio runtime, and panic without one.
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Ok(()),
            Err(_) => Err("expected a tokio runtime around the call, found none".to_owned()),
        }
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::now()
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }

    fn sleep(&self, wait: Duration) -> Timer {
        Box::pin(tokio::time::sleep(wait))
    }

    fn timer(&self, limit: Duration) -> Timer {
        self.sleep(limit)
    }
}
