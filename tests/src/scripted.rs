//! A server that answers as a closure says and collects the requests.
//!
//! The closure is the test: it sees each request, may assert what it likes, and gives the answer.
//! When it panics, the client is answered with status 599 and the server panics with the same words
//! when it is dropped.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::answer::Answer;
use crate::request::RecordedRequest;
use crate::server::Server;

/// A server with a script, on a free port of the loopback interface, until it is dropped.
#[derive(Debug)]
pub struct Scripted {
    server: Server,
    seen: Arc<Mutex<Seen>>,
}

/// What a scripted server remembers.
#[derive(Debug, Default)]
struct Seen {
    requests: Vec<RecordedRequest>,
    panics: Vec<String>,
}

impl Scripted {
    /// Starts a server. The script runs on the server's thread, for one request at a time.
    ///
    /// # Errors
    ///
    /// When the machine has no free port or no thread to give.
    pub fn start(
        script: impl FnMut(&RecordedRequest) -> Answer + Send + 'static,
    ) -> io::Result<Self> {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let remembered = Arc::clone(&seen);
        let script = Mutex::new(script);
        let server = Server::start(move |request| {
            lock(&remembered).requests.push(request.clone());
            catch_unwind(AssertUnwindSafe(|| lock(&script)(&request))).unwrap_or_else(|panic| {
                let text = format!("the script panicked: {}", panic_text(&*panic));
                lock(&remembered).panics.push(text.clone());
                Answer::objection(text)
            })
        })?;
        Ok(Self { server, seen })
    }

    /// The URL of a path on this server, such as `/v1`.
    pub fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// The requests so far, in the order they came.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.seen).requests.clone()
    }

    /// The requests so far, which are forgotten by this.
    pub fn take_requests(&self) -> Vec<RecordedRequest> {
        std::mem::take(&mut lock(&self.seen).requests)
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        let panics = std::mem::take(&mut lock(&self.seen).panics);
        // A test that fails already needs no second panic, which would abort the whole run.
        if !panics.is_empty() && !thread::panicking() {
            panic!("{}", panics.join("\n"));
        }
    }
}

/// A script that panicked leaves nothing half done that the next request could meet.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "a panic without a text",
    }
}
