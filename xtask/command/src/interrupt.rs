//! Ctrl-C while files are written: the process ends when all of them are.

use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is going on.
struct State {
    writing: bool,
    /// Somebody pressed Ctrl-C meanwhile.
    asked: bool,
}

static STATE: Mutex<State> = Mutex::new(State {
    writing: false,
    asked: false,
});

/// The exit code of what Ctrl-C ended: 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on Ctrl-C ends the process at once only while nothing is written.
pub fn listen() {
    // A system that cannot tell of Ctrl-C ends the process by itself.
    let _ = ctrlc::set_handler(|| {
        let mut state = state();
        if !state.writing {
            process::exit(INTERRUPTED);
        }
        state.asked = true;
    });
}

/// As long as this lives, Ctrl-C waits.
#[must_use = "Ctrl-C waits as long as this lives"]
pub struct Writing(());

/// Files are written from here on.
pub fn writing() -> Writing {
    state().writing = true;
    Writing(())
}

impl Drop for Writing {
    fn drop(&mut self) {
        let mut state = state();
        state.writing = false;
        if state.asked {
            process::exit(INTERRUPTED);
        }
    }
}
