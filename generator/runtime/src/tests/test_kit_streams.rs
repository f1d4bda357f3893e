//! Feature `test-util`: streams in memory, with pauses in virtual time.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::test_util::{Exchange, Reply, TestServer};
use crate::sample::Changes;

const LONG: Duration = Duration::from_secs(400);

fn changes(server: &TestServer) -> Changes {
    let client = Client::builder().test_server(server).build();
    client.expect("a client").changes()
}

fn server(reply: Reply) -> TestServer {
    TestServer::new([Exchange::get("/changes").reply(reply)])
}

#[tokio::test]
async fn pauses_pass_at_once_and_are_counted() {
    let reply = Reply::events()
        .event(json!({ "id": "a" }))
        .pause(LONG)
        .chunk("data: {\"id\"")
        .pause(LONG)
        .chunk(": \"b\"}\n\ndata: [DONE]\n\n");
    let server = server(reply);
    let began = Instant::now();
    let mut events = changes(&server).follow().await.expect("a stream");
    assert_eq!(server.elapsed(), Duration::ZERO);
    let first = events.try_next().await.expect("an event").expect("one");
    assert_eq!((first.id.as_str(), server.elapsed()), ("a", Duration::ZERO));
    let second = events.try_next().await.expect("an event").expect("one");
    assert_eq!((second.id.as_str(), server.elapsed()), ("b", LONG * 2));
    assert!(events.try_next().await.expect("the end").is_none());
    assert!(began.elapsed() < LONG);
    server.finish();
}

#[tokio::test]
async fn a_pause_longer_than_the_timeout_is_silence() {
    let timeout = Duration::from_secs(600);
    let reply = Reply::events()
        .event(json!({ "id": "a" }))
        .pause(timeout * 2)
        .event(json!({ "id": "b" }));
    let server = server(reply);
    let mut events = changes(&server).follow().await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    let error = events.try_next().await.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(server.elapsed(), timeout);
}

#[tokio::test]
async fn a_stream_may_end_after_a_pause() {
    let reply = || Reply::events().event(json!({ "id": "a" }));
    let server = server(reply().pause(LONG));
    let mut events = changes(&server).follow().await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    assert_eq!(server.elapsed(), Duration::ZERO);
    assert!(events.try_next().await.expect("the end").is_none());
    assert_eq!(server.elapsed(), LONG);
    // A silence that is too long, and one that a cut ends.
    for (reply, kind) in [
        (reply().pause(LONG * 2), ErrorKind::Timeout),
        (reply().pause(LONG).cut_short(), ErrorKind::Connection),
    ] {
        let server = self::server(reply);
        let mut events = changes(&server).follow().await.expect("a stream");
        events.try_next().await.expect("an event").expect("one");
        assert_eq!(events.try_next().await.expect_err("silence").kind(), kind);
    }
    // Also of an answer that is read whole, and of one without a body.
    for reply in [Reply::new(200).body(r#"{"id":"a"}"#), Reply::new(200)] {
        let server = TestServer::new([Exchange::get("/things/a").reply(reply.pause(LONG * 2))]);
        let client = Client::builder()
            .test_server(&server)
            .max_retries(0)
            .build();
        let error = client.expect("a client").things().retrieve("a").await;
        assert_eq!(error.expect_err("silence").kind(), ErrorKind::Timeout);
    }
}

#[tokio::test]
async fn an_empty_piece_does_not_end_a_stream() {
    let reply = Reply::events().chunk("").event(json!({ "id": "a" }));
    let reply = reply
        .pause(LONG)
        .chunk("")
        .event(json!({ "id": "b" }))
        .chunk("");
    let server = server(reply);
    let mut events = changes(&server).follow().await.expect("a stream");
    let mut ids = Vec::new();
    while let Some(thing) = events.try_next().await.expect("an event") {
        ids.push(thing.id);
    }
    assert_eq!(ids, ["a", "b"]);
    server.finish();
}

#[tokio::test]
async fn a_deadline_that_is_over() {
    let mut reply = Reply::events();
    for _ in 0..10 {
        reply = reply.event(json!({ "id": "a" })).pause(LONG);
    }
    let server = server(reply.event(json!({ "id": "a" })));
    let call = changes(&server).follow().deadline(LONG * 3);
    let mut events = call.await.expect("a stream");
    let mut count = 0;
    let error = loop {
        match events.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("the deadline is over before"),
            Err(error) => break error,
        }
    };
    assert_eq!((count, error.kind()), (3, ErrorKind::Timeout));
    assert_eq!(server.elapsed(), LONG * 3);
}

#[tokio::test]
async fn a_stream_that_is_cut() {
    let reply = Reply::events().event(json!({ "id": "a" }));
    let server = server(reply.chunk("data: {").cut_short());
    let mut events = changes(&server).follow().await.expect("a stream");
    events.try_next().await.expect("an event").expect("one");
    let error = events.try_next().await.expect_err("a cut");
    assert_eq!(error.kind(), ErrorKind::Connection);
}

#[test]
fn a_reply_shows_no_piece() {
    let reply = Reply::events().event(json!("secret")).chunk("more");
    assert!(format!("{reply:?}").contains("body_bytes: 20"), "{reply:?}");
}
