//! Catches every log line and every span of the process, at the finest level.

use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::fmt::format::FmtSpan;

static LOGS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Begins to catch, once for all tests.
pub(super) fn catch() {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(|| Catcher)
            .init();
        // Without effect if a subscriber brought a logger along; then that one catches.
        if log::set_logger(&Catcher).is_ok() {
            log::set_max_level(log::LevelFilter::Trace);
        }
    });
}

/// Everything that was logged so far.
pub(in crate::tests) fn logs() -> String {
    let logs = LOGS.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&logs).into_owned()
}

struct Catcher;

impl Write for Catcher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGS.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl log::Log for Catcher {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!(
            "{} {}: {}\n",
            record.level(),
            record.target(),
            record.args()
        );
        // Writing into memory cannot fail.
        let _ = Catcher.write(line.as_bytes());
    }

    fn flush(&self) {}
}
