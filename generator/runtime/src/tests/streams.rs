//! Streams over HTTP: what arrives, when it arrives, and how it ends.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::{Duration, Instant};

use futures_core::Stream;
use tokio::time::timeout;

use super::support::{Answer, GENEROUS, KEY, Server, builder, client, thing};
use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::stream::event_stream::EventStream;
use crate::sample::{Change, Refused, Thing};

const EVENTS: &str = "text/event-stream; charset=utf-8";
const NOW: Duration = Duration::ZERO;
const PAUSE: Duration = Duration::from_millis(30);

/// An event with a thing.
fn event(id: &str) -> String {
    format!("data: {}\n\n", thing(id))
}

/// The ids of the things that are left, and how the stream ends.
async fn rest(events: &mut EventStream<Thing>) -> (Vec<String>, Result<(), Error>) {
    let mut ids = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(thing)) => ids.push(thing.id),
            Ok(None) => return (ids, Ok(())),
            Err(error) => return (ids, Err(error)),
        }
    }
}

#[tokio::test]
async fn comments_ids_and_split_characters() {
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, ": PROCESSING\n\nretry: 3000\n\n")
        .chunk(PAUSE, b"event: thing\r\nid: 1\r\ndata: {\"id\":\"\xe4")
        .chunk(PAUSE, b"\xbd\xa0\"}\r")
        .chunk(PAUSE, "\n\r")
        .chunk(PAUSE, "\nid: 7\n\n")
        .chunk(NOW, "data: {\"id\":\ndata:  \"好\"}\n\n")
        .chunk(NOW, "data:{\"id\":\"no space\"}\nunknown: x\n\n")
        .end();
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    assert_eq!((events.last_event(), events.last_event_id()), (None, ""));
    let first = events.try_next().await.expect("an event").expect("one");
    assert_eq!(first.id, "你");
    let raw = events.last_event().expect("an event");
    assert_eq!((raw.name(), raw.id()), ("thing", "1"));
    assert_eq!(raw.data(), r#"{"id":"你"}"#);
    assert_eq!(events.retry(), Some(Duration::from_secs(3)));
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["好", "no space"]);
    let raw = events.last_event().expect("an event");
    assert_eq!((raw.name(), raw.id()), ("message", "7"));
    assert_eq!(events.last_event_id(), "7");
    assert!(events.try_next().await.expect("the end").is_none());
    assert_eq!(
        server.requests()[0].header("accept"),
        Some("text/event-stream")
    );
}

#[tokio::test]
async fn items_come_as_they_arrive_and_the_head_before_them() {
    let never = Duration::from_secs(3600);
    let answer = Answer::chunked(EVENTS)
        .chunk(PAUSE, event("a"))
        .chunk(never, event("b"));
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    assert_eq!(events.status().as_u16(), 200);
    assert_eq!(events.headers()["content-type"], EVENTS);
    assert_eq!(events.request_id(), None);
    let first = timeout(GENEROUS, events.try_next()).await.expect("in time");
    assert_eq!(first.expect("an event").expect("one").id, "a");
    // Giving up the wait loses nothing, and dropping the stream closes the connection.
    for _ in 0..3 {
        assert!(timeout(PAUSE, events.try_next()).await.is_err());
    }
    assert_eq!(server.open(), 1);
    drop(events);
    server.deserted().await;
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn giving_up_the_wait_loses_no_event() {
    let mut answer = Answer::chunked(EVENTS);
    for piece in event("a").repeat(20).as_bytes().chunks(7) {
        answer = answer.chunk(Duration::from_millis(2), piece);
    }
    let server = Server::answering([answer.end()]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let mut count = 0;
    loop {
        match timeout(Duration::from_millis(1), events.try_next()).await {
            Err(_) => {}
            Ok(Ok(Some(_))) => count += 1,
            Ok(Ok(None)) => break,
            Ok(Err(error)) => panic!("{error}"),
        }
    }
    assert_eq!(count, 20);
}

#[tokio::test]
async fn a_sign_ends_the_stream() {
    let never = Duration::from_secs(3600);
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, format!("{}{}data: [DONE]\n\n", event("a"), event("b")))
        .chunk(never, "data: more\n\n");
    let whole = Answer::chunked(EVENTS)
        .chunk(NOW, format!("{}data: [DONE]\n\n", event("c")))
        .end();
    let server = Server::answering([answer, whole]).await;
    let changes = client(&server).changes();
    let mut events = changes.follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(events.last_event().expect("the sign").data(), "[DONE]");
    // The connection goes before the stream does.
    server.deserted().await;
    // One that has nothing more to give is used again.
    for _ in 0..3 {
        let mut events = changes.follow().await.expect("a stream");
        let (ids, end) = rest(&mut events).await;
        end.expect("the end");
        assert_eq!(ids, ["c"]);
    }
    // Left as they are, events have no signs.
    let events = changes.follow().await.expect("a stream");
    let mut events = events.raw();
    let mut data = Vec::new();
    while let Some(event) = events.try_next().await.expect("an event") {
        data.push(event.data().to_owned());
    }
    assert_eq!(data, [thing("c"), "[DONE]".to_owned()]);
}

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
            "unexpected answer for followChanges (200): item 2 (`thing`): size: invalid type"
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

#[tokio::test]
async fn an_answer_that_is_no_event_stream() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let error = client(&server).changes().follow().await;
    let error = error.expect_err("JSON is no stream");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "unexpected answer for followChanges (200): expected an event stream, found `application/json`"
    );
}

#[tokio::test]
async fn events_by_name() {
    let answer = Answer::chunked(EVENTS)
        .chunk(NOW, format!("event: added\n{}", event("a")))
        .chunk(NOW, "event: removed\ndata: a\n\nevent: moved\ndata: b\n\n")
        .chunk(NOW, "event: over\ndata:\n\nevent: added\ndata: 7\n\n")
        .end();
    let failed = Answer::chunked(EVENTS)
        .chunk(NOW, "event: failed\ndata: no more\n\n")
        .end();
    let server = Server::answering([answer, failed]).await;
    let changes = client(&server).changes();
    let mut events = changes.tell().await.expect("a stream");
    let mut found = Vec::new();
    while let Some(change) = events.try_next().await.expect("a change") {
        found.push(change);
    }
    let [
        Change::Added(added),
        Change::Removed(removed),
        Change::Unknown(other),
    ] = &found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!((added.id.as_str(), removed.as_str()), ("a", "a"));
    assert_eq!((other.name(), other.data()), ("moved", "b"));
    let mut events = changes.tell().await.expect("a stream");
    let error = events.try_next().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(error.body(), Some(&b"no more"[..]));
}

#[tokio::test]
async fn nothing_shows_what_a_stream_holds() {
    let answer = Answer::chunked(EVENTS).chunk(NOW, event("secret")).end();
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    events.try_next().await.expect("an event");
    let shown = format!("{events:?}");
    assert!(
        shown.contains("followChanges") && !shown.contains("secret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_slow_reader_holds_the_server_back() {
    let mut answer = Answer::chunked(EVENTS);
    for _ in 0..64 {
        answer = answer.chunk(NOW, event("a").repeat(2_000));
    }
    let server = Server::answering([answer.end()]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let mut count = 0;
    while events.try_next().await.expect("an event").is_some() {
        count += 1;
        if count % 16_000 == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    assert_eq!(count, 64 * 2_000);
}
