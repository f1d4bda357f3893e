//! A server that replays a recording: it answers the requests that were recorded and objects to all
//! others.
//!
//! Takes a HAR file. Each exchange answers one request, the first that matches it; what a match is
//! is in the table below. A request that matches none is answered with status 599 and a text
//! that names the differences. When the server is finished or dropped, such requests and the
//! exchanges that nobody asked for are reported together. It never forwards anything to the API
//! that was recorded.
//!
//! | part | compared |
//! |---|---|
//! | method, path | exactly, the path as it is encoded |
//! | query | the decoded pairs, in any order, as many as recorded |
//! | `accept`, `content-type` | where recorded |
//! | `authorization` | whether it is there, its scheme, and that something follows the scheme |
//! | body | JSON by value, all else by its bytes |
//!
//! A response body that was recorded with `"_truncated": true` is cut short: `content-length`
//! promises `content.size` bytes, and the connection ends after `content.text`.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::answer::Answer;
use crate::exchange::{Exchange, exchanges};
use crate::har::Har;
use crate::matching::differences;
use crate::request::RecordedRequest;
use crate::server::Server;

/// A server that replays a recording, on a free port of the loopback interface, until it is
/// dropped.
///
/// # Panics
///
/// Dropping it panics when [`finish`](Self::finish) would have been an error, unless the thread
/// panics already: then the report is printed to standard error, next to the message of the panic
/// that it may explain.
#[derive(Debug)]
#[must_use = "the server ends, and reports what was not used, when it is dropped"]
pub struct Replay {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl Replay {
    /// Starts a server that replays a HAR file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is not a recording that can be replayed, or the machine has
    /// no free port or thread.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        let text = std::fs::read(path).map_err(named)?;
        let har = Har::from_slice(&text).map_err(|error| named(error.into()))?;
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        Self::start(name, &har).map_err(named)
    }

    /// Starts a server that replays a recording; `name` is what reports call it.
    ///
    /// # Errors
    ///
    /// When an exchange cannot be replayed, since its URL, a header field or its body is not one,
    /// or when the machine has no free port or thread.
    pub fn start(name: impl Into<String>, recording: &Har) -> io::Result<Self> {
        let state = State {
            name: name.into(),
            exchanges: exchanges(recording)?,
            unexpected: Vec::new(),
            reported: false,
        };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| lock(&shared).answer(&request))?;
        Ok(Self { server, state })
    }

    /// The URL of a path on this server, such as `/v1`.
    pub fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// Ends the server.
    ///
    /// # Errors
    ///
    /// When a request was unexpected or an exchange was not used; the report says which, and how
    /// they differ.
    pub fn finish(self) -> Result<(), Report> {
        let report = lock(&self.state).report();
        report.map_or(Ok(()), Err)
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        let report = lock(&self.state).report();
        match report {
            None => {}
            Some(report) if thread::panicking() => eprintln!("{report}"),
            Some(report) => panic!("{report}"),
        }
    }
}

/// Why a replay failed: the unexpected requests and the exchanges that were not used, one paragraph
/// each.
///
/// `Debug` is the same text as `Display`, so that a test that returns the error, or unwraps it,
/// prints something readable.
#[derive(Clone, PartialEq, Eq)]
pub struct Report(String);

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Report {}

/// How far a replay has come.
#[derive(Debug)]
struct State {
    name: String,
    exchanges: Vec<Exchange>,
    unexpected: Vec<String>,
    reported: bool,
}

impl State {
    fn answer(&mut self, request: &RecordedRequest) -> Answer {
        let fits = |exchange: &&mut Exchange| {
            !exchange.used && differences(&exchange.request, request).is_empty()
        };
        if let Some(exchange) = self.exchanges.iter_mut().find(fits) {
            exchange.used = true;
            return exchange.answer.clone();
        }
        let text = self.unexpected_text(request);
        self.unexpected.push(text.clone());
        Answer::objection(text)
    }

    /// Says how a request differs from the exchange that is nearest to it, one that was not used if
    /// there is any.
    fn unexpected_text(&self, request: &RecordedRequest) -> String {
        let mut text = format!("unexpected request: {}", request.line());
        let nearest = self
            .exchanges
            .iter()
            .enumerate()
            .map(|(index, exchange)| (index + 1, exchange, differences(&exchange.request, request)))
            .min_by_key(|(_, exchange, differences)| (exchange.used, differences.len()));
        match nearest {
            None => text.push_str("\n  the recording is empty"),
            Some((_, exchange, _)) if exchange.used => {
                text.push_str("\n  every exchange was already used");
            }
            Some((number, _, differences)) => {
                text.push_str(&format!(
                    "\n  the nearest is exchange {number}, which differs in"
                ));
                for difference in differences {
                    text.push_str(&format!("\n    {difference}"));
                }
            }
        }
        text
    }

    /// What went wrong, once: the second call finds nothing.
    fn report(&mut self) -> Option<Report> {
        let unused = self
            .exchanges
            .iter()
            .enumerate()
            .filter(|(_, exchange)| !exchange.used);
        let unused = unused.map(|(index, exchange)| {
            format!(
                "exchange {} was not used: {}",
                index + 1,
                exchange.request.line()
            )
        });
        let faults: Vec<String> = self.unexpected.iter().cloned().chain(unused).collect();
        if faults.is_empty() || std::mem::replace(&mut self.reported, true) {
            return None;
        }
        Some(Report(format!(
            "the replay of {} failed\n{}",
            self.name,
            faults.join("\n")
        )))
    }
}

/// Nothing that holds the lock can panic half way, so a poisoned one is as good as any.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
