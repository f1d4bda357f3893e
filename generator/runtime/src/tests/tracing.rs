//! Feature `tracing`: spans with OpenTelemetry's names, and nothing that should not be seen.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::format::FmtSpan;

use super::support::{Answer, KEY, Server, client, new_thing, thing};
use crate::runtime::auth::client_credentials::ClientCredentials;
use crate::runtime::client::Client;

/// What a call leaves in the log of its own subscriber: one line for each span that closes.
async fn spans(answers: impl Into<Vec<Answer>>) -> (Vec<String>, u16) {
    let server = Server::answering(answers).await;
    let (subscriber, lines) = log();
    let call = client(&server)
        .things()
        .retrieve("a")
        .extra_query("q", "hidden")
        .into_future();
    // What comes of the call is another test's.
    let _ = call.with_subscriber(subscriber).await;
    (lines(), server.port())
}

/// A subscriber, and what it logs: one line for each span that closes.
fn log() -> (
    impl tracing::Subscriber + Send + Sync,
    impl Fn() -> Vec<String>,
) {
    let lines: Arc<Mutex<Vec<u8>>> = Arc::default();
    let written = Arc::clone(&lines);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || Lines(Arc::clone(&written)))
        .finish();
    let lines = move || {
        let lines = lines.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let lines = String::from_utf8(lines).expect("text");
        assert!(!lines.contains(KEY) && !lines.contains("hidden"), "{lines}");
        lines.lines().map(str::to_owned).collect()
    };
    (subscriber, lines)
}

#[tokio::test]
async fn a_request_for_a_token_has_a_span_within_its_call() {
    let token = format!(r#"{{"access_token":"{KEY}"}}"#);
    let server = Server::new(move |request, _| match request.path() {
        "/oauth/token" => Answer::json(200, &token),
        _ => Answer::json(200, thing("a")),
    })
    .await;
    let (subscriber, lines) = log();
    let client = Client::builder()
        .base_url(server.url())
        .client_credentials(ClientCredentials::new("program", KEY))
        .build();
    let call = client.expect("a client").things().create(&new_thing());
    let call = call.into_future().with_subscriber(subscriber);
    call.await.expect("a thing");
    let lines = lines();
    let port = server.port();
    let token =
        format!("server.address=\"127.0.0.1\" server.port={port} url.path=\"/oauth/token\"");
    assert!(
        lines
            .iter()
            .any(|line| line.contains("call{") && line.contains(&token)),
        "{lines:?}"
    );
}

struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[track_caller]
fn assert_all(line: &str, expected: &[&str]) {
    for expected in expected {
        assert!(line.contains(expected), "expected {expected} in {line}");
    }
}

#[tokio::test]
async fn a_call_and_each_attempt_have_a_span() {
    let busy = Answer::with(503, &[("retry-after-ms", "1")], "{}");
    let (spans, port) = spans([busy, Answer::json(200, thing("a"))]).await;
    let [first, second, call] = &spans[..] else {
        panic!("expected three spans: {spans:#?}")
    };
    let common = [
        "otel.name=GET /things/{thing_id}",
        "otel.kind=\"client\"",
        "http.request.method=\"GET\"",
        "url.template=\"/things/{thing_id}\"",
        "server.address=\"127.0.0.1\"",
        &format!("server.port={port}"),
    ];
    assert_all(first, &common);
    assert_all(
        first,
        &[
            "http.response.status_code=503",
            "error.type=503",
            "otel.status_code=\"ERROR\"",
        ],
    );
    assert!(!first.contains("resend_count"));
    assert_all(second, &common);
    assert_all(
        second,
        &[
            "http.request.resend_count=1",
            "http.response.status_code=200",
        ],
    );
    assert!(!second.contains("error.type"));
    assert_all(call, &["otel.name=\"getThing\"", "otel.kind=\"internal\""]);
    assert!(!call.contains("error.type") && !call.contains("attempt{"));
}

#[tokio::test]
async fn a_call_that_fails_says_how() {
    let (all, _) = spans([Answer::json(404, "{}")]).await;
    assert_all(
        &all[0],
        &["http.response.status_code=404", "error.type=404"],
    );
    assert_all(
        &all[1],
        &["error.type=NotFound", "otel.status_code=\"ERROR\""],
    );
    let (all, _) = spans([Answer::json(200, "{}")]).await;
    assert!(!all[0].contains("error.type"));
    assert_all(&all[1], &["error.type=Decode"]);
}

#[tokio::test]
async fn the_span_of_a_call_lives_as_long_as_its_stream() {
    let pause = std::time::Duration::from_millis(20);
    let server = Server::answering([Answer::chunked("text/event-stream")
        .chunk(pause, format!("data: {}\n\n", thing("a")))
        .chunk(pause, "event: error\ndata: {}\n\n")
        .end()])
    .await;
    let (subscriber, lines) = log();
    let changes = client(&server).changes();
    async {
        let mut events = changes.follow().await.expect("a stream");
        events.try_next().await.expect("an event").expect("one");
        assert_eq!(lines().len(), 1, "the attempt alone is over");
        let error = events.try_next().await.expect_err("an error of the API");
        assert_eq!(error.kind(), crate::runtime::error::ErrorKind::Stream);
    }
    .with_subscriber(subscriber)
    .await;
    let lines = lines();
    let [attempt, call] = &lines[..] else {
        panic!("expected two spans: {lines:#?}")
    };
    assert_all(attempt, &["http.response.status_code=200"]);
    assert_all(call, &["otel.name=\"followChanges\"", "error.type=Stream"]);
}
