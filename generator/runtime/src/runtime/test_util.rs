//! Feature `test-util`: an API in memory, for tests of code that uses the client.
//!
//! A [`TestServer`] knows which requests to expect and what to answer. It opens no socket and reads no
//! environment, and its time is virtual: waits and timeouts pass at once, and are counted. A request
//! nobody expected, or an answer nobody asked for, fails the test.
//!
//! ```text
//! let server = TestServer::new([
//!     Exchange::get("/things/a").reply(Reply::new(429).header("retry-after", "20")),
//!     Exchange::get("/things/a").reply(Reply::json(200, json!({ "id": "a" }))),
//! ]);
//! let client = Client::builder().test_server(&server).build()?;
//! code_of_yours(&client).await?;
//! assert_eq!(server.waits(), [Duration::from_secs(20)]); // and no time has passed
//! ```
//!
//! A request can be held against its body too: [`json`](Exchange::json), [`form`](Exchange::form),
//! [`parts`](Exchange::parts), [`bytes`](Exchange::bytes) or [`text`](Exchange::text).
//!
//! ```text
//! Exchange::post("/files").parts([
//!     TestPart::file("file", "train.jsonl", bytes).content_type("application/jsonl"),
//!     TestPart::text("purpose", "fine-tune"),
//! ])
//! ```
//!
//! A body can arrive in pieces, with pauses between them, and break off: [`events`](Reply::events),
//! [`chunk`](Reply::chunk), [`pause`](Reply::pause), [`cut_short`](Reply::cut_short).
//!
//! [`from_json`] makes any answer as a value, for code that takes one and sends nothing.
//!
//! ```text
//! let thing = from_json::<Thing>(json!({ "id": "a" }));
//! ```
//!
//! Redirects are followed as over HTTP: each is a request of its own. Timeouts and deadlines are kept in
//! virtual time.

mod clock;
mod difference;
mod exchange;
mod expected;
mod from_json;
mod har;
mod part;
mod reply;
mod request;
mod script;

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub use exchange::Exchange;
pub use from_json::from_json;
pub use part::TestPart;
pub use reply::Reply;
pub use request::TestRequest;
pub(super) use script::Script;

use crate::runtime::auth::credential::Held;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;

/// An API in memory: it gives each request the answer that was written for it.
///
/// # Panics
///
/// When it is dropped, or by [`finish`](Self::finish): if a request came that no exchange was left
/// for, or an exchange was not used. While the thread already panics, the message is printed
/// to standard error.
#[must_use = "a test server that is dropped at once has seen no request"]
pub struct TestServer {
    script: Arc<Script>,
}

impl TestServer {
    /// A server that expects these exchanges. Each is used once; of those that fit a request, the
    /// first is taken.
    pub fn new(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        Self {
            script: Arc::new(Script::new(exchanges)),
        }
    }

    /// A server that replays a recording in the HAR format, as browsers export it.
    ///
    /// Of a request, method, path, query and, where it was recorded, the body count. A response with `"_truncated": true` breaks off
    /// after its body.
    ///
    /// # Errors
    ///
    /// Kind [`Configuration`](crate::runtime::error::ErrorKind::Configuration): the text is no HAR;
    /// the message says what was expected where.
    pub fn from_har(har: &str) -> Result<Self, Error> {
        har::exchanges(har)
            .map(Self::new)
            .map_err(Error::configuration)
    }

    /// Every request so far, in order.
    pub fn requests(&self) -> Vec<TestRequest> {
        self.script.requests()
    }

    /// Every wait between attempts so far, in order. Here no chance shortens them.
    pub fn waits(&self) -> Vec<Duration> {
        self.script.clock().waits()
    }

    /// How much virtual time has passed: waits, delays, timeouts.
    pub fn elapsed(&self) -> Duration {
        self.script.clock().elapsed()
    }

    /// Ends the test here rather than where the server is dropped.
    ///
    /// # Panics
    ///
    /// If a request came that no exchange was left for, or an exchange was not used. The message compares such
    /// a request with the exchange that is nearest to it, without credentials.
    #[track_caller]
    pub fn finish(self) {
        self.check();
    }

    #[track_caller]
    fn check(&self) {
        let Some(complaint) = self.script.take_complaint() else {
            return;
        };
        let at = Location::caller();
        let complaint =
            format!("the test server saw other requests than expected ({at}):{complaint}");
        // A second panic would end the process and hide the first, which is mostly about an answer that is not there.
        if thread::panicking() {
            eprintln!("{complaint}");
        } else {
            panic!("{complaint}");
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.check();
    }
}

impl fmt::Debug for TestServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestServer")
            .field("elapsed", &self.elapsed())
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Sends every request to a server in memory. Credentials that were not set yet are filled with
    /// `test`, and the environment is not read.
    pub fn test_server(mut self, server: &TestServer) -> Self {
        let slots = self.configuration.credentials.iter_mut();
        for (credential, slot) in self.api.credentials.iter().zip(slots) {
            // A basic credential is a user and a password.
            let kept = |secret| Held::kept(*credential, secret);
            slot.get_or_insert_with(|| kept("test").or_else(|_| kept("test:test")));
        }
        for credential in self.api.credentials {
            server.script.hide(*credential);
        }
        self.configuration.test_server = Some(Arc::clone(&server.script));
        self
    }
}
