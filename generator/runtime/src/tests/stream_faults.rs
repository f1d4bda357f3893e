//! Streams that fail: what was read is kept, and how it ended is said.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;

use super::support::streams::{EVENTS, NOW, PAUSE, event, rest};
use super::support::{Answer, KEY, Server, builder, client, thing};
use crate::runtime::error::ErrorKind;
use crate::sample::Refused;

#[tokio::test]
async fn an_error_of_the_api_in_the_stream() {
    let overloaded = r#"{"error":{"message":"overloaded","code":"529"}}"#;
    for sent in [
        format!("event: error\ndata: {overloaded}\n\n"),
        format!("data: {overloaded}\n\n"),
    ] {
        let answer = Answer::chunked(EVENTS)
            .chunk(NOW, event("a"))
            .chunk(PAUSE, sent)
            .chunk(NOW, event("b"))
            .end();
        let server = Server::answering([answer]).await;
        let mut events = client(&server).changes().follow().await.expect("a stream");
        let (ids, end) = rest(&mut events).await;
        assert_eq!(ids, ["a"]);
        let error = end.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Stream);
        assert_eq!(
            error.to_string(),
            "error in the stream for followChanges (200): overloaded"
        );
        assert_eq!(error.body(), Some(overloaded.as_bytes()));
        let described = error.described::<Refused>().expect("its type");
        assert_eq!(described.error.code.as_deref(), Some("529"));
        assert!(!error.is_retryable());
        assert!(events.try_next().await.expect("the end").is_none());
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_stream_that_is_cut_is_an_error_and_is_not_asked_for_again() {
    let half = r#"data: {"id":"b"#;
    let chunked = || {
        Answer::chunked(EVENTS)
            .chunk(NOW, event("a"))
            .chunk(PAUSE, half)
    };
    let long = Answer::with(200, &[("content-type", EVENTS)], &(event("a") + half)).cut(3);
    for answer in [chunked().close(), chunked().reset(), long] {
        let server = Server::answering([answer]).await;
        let mut events = client(&server).changes().follow().await.expect("a stream");
        let (ids, end) = rest(&mut events).await;
        assert_eq!(ids, ["a"]);
        let error = end.expect_err("a broken connection");
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert!(error.is_retryable());
        assert_eq!(error.attempts(), 1);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert!(events.try_next().await.expect("the end").is_none());
        assert_eq!(server.count(), 1);
    }
}

/// Without a length and without chunks, only an event that breaks off tells a cut from an end.
#[tokio::test]
async fn a_connection_that_is_closed_within_an_event_is_an_error() {
    let closed = |rest: &str| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {EVENTS}\r\n\r\n");
        Answer::raw(head + "id: 1\n" + &event("a") + rest).close()
    };
    for (rest_of_it, is_whole) in [
        ("", true),
        (": a comment", true),
        ("id: 2\n", true),
        ("data: [DONE]", true),
        ("data: [DONE]\n", true),
        ("id: 2\ndata: {\"id\":\"b", false),
        ("id: 2\ndata: {\"id\":\"b\"}\n", false),
    ] {
        let server = Server::answering([closed(rest_of_it)]).await;
        let mut events = client(&server).changes().follow().await.expect("a stream");
        let (ids, end) = rest(&mut events).await;
        assert_eq!(ids, ["a"], "{rest_of_it}");
        assert_eq!(end.is_ok(), is_whole, "{rest_of_it}");
        if let Err(error) = end {
            assert_eq!(error.kind(), ErrorKind::Connection);
            assert!(error.is_retryable());
        }
        assert_eq!(events.last_event_id(), "1");
        assert!(events.try_next().await.expect("nothing more").is_none());
    }
    // With a length or chunks, the answer is whole, and what its last event lacks is no fault of the connection.
    let answer = Answer::with(200, &[("content-type", EVENTS)], &(event("a") + "data: {"));
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["a"]);
}

/// The client does not ask for the rest by itself, but says what the caller needs to.
#[tokio::test]
async fn the_rest_of_a_stream_is_asked_for_by_the_last_id() {
    let server = Server::new(|request, _| match request.header("last-event-id") {
        None => Answer::chunked(EVENTS)
            .chunk(NOW, format!("retry: 5\nid: 1\n{}", event("a")))
            .chunk(NOW, format!("id: 2\n{}id: 3\ndata: {{", event("b")))
            .close(),
        Some("2") => Answer::chunked(EVENTS)
            .chunk(NOW, format!("id: 3\n{}", event("c")))
            .end(),
        other => Answer::json(400, format!("{other:?}")),
    })
    .await;
    let changes = client(&server).changes();
    let mut events = changes.follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert_eq!(ids, ["a", "b"]);
    assert!(end.expect_err("a cut").is_retryable());
    assert_eq!(events.last_event_id(), "2");
    assert_eq!(events.retry(), Some(Duration::from_millis(5)));
    let call = changes.follow();
    let call = call.header("last-event-id", events.last_event_id());
    let (ids, end) = rest(&mut call.await.expect("a stream")).await;
    end.expect("the end");
    assert_eq!(ids, ["c"]);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn an_error_before_the_stream_is_as_for_any_request() {
    let busy = Answer::with(503, &[("retry-after-ms", "1")], "{}");
    let good = Answer::chunked(EVENTS).chunk(NOW, event("a")).end();
    let server = Server::answering([busy, good, Answer::json(404, "{}")]).await;
    let changes = client(&server).changes();
    let mut events = changes.follow().await.expect("a stream");
    assert_eq!(rest(&mut events).await.0, ["a"]);
    assert_eq!(server.count(), 2);
    let error = changes.follow().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn an_item_that_is_not_as_described_is_told_and_the_next_one_follows() {
    let bad = format!("event: thing\nid: 2\ndata: {{\"id\":\"{KEY}\"\ndata: ,\"size\":\"x\"}}\n\n");
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, event("a") + &bad + &event("c"))
        .end();
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert_eq!(ids, ["a"]);
    let error = end.expect_err("an item of another type");
    assert_eq!(error.kind(), ErrorKind::Decode);
    let message = error.to_string();
    assert!(
        message.starts_with(
            "unexpected answer for followChanges (200): item 2 (`thing`): size: expected a number, found"
        ),
        "{message}"
    );
    assert!(!message.contains(KEY));
    assert_eq!(events.last_event().expect("the event").id(), "2");
    assert!(error.body().expect("its data").ends_with(b"\"x\"}"));
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["c"]);
}

#[tokio::test]
async fn as_a_stream_it_ends_with_the_first_error() {
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, event("a") + "data: 7\n\n" + &event("c"))
        .end();
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let mut found = Vec::new();
    while let Some(item) = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await {
        found.push(item.map(|thing| thing.id).map_err(|error| error.kind()));
    }
    assert_eq!(found, [Ok("a".to_owned()), Err(ErrorKind::Decode)]);
}

#[tokio::test]
async fn an_answer_that_is_no_event_stream() {
    for media_type in ["application/json", "text/html"] {
        let answer = Answer::with(200, &[("content-type", media_type)], &thing("a"));
        let server = Server::answering([answer]).await;
        let error = client(&server).changes().follow().await;
        let error = error.expect_err("it is no stream");
        assert_eq!(error.kind(), ErrorKind::Decode);
        let expected = format!("expected an event stream, found `{media_type}`");
        assert_eq!(
            error.to_string(),
            format!("unexpected answer for followChanges (200): {expected}")
        );
        assert_eq!(error.body(), Some(thing("a").as_bytes()));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert!(
            error
                .headers()
                .is_some_and(|headers| headers.contains_key("content-type"))
        );
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn one_event_has_a_limit_on_its_size() {
    let many = event("a").repeat(100);
    let long = format!(": {}\n\n", "x".repeat(2_000));
    let answer = Answer::chunked(EVENTS).chunk(NOW, many + &long).end();
    let server = Server::answering([answer]).await;
    let small = builder(&server).max_response_bytes(1_000).build();
    let mut events = small
        .expect("a client")
        .changes()
        .follow()
        .await
        .expect("a stream");
    let (ids, end) = rest(&mut events).await;
    assert_eq!(ids.len(), 100);
    let error = end.expect_err("an event that is too long");
    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
}
