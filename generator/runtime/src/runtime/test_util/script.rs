//! The transport of a test server: it gives each request the reply that was written for it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::clock::VirtualClock;
use super::difference::{Hidden, difference};
use super::exchange::{Exchange, Misfit};
use super::reply::Broken;
use super::request::TestRequest;
use crate::runtime::auth::credential::{Credential, Keep, redact};
use crate::runtime::http::body::Body;
use crate::runtime::http::transport::{Transport, TransportFuture};
use crate::runtime::http::transport_error::{TransportError, TransportErrorKind};

/// The exchanges that are still expected, the requests that came, and a clock that waits for nothing.
#[derive(Clone)]
pub(crate) struct Script {
    state: Arc<Mutex<State>>,
    clock: Arc<VirtualClock>,
}

#[derive(Default)]
struct State {
    expected: Vec<Exchange>,
    unexpected: Vec<String>,
    requests: Vec<TestRequest>,
    /// Query parameters and headers that hold credentials.
    hidden: Hidden,
    /// The credentials of the clients that call.
    secrets: Vec<Option<Arc<dyn Keep>>>,
}

impl Script {
    pub fn new(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        let state = State {
            expected: exchanges.into_iter().collect(),
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            clock: Arc::new(VirtualClock::new()),
        }
    }

    /// Keeps the values of the query parameter or the header that holds a credential out of complaints.
    pub fn hide(&self, credential: &dyn Credential) {
        let hidden = &mut self.state().hidden;
        hidden.query.extend(credential.query());
        hidden.headers.extend(credential.header());
    }

    /// Keeps these out of complaints, wherever a request has them.
    pub fn keep_secret(&self, credentials: &[Option<Arc<dyn Keep>>]) {
        self.state().secrets.extend_from_slice(credentials);
    }

    pub fn requests(&self) -> Vec<TestRequest> {
        self.state().requests.clone()
    }

    /// Its virtual clock.
    pub fn clock(&self) -> Arc<VirtualClock> {
        Arc::clone(&self.clock)
    }

    /// Answers a request with the first exchange that fits it.
    fn answer(&self, received: TestRequest) -> Result<http::Response<Body>, TransportError> {
        let mut state = self.state();
        state.requests.push(received.clone());
        let mut expected = state.expected.iter();
        let Some(index) = expected.position(|exchange| exchange.misfit(&received).is_none()) else {
            let mut found = received.describe(&state.hidden.query);
            // The last of equals is taken, so they go backwards.
            let left = state.expected.iter().rev();
            let nearest = left.max_by_key(|exchange| exchange.misfit(&received));
            if let Some(nearest) = nearest {
                let shown = difference(nearest, &received, &state.hidden);
                found.push_str(match nearest.misfit(&received) {
                    Some(Misfit::Body) => " (its body is not the one that is expected)",
                    Some(Misfit::Headers) => " (its headers are not those expected)",
                    Some(Misfit::Operation | Misfit::Query) | None => "",
                });
                found.push_str("\n    compared with what is nearest to it (- expected, + found):");
                found.push_str(&shown);
            }
            state.unexpected.push(found);
            // Without the query, like every error.
            let message = format!(
                "expected another request than {} {}",
                received.method, received.path
            );
            return Err(TransportError::new(TransportErrorKind::Request, message));
        };
        let mut reply = state.expected.remove(index).reply;
        self.clock.pass(reply.delay);
        if reply.broken == Broken::BeforeHead {
            return Err(TransportError::new(
                TransportErrorKind::Reset,
                "the connection broke: connection reset",
            ));
        }
        let mut pieces = reply.take_pieces();
        let mut response = http::Response::new(match (&mut pieces[..], reply.broken) {
            ([], Broken::Not) => Body::empty(),
            // In memory, as a body is that has a length.
            ([(Duration::ZERO, whole)], Broken::Not) => Body::from(std::mem::take(whole)),
            _ => Body::new(Pieces {
                left: pieces.into(),
                is_cut: reply.broken == Broken::AfterBody,
                clock: self.clock(),
            }),
        });
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        Ok(response)
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
            .map(|left| format!("\n  not used:   {}", left.describe(&hidden.query)));
        let complaint: String = lines.chain(unused).collect();
        let complaint = redact(&state.secrets, complaint.into()).into_owned();
        (!complaint.is_empty()).then_some(complaint)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves a state that can still be reported.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let script = self.clone();
        Box::pin(async move { script.answer(TestRequest::read(request).await?) })
    }
}

/// A body that arrives piece by piece.
struct Pieces {
    left: VecDeque<(Duration, Bytes)>,
    /// Whether it breaks off after them.
    is_cut: bool,
    clock: Arc<VirtualClock>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some((pause, bytes)) = self.left.pop_front() else {
            let is_cut = std::mem::take(&mut self.is_cut);
            return Poll::Ready(is_cut.then(|| {
                Err(TransportError::new(
                    TransportErrorKind::Reset,
                    "the connection broke: it was closed before the body was whole",
                ))
            }));
        };
        self.clock.pass(pause);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}
