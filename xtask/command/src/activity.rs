//! Shows that a command is at work: a line on standard error once it takes longer than a moment.
//! Nothing is shown where standard error is not a terminal.

use std::env;
use std::io::{self, IsTerminal, Write};
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
        let (parts, begun) = mpsc::channel();
        let thread = thread::spawn(move || show(&what, &begun, &mut anstream::stderr()));
        Self(Some(Shown { parts, thread }))
    }

    /// The next part of the work begins.
    pub fn begins(&self, part: &str) {
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
fn show(what: &str, begun: &Receiver<String>, terminal: &mut impl Write) {
    let start = Instant::now();
    let mut part = String::new();
    let mut drawn = false;
    for spinner in SPINNER.chars().cycle() {
        match begun.recv_timeout(TICK) {
            Ok(begun) => part = format!(": {begun}"),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let time = start.elapsed();
        if time >= MOMENT {
            let seconds = time.as_secs();
            draw(&format!("{spinner} {what}, {seconds}s{part}"), terminal);
            drawn = true;
        }
    }
    if drawn {
        draw("", terminal);
    }
}

/// Replaces the line. The terminal does not wrap it meanwhile: a wrapped line cannot be replaced.
fn draw(line: &str, terminal: &mut impl Write) {
    // A terminal that is gone has nobody to tell.
    let _ = write!(terminal, "\x1b[?7l\r{line}\x1b[K\r\x1b[?7h");
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::mpsc::{self, Sender};
    use std::thread;

    use super::show;

    /// A terminal that passes on what it is sent.
    struct Terminal(Sender<String>);

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Nobody may listen any more.
            let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_takes_long_says_which_part_it_is_in_and_goes_away() {
        let (parts, begun) = mpsc::channel();
        let (sent, shown) = mpsc::channel();
        parts.send("writing the code".to_owned()).expect("a thread");
        let work = thread::spawn(move || {
            show("generating from api.yaml", &begun, &mut Terminal(sent));
        });
        let mut text = String::new();
        while !text.contains("s: writing the code\x1b[K") {
            text += &shown.recv().expect("a line");
        }
        assert!(text.contains(" generating from api.yaml, "), "{text}");
        drop(parts);
        work.join().expect("no panic");
        text.extend(shown);
        assert!(text.ends_with("\r\x1b[K\r\x1b[?7h"), "{text}");
    }

    #[test]
    fn what_is_done_at_once_shows_nothing() {
        let (parts, begun) = mpsc::channel();
        drop(parts);
        let mut terminal = Vec::new();
        show("generating from api.yaml", &begun, &mut terminal);
        assert!(terminal.is_empty());
    }
}
