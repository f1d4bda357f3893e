//! Reads every log line and every span of the process, at the finest level, and remembers a secret.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tracing_subscriber::fmt::format::FmtSpan;

/// What every secret of the tests holds, as it is and in base64.
const SECRETS: [&str; 2] = ["sk-test", "c2stdGVzd"];

static SEEN: Mutex<Seen> = Mutex::new(Seen {
    leak: None,
    reqwest: 0,
    hyper: 0,
});

/// What was logged so far.
#[derive(Clone)]
pub(in crate::tests) struct Seen {
    /// The first line that shows a secret.
    pub leak: Option<String>,
    /// How many lines are reqwest's.
    pub reqwest: usize,
    /// How many lines are hyper's.
    pub hyper: usize,
}

/// Begins to listen, once for all tests.
pub(super) fn listen() {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            // Nothing is added to a span when it is entered or left.
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .without_time()
            .with_ansi(false)
            .with_writer(|| Listener)
            .init();
        // Without effect if the subscriber brought a logger along; then that one listens.
        if log::set_logger(&Listener).is_ok() {
            log::set_max_level(log::LevelFilter::Trace);
        }
    });
}

/// What was logged so far.
pub(in crate::tests) fn seen() -> Seen {
    lock().clone()
}

fn lock() -> MutexGuard<'static, Seen> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Listener;

impl Write for Listener {
    /// Takes one whole line.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let mut seen = lock();
        seen.reqwest += usize::from(line.contains("reqwest::"));
        seen.hyper += usize::from(line.contains("hyper_util::"));
        if seen.leak.is_none() && SECRETS.iter().any(|secret| line.contains(secret)) {
            seen.leak = Some(line.into_owned());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}: {}", record.level(), record.target(), record.args());
        // Counting lines cannot fail.
        let _ = Listener.write(line.as_bytes());
    }

    fn flush(&self) {}
}
