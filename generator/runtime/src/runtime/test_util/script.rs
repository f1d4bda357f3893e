//! The state of a test server: what is still expected, what came, and the virtual clock.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use jiff::Timestamp;
use reqwest::Request;

use super::exchange::{Broken, Exchange, TestRequest};
use crate::runtime::auth::credential::{Held, redact};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::failure;
use crate::runtime::http::response::Head;

/// What is still expected, what came, and a clock that waits for nothing.
pub(crate) struct Script {
    state: Mutex<State>,
    began: (Instant, Timestamp),
}

#[derive(Default)]
struct State {
    expected: Vec<Exchange>,
    unexpected: Vec<String>,
    requests: Vec<TestRequest>,
    waits: Vec<Duration>,
    elapsed: Duration,
    /// Query parameters that hold credentials.
    hidden: Vec<&'static str>,
    /// The credentials of the clients that call.
    secrets: Vec<Option<Held>>,
}

/// The body of a scripted reply, still to be read.
pub(crate) struct ScriptedBody {
    pub head: Head,
    body: Bytes,
    broken: bool,
}

impl Script {
    pub fn new(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        let state = State {
            expected: exchanges.into_iter().collect(),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            began: (Instant::now(), Timestamp::now()),
        }
    }

    /// Keeps the values of these query parameters out of complaints.
    pub fn hide(&self, parameters: impl IntoIterator<Item = &'static str>) {
        self.state().hidden.extend(parameters);
    }

    /// Keeps these out of complaints, wherever a request has them.
    pub fn keep_secret(&self, credentials: &[Option<Held>]) {
        self.state().secrets.extend_from_slice(credentials);
    }

    pub fn requests(&self) -> Vec<TestRequest> {
        self.state().requests.clone()
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// The moment on the virtual clock.
    pub fn now(&self) -> Instant {
        let (began, _) = self.began;
        began.checked_add(self.elapsed()).unwrap_or(began)
    }

    /// Date and time on the virtual clock.
    pub fn timestamp(&self) -> Timestamp {
        let (_, began) = self.began;
        began.checked_add(self.elapsed()).unwrap_or(began)
    }

    /// Lets a wait pass.
    pub fn sleep(&self, wait: Duration) {
        let mut state = self.state();
        state.waits.push(wait);
        state.pass(wait);
    }

    /// Turns the clock back to a moment after the beginning: what took longer was given up there.
    pub fn give_up_at(&self, moment: Instant) {
        let (began, _) = self.began;
        self.state().elapsed = moment.saturating_duration_since(began);
    }

    /// Answers a request with the first exchange that fits it.
    pub fn answer(&self, request: &Request) -> Result<ScriptedBody, Error> {
        let received = TestRequest::new(request);
        let mut state = self.state();
        state.requests.push(received.clone());
        let Some(index) = state
            .expected
            .iter()
            .position(|exchange| exchange.fits(&received))
        else {
            let found = received.describe(&state.hidden);
            state.unexpected.push(found);
            // Without the query, like every error.
            let message = format!(
                "expected another request than {} {}",
                received.method, received.path
            );
            return Err(failure::new(ErrorKind::InvalidRequest, message));
        };
        let reply = state.expected.remove(index).reply;
        if let Some(timeout) = request.timeout().filter(|timeout| **timeout <= reply.delay) {
            state.pass(*timeout);
            let message = "expected a whole answer in time, found none";
            return Err(failure::new(ErrorKind::Timeout, message));
        }
        state.pass(reply.delay);
        if reply.broken == Broken::BeforeHead {
            let message = "expected an answer, found a connection that was reset";
            return Err(failure::new(ErrorKind::Connection, message));
        }
        let head = Head {
            status: reply.status,
            headers: reply.headers,
        };
        Ok(ScriptedBody {
            head,
            body: reply.body,
            broken: reply.broken == Broken::AfterBody,
        })
    }

    /// What did not go as expected, said once.
    pub fn take_complaint(&self) -> Option<String> {
        let mut state = self.state();
        let unexpected = std::mem::take(&mut state.unexpected);
        let unused = std::mem::take(&mut state.expected);
        let hidden = &state.hidden;
        let lines = unexpected
            .into_iter()
            .map(|found| format!("\n  unexpected: {found}"));
        let unused = unused
            .iter()
            .map(|left| format!("\n  not used:   {}", left.describe(hidden)));
        let complaint: String = lines.chain(unused).collect();
        let complaint = redact(&state.secrets, complaint.into()).into_owned();
        (!complaint.is_empty()).then_some(complaint)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves a state that can still be reported.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn pass(&mut self, time: Duration) {
        self.elapsed = self.elapsed.saturating_add(time);
    }
}

impl ScriptedBody {
    /// The body, once; then its end, or that it broke off.
    pub fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if !self.body.is_empty() {
            return Ok(Some(std::mem::take(&mut self.body)));
        }
        if self.broken {
            let message = "expected a whole answer, found a broken connection";
            return Err(failure::new(ErrorKind::Connection, message));
        }
        Ok(None)
    }
}
