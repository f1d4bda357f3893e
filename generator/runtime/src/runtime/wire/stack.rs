//! Work on values that nest deep, on a stack that is large enough for them.

use std::{panic, thread};

/// The stack that a level takes, with much room: builds without optimisation need the most, and memory that is not used
/// is not taken.
const OF_A_LEVEL: usize = 128 * 1024;

/// Does some work on a thread of its own, since so many levels need more stack than threads have.
///
/// # Errors
///
/// Those of the work, and that there is no such thread.
#[cold]
pub(crate) fn with_stack<T: Send>(
    levels: usize,
    work: impl FnOnce() -> Result<T, String> + Send,
) -> Result<T, String> {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .stack_size(levels * OF_A_LEVEL)
            .spawn_scoped(scope, work)
            .map_err(|error| format!("expected a thread to decode {levels} levels on: {error}"))?;
        thread
            .join()
            .unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}
