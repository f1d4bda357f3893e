//! Streams over HTTP: what arrives, when it arrives, and how it ends.

use std::time::Duration;

use tokio::time::timeout;

use super::support::streams::{EVENTS, NOW, PAUSE, event, rest};
use super::support::{Answer, GENEROUS, Server, client, settle, thing};
use crate::runtime::error::ErrorKind;
use crate::sample::Change;

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
    let server = Server::answering([answer]).await;
    let mut events = client(&server).changes().follow().await.expect("a stream");
    let (ids, end) = rest(&mut events).await;
    end.expect("the end");
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(events.last_event().expect("the sign").data(), "[DONE]");
    // The server would send more, so the connection goes before the stream does.
    server.deserted().await;
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_sign_at_the_end_leaves_the_connection_to_the_next_call() {
    let body = format!("{}data: [DONE]\n\n", event("a"));
    // In one piece, so that the end of the answer arrives with the sign.
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {EVENTS}\r\ntransfer-encoding: chunked\r\n\r\n\
         {:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    let measured = Answer::with(200, &[("content-type", EVENTS)], &body);
    // The chunk without bytes is the last one, and comes a moment later.
    let late = Answer::chunked(EVENTS).chunk(NOW, &body).chunk(PAUSE, "");
    for answer in [Answer::raw(chunked), measured, late] {
        let server = Server::answering([answer]).await;
        let changes = client(&server).changes();
        for _ in 0..3 {
            let mut events = changes.follow().await.expect("a stream");
            let (ids, end) = rest(&mut events).await;
            end.expect("the end");
            assert_eq!(ids, ["a"]);
            settle().await;
        }
        // Left as they are, events have no signs.
        let mut events = changes.follow().await.expect("a stream").raw();
        let mut data = Vec::new();
        while let Some(event) = events.try_next().await.expect("an event") {
            data.push(event.data().to_owned());
        }
        assert_eq!(data, [thing("a"), "[DONE]".to_owned()]);
        // Nothing was asked for twice, and all of it over one connection.
        assert_eq!((server.count(), server.accepted()), (4, 1));
    }
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
