//! Feature `blocking`: calls without async. A thread of its own drives connections and timers; the
//! calling thread waits. Works everywhere, also inside an async task, though it blocks that one.

use std::future;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::task::coop::unconstrained;

use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;

impl<T> Pending<T> {
    /// Blocks this thread until the result is there: `wait()?` where async code has `await?`.
    ///
    /// # Errors
    ///
    /// Those of awaiting it; kind [`Configuration`](crate::runtime::error::ErrorKind::Configuration) when the
    /// thread that drives connections cannot be started.
    pub fn wait(self) -> Result<T, Error> {
        wait(self)
    }
}

/// Blocks this thread until a future is ready.
pub(crate) fn wait<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let driver = driver().map_err(Error::configuration)?;
    // What the future opens belongs to the driver, not to a runtime that this thread blocks.
    let _context = driver.enter();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    // Inside a task of the caller's, its budget would run out while this loop goes on.
    let mut future = pin!(unconstrained(future));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(result) => return result,
            Poll::Pending => thread::park(),
        }
    }
}

/// The one runtime of all blocking calls, started by the first.
fn driver() -> Result<&'static Handle, String> {
    static DRIVER: OnceLock<Result<Handle, String>> = OnceLock::new();
    let driver = DRIVER.get_or_init(|| {
        let failed = |error| format!("could not start the thread that drives connections: {error}");
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        let handle = runtime.handle().clone();
        let drive = move || runtime.block_on(future::pending::<()>());
        thread::Builder::new()
            .name("client".to_owned())
            .spawn(drive)
            .map_err(failed)?;
        Ok(handle)
    });
    driver.as_ref().map_err(String::clone)
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
