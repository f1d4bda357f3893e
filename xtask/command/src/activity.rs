//! Shows that a command is at work: a line on standard error once it takes longer than a moment.
//! Nothing is shown where standard error is not a terminal.

use std::env;
use std::io::{self, IsTerminal, Write as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work that takes no longer than this is not shown.
const MOMENT: Duration = Duration::from_millis(300);
const TICK: Duration = Duration::from_millis(80);
const SPINNER: &str = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

/// A line that says what is being done. It is removed when this is dropped.
#[derive(Debug)]
pub struct Activity(Option<Shown>);

#[derive(Debug)]
struct Shown {
    parts: Sender<String>,
    thread: JoinHandle<()>,
}

impl Activity {
    /// The line about a piece of work.
    pub fn new(what: String) -> Self {
        let dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if dumb || !io::stderr().is_terminal() {
            return Self(None);
        }
        let (parts, done) = mpsc::channel();
        let thread = thread::spawn(move || show(&what, &done));
        Self(Some(Shown { parts, thread }))
    }

    /// A part of the work is done.
    pub fn done(&self, part: &str) {
        if let Some(shown) = &self.0 {
            // The thread ends only when the sender is dropped.
            let _ = shown.parts.send(part.to_owned());
        }
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        if let Some(Shown { parts, thread }) = self.0.take() {
            drop(parts);
            // The thread does nothing that could fail.
            let _ = thread.join();
        }
    }
}

/// Draws the line until the other end of the channel is dropped, then removes it.
fn show(what: &str, done: &Receiver<String>) {
    let start = Instant::now();
    let mut last = String::new();
    let mut drawn = false;
    for spinner in SPINNER.chars().cycle() {
        match done.recv_timeout(TICK) {
            Ok(part) => last = format!("{part} done"),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let time = start.elapsed();
        if time >= MOMENT {
            let seconds = time.as_secs();
            draw(&format!("{spinner} {what} {seconds}s {last}"));
            drawn = true;
        }
    }
    if drawn {
        draw("");
    }
}

/// Replaces the line. The terminal does not wrap it meanwhile: a wrapped line cannot be replaced.
fn draw(line: &str) {
    // A terminal that is gone has nobody to tell.
    let _ = write!(anstream::stderr(), "\x1b[?7l\r{line}\x1b[K\r\x1b[?7h");
}
