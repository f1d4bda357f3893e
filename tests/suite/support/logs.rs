//! Every log line and span of the process on standard output, at the finest level, when asked for.

use std::sync::Once;

use tracing_subscriber::fmt::format::FmtSpan;

/// The environment variable that asks for them.
pub const WANTED: &str = "TESTS_LOG_EVERYTHING";

/// Begins to print, once for all tests and only when asked.
pub fn listen() {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| {
        if std::env::var_os(WANTED).is_none() {
            return;
        }
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(std::io::stdout)
            .init();
        // Without effect if the subscriber brought a logger along; then that one prints.
        if log::set_logger(&Printer).is_ok() {
            log::set_max_level(log::LevelFilter::Trace);
        }
    });
}

struct Printer;

impl log::Log for Printer {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        println!("{} {}: {}", record.level(), record.target(), record.args());
    }

    fn flush(&self) {}
}
