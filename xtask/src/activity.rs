//! That a command is at work: a line on standard error where that is a terminal, once it takes
//! longer than a moment; nothing elsewhere.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What takes no longer than this needs no word.
const MOMENT: Duration = Duration::from_millis(300);
const TICK: Duration = Duration::from_millis(80);

/// A line that says what is being done. Gone when it is dropped.
#[derive(Debug)]
pub struct Activity(Option<Shown>);

#[derive(Debug)]
struct Shown {
    line: ProgressBar,
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Activity {
    /// The line, about what is worked on.
    pub fn new(what: String) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg}") {
            line.set_style(style);
        }
        line.set_prefix(what);
        let (end, ended) = mpsc::channel();
        let shown = line.clone();
        let thread = thread::spawn(move || {
            if ended.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self(Some(Shown { line, end, thread }))
    }

    /// A part of the work is done.
    pub fn done(&self, part: &str) {
        if let Some(shown) = &self.0 {
            shown.line.set_message(format!("{part} done"));
        }
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        if let Some(Shown { line, end, thread }) = self.0.take() {
            drop(end);
            // The thread does nothing that could fail.
            let _ = thread.join();
            line.finish_and_clear();
        }
    }
}
