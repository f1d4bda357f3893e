//! The seam below the retries: a transport of the caller's, in memory or around reqwest's client.

use std::error::Error as _;
use std::future::{pending, ready};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use super::support::{Answer, Server, new_thing, thing};
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request::answer;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::ErrorKind;
use crate::runtime::http::failure;
use crate::runtime::http::retries::Retries;
use crate::runtime::http::transport::{
    Body, Timeout, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use crate::runtime::http::transport_error::unconnected;

/// Gives these responses, one after the other, and keeps what was sent.
#[derive(Default)]
struct Canned {
    left: Mutex<Vec<http::Response<Body>>>,
    sent: Mutex<Vec<http::Request<Body>>>,
}

impl Transport for Canned {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push(request);
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(ready(Ok(left.remove(0))))
    }
}

fn response(status: u16, header: (&str, &str), body: String) -> http::Response<Body> {
    let response = http::Response::builder()
        .status(status)
        .header(header.0, header.1)
        .body(Body::from(body.into_bytes()));
    response.expect("a response")
}

/// A client with a key.
fn builder() -> ClientBuilder {
    Client::builder().api_key("sk-test")
}

#[tokio::test]
async fn attempts_and_redirects_are_requests_of_their_own() {
    let transport = Arc::new(Canned::default());
    *transport.left.lock().expect("no panic") = vec![
        response(503, ("retry-after-ms", "1"), String::new()),
        response(307, ("location", "/v2/made"), String::new()),
        response(308, ("location", "seen"), String::new()),
        response(200, ("x-request-id", "r1"), thing("a")),
    ];
    let client = builder()
        .transport(Arc::clone(&transport))
        .timeout(Duration::from_secs(7))
        .build();
    let things = client.expect("a client").things();
    let call = things.create(&new_thing()).with_response();
    assert_eq!(call.await.expect("a thing").request_id(), Some("r1"));
    let sent = transport.sent.lock().expect("no panic");
    let sent = sent.iter().map(|request| {
        assert_eq!(
            request.extensions().get(),
            Some(&Timeout(Duration::from_secs(7)))
        );
        assert!(request.headers().contains_key("authorization"));
        let body = request.body().as_bytes().expect("bytes").len();
        (
            request.method().as_str(),
            request.uri().to_string(),
            body > 0,
        )
    });
    let base = "https://api.example.com";
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [
            ("POST", format!("{base}/v1/things?notify=true"), true),
            ("POST", format!("{base}/v1/things?notify=true"), true),
            ("POST", format!("{base}/v2/made"), true),
            ("POST", format!("{base}/v2/seen"), true),
        ]
    );
}

/// Counts the requests that reqwest's client sends.
struct Counting {
    inner: reqwest::Client,
    sent: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.inner.send(request)
    }
}

#[tokio::test]
async fn a_transport_may_stand_around_an_http_client() {
    let busy = Answer::with(503, &[("retry-after-ms", "1")], "{}");
    let server = Server::answering([busy, Answer::json(200, thing("a"))]).await;
    let sent = Arc::new(AtomicUsize::new(0));
    let client = builder().base_url(server.url()).transport(Counting {
        inner: reqwest::Client::new(),
        sent: Arc::clone(&sent),
    });
    let things = client.build().expect("a client").things();
    assert_eq!(things.retrieve("a").await.expect("a thing").id, "a");
    assert_eq!((sent.load(Ordering::Relaxed), server.count()), (2, 2));
}

/// Fails, or never answers.
struct Failing(Option<TransportErrorKind>);

impl Transport for Failing {
    fn send(&self, _: http::Request<Body>) -> TransportFuture {
        match self.0 {
            Some(kind) => Box::pin(ready(Err(TransportError::new(kind, "it is so")))),
            None => Box::pin(pending()),
        }
    }
}

#[tokio::test]
async fn each_kind_of_error_is_one_of_the_client() {
    for (kind, found, retryable) in [
        (TransportErrorKind::Dns, ErrorKind::Connection, true),
        (TransportErrorKind::Connect, ErrorKind::Connection, true),
        (TransportErrorKind::Tls, ErrorKind::Connection, true),
        (TransportErrorKind::Reset, ErrorKind::Connection, true),
        (TransportErrorKind::Timeout, ErrorKind::Timeout, true),
        (
            TransportErrorKind::Request,
            ErrorKind::InvalidRequest,
            false,
        ),
        (TransportErrorKind::NoTls, ErrorKind::Configuration, false),
        (TransportErrorKind::Redirect, ErrorKind::OtherStatus, false),
        (
            TransportErrorKind::OtherOrigin,
            ErrorKind::Configuration,
            false,
        ),
    ] {
        let client = builder().transport(Failing(Some(kind))).max_retries(0);
        let things = client.build().expect("a client").things();
        let error = things.retrieve("a").await.expect_err("no response");
        assert_eq!((error.kind(), error.is_retryable()), (found, retryable));
        let text = error.to_string();
        assert!(text.ends_with(": it is so (api.example.com:443)"), "{text}");
        let source = error.source().and_then(|source| source.downcast_ref());
        assert_eq!(source.map(TransportError::kind), Some(kind));
    }
}

/// Fails as HTTP/2 does.
struct Reset(&'static str);

impl Transport for Reset {
    fn send(&self, _: http::Request<Body>) -> TransportFuture {
        let error = TransportError::new(TransportErrorKind::Reset, "the connection broke");
        let error = error.with_source(std::io::Error::other(self.0));
        Box::pin(ready(Err(error)))
    }
}

#[tokio::test]
async fn what_a_server_refuses_to_begin_with_is_sent_again_in_any_case() {
    for (text, attempts) in [
        (
            "stream error received: refused stream before processing any application logic",
            2,
        ),
        (
            "stream error received: unexpected internal error encountered",
            1,
        ),
    ] {
        let retries = Retries::new().unsafe_methods(false).max(1);
        let client = builder().transport(Reset(text)).retries(retries).build();
        let files = client.expect("a client").files();
        let error = files.create_image("an image").await.expect_err("no answer");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Connection, attempts)
        );
    }
}

#[tokio::test]
async fn a_transport_that_never_answers_is_given_up() {
    let client = builder().transport(Failing(None)).build();
    let call = client.expect("a client").things().retrieve("a");
    let call = call.timeout(Duration::from_millis(20)).max_retries(1);
    let error = call.await.expect_err("no response");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
}

#[tokio::test]
async fn what_the_system_says_is_in_the_error() {
    let client = builder().base_url("http://name.invalid").max_retries(0);
    let things = client.build().expect("a client").things();
    let error = things.retrieve("a").await.expect_err("no such name");
    let source = error.source().and_then(|source| source.downcast_ref());
    assert_eq!(
        source.map(TransportError::kind),
        Some(TransportErrorKind::Dns),
        "{error}"
    );
    assert!(error.to_string().ends_with("(name.invalid:80)"), "{error}");
}

/// What the connections of an HTTP client say: of `https` without TLS, or of a proxy.
#[derive(Debug)]
struct Told(&'static str);

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Told {}

#[test]
fn a_client_without_tls_says_so() {
    let error = failure::of(unconnected(&Told("invalid URL, scheme is not http")));
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(!error.is_retryable(), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("the feature `rustls` or `native-tls`"),
        "{text}"
    );
}

#[test]
fn a_proxy_that_asks_for_a_credential_is_not_asked_again() {
    for (said, is_retryable) in [
        ("tunnel error: proxy authorization required", false),
        ("tunnel error: unsuccessful", true),
    ] {
        let error = failure::of(unconnected(&Told(said)));
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert_eq!(error.is_retryable(), is_retryable, "{error}");
    }
}

#[test]
fn a_transport_connects_as_it_likes() {
    let builder = builder()
        .transport(Failing(None))
        .connect_timeout(Duration::from_secs(1));
    assert_eq!(
        builder
            .build()
            .expect_err("two ways to connect")
            .to_string(),
        "invalid configuration: expected a transport or a connect_timeout, found both: set the \
         timeout on what the transport connects with"
    );
}

/// A body that never comes.
struct Never;

impl http_body::Body for Never {
    type Data = bytes::Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, TransportError>>> {
        Poll::Pending
    }
}

static EXISTS: Operation = Operation {
    id: "hasThing",
    method: "HEAD",
    path: "/things",
    accept: "*/*",
    ..Operation::USUAL
};

#[tokio::test]
async fn an_answer_to_head_has_no_body_to_wait_for() {
    let transport = Canned::default();
    let whole = http::Response::builder()
        .header("content-length", u64::MAX)
        .body(Body::new(Never));
    *transport.left.lock().expect("no panic") = vec![whole.expect("a response")];
    let client = builder().transport(transport).build().expect("a client");
    answer(client.call(&EXISTS), |_, _| Ok(()))
        .await
        .expect("an answer");
}
