//! The time of streams: timeouts are for silence, and a reader may take its own.

use std::time::{Duration, Instant};

use super::support::streams::{EVENTS, NOW, event, rest};
use super::support::{Answer, GENEROUS, KEY, Server, builder, client};
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::ErrorKind;

#[tokio::test]
async fn the_timeout_of_an_attempt_is_for_silence() {
    let pause = Duration::from_millis(60);
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..8 {
        answer = answer.chunk(pause, event("a"));
    }
    let silent = Answer::chunked(EVENTS)
        .chunk(NOW, event("a"))
        .chunk(Duration::from_secs(3600), event("b"));
    let server = Server::answering([answer.end(), silent]).await;
    let patience = pause * 4;
    let changes = client(&server).changes();
    let call = changes.follow().timeout(patience);
    let mut events = call.await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end, after twice the timeout");
    assert_eq!(ids.len(), 8);
    let mut events = changes.follow().timeout(patience).await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert_eq!(ids, ["a"]);
    let error = end.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "timeout for followChanges (200): nothing more came within 240ms"
    );
    server.deserted().await;
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn the_deadline_of_the_call_ends_a_stream() {
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..100 {
        answer = answer.chunk(Duration::from_millis(10), event("a"));
    }
    let server = Server::answering([answer]).await;
    let began = Instant::now();
    let deadline = Duration::from_millis(200);
    let short = builder(&server).deadline(deadline).build();
    let short = short.expect("a client").changes();
    let mut events = short.follow().deadline(deadline).await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert!(!ids.is_empty() && began.elapsed() < GENEROUS);
    assert_eq!(end.expect_err("late").kind(), ErrorKind::Timeout);
    // That of the client is for what it waits for, and it has the stream.
    let mut events = short.follow().await.expect("a stream");
    let mut count = 0;
    while began.elapsed() < deadline * 3 && events.try_next().await.expect("a thing").is_some() {
        count += 1;
    }
    assert!(count > 1);
}

#[tokio::test]
async fn a_slow_reader_holds_the_server_back() {
    const PIECES: usize = 64;
    let piece = event(&"a".repeat(4_000)).repeat(128);
    let total = PIECES * piece.len();
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..PIECES {
        answer = answer.chunk(NOW, &piece);
    }
    let server = Server::answering([answer.end()]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    // Until the server gets rid of no more: what is on the way fills the buffers of the system alone.
    let mut written = 0;
    while written < server.written() {
        written = server.written();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(written < total / 2, "{written} of {total} bytes were taken");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids.len(), PIECES * 128 - 1);
}

/// What comes in time waits for the reader: the time that it takes itself is no silence.
#[tokio::test]
async fn a_reader_may_take_longer_than_the_timeout() {
    let timeout = Duration::from_millis(100);
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, event("a"))
        .chunk(timeout / 4, event("b"))
        .end();
    let server = Server::answering([answer]).await;
    let call = client(&server).changes().follow().timeout(timeout);
    let mut events = call.await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    tokio::time::sleep(timeout * 3).await;
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["b"]);
}

/// The deadline is for all that the caller does with the stream.
#[tokio::test]
async fn a_reader_that_is_slower_than_the_deadline_is_late() {
    let deadline = Duration::from_millis(200);
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, event("a"))
        .chunk(deadline / 4, event("b"))
        .end();
    let server = Server::answering([answer]).await;
    let call = client(&server).changes().follow().deadline(deadline);
    let mut events = call.await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    tokio::time::sleep(deadline * 2).await;
    // It has arrived, but too late for the caller.
    let (ids, end) = rest(&mut events).await;
    assert!(ids.is_empty(), "{ids:?}");
    let error = end.expect_err("late");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("deadline"), "{error}");
    assert!(!error.is_retryable());
}

/// A client of this server, through an HTTP client of the caller that has a timeout.
fn own(server: &Server, timeout: Duration) -> ClientBuilder {
    let http = reqwest::Client::builder().timeout(timeout).build();
    builder(server).http_client(http.expect("an HTTP client"))
}

/// reqwest bounds the whole of an answer. A timeout that is set here takes its place, and is for silence.
#[tokio::test]
async fn a_timeout_takes_the_place_of_that_of_an_own_http_client() {
    let pause = Duration::from_millis(60);
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..8 {
        answer = answer.chunk(pause, event("a"));
    }
    let server = Server::answering([answer.end()]).await;
    let client = own(&server, pause * 4).build().expect("a client");
    let mut events = client.changes().follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids.len(), 8);
    let request = client.exports().retrieve();
    let file = request.clone().pdf().await.expect("a file");
    let whole = file.bytes().await.expect("all of it");
    assert_eq!(whole.len(), 8 * event("a").len());
    // It is for silence in a download too.
    let file = request.timeout(pause / 4).pdf().await.expect("a file");
    let error = file.bytes().await.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("nothing more came"), "{error}");
}

/// Without one, what the caller built the HTTP client with is kept: an error, never a silent end.
#[tokio::test]
async fn the_timeout_of_an_own_http_client_ends_a_stream() {
    let pause = Duration::from_millis(60);
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..8 {
        answer = answer.chunk(pause, event("a"));
    }
    let server = Server::answering([answer.end()]).await;
    let http = reqwest::Client::builder().timeout(pause * 4).build();
    let client = Client::builder()
        .base_url(server.url())
        .api_key(KEY)
        .http_client(http.expect("an HTTP client"))
        .build()
        .expect("a client");
    let mut events = client.changes().follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert!((1..8).contains(&ids.len()), "{ids:?}");
    assert_eq!(end.expect_err("a timeout").kind(), ErrorKind::Timeout);
    let mut file = client.exports().retrieve().pdf().await.expect("a file");
    let error = loop {
        match file.chunk().await {
            Ok(piece) => assert!(piece.is_some(), "a silent end"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Timeout);
}
