//! Streams of JSON texts over HTTP: JSON lines and JSON sequences.

use std::time::Duration;

use super::support::{Answer, Server, client, thing};
use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::stream::json_stream::JsonStream;
use crate::sample::Thing;

const NOW: Duration = Duration::ZERO;
const PAUSE: Duration = Duration::from_millis(30);

/// The ids of the things that are left, and how the stream ends.
async fn rest(items: &mut JsonStream<Thing>) -> (Vec<String>, Result<(), Error>) {
    let mut ids = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(thing)) => ids.push(thing.id),
            Ok(None) => return (ids, Ok(())),
            Err(error) => return (ids, Err(error)),
        }
    }
}

#[tokio::test]
async fn lines_wherever_they_are_split() {
    let answer = Answer::chunked("application/x-ndjson")
        .chunk(NOW, "{\"id\":\"a\"}\n{\"id\"")
        .chunk(PAUSE, ":\"b\"}\r\n\n")
        .chunk(PAUSE, "{\"id\":\"c\"}")
        .end();
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().watch().await.expect("a stream");
    assert_eq!(items.status().as_u16(), 200);
    let (ids, end) = rest(&mut items).await;
    end.expect("the end");
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        server.requests()[0].header("accept"),
        Some("application/x-ndjson")
    );
}

#[tokio::test]
async fn an_error_in_place_of_an_item_ends_the_stream() {
    let answer = Answer::chunked("application/jsonl")
        .chunk(NOW, "{\"id\":\"a\",\"error\":\"none\"}\n")
        .chunk(NOW, "{\"error\":{\"message\":\"boom\"}}\n{\"id\":\"c\"}\n")
        .end();
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().watch().await.expect("a stream");
    let (ids, end) = rest(&mut items).await;
    assert_eq!(ids, ["a"]);
    let error = end.expect_err("an error of the API");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(error.to_string().ends_with(": boom"), "{error}");
    assert_eq!(
        error.body(),
        Some(&b"{\"error\":{\"message\":\"boom\"}}"[..])
    );
    assert!(rest(&mut items).await.0.is_empty());
}

#[tokio::test]
async fn a_line_that_is_not_as_described_is_told_and_the_next_one_follows() {
    let answer = Answer::chunked("application/jsonl")
        .chunk(NOW, "{\"id\":\"a\"}\n{\"id\":7}\n{\"id\":\"c\"}\n")
        .end();
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().watch().await.expect("a stream");
    let (ids, end) = rest(&mut items).await;
    assert_eq!(ids, ["a"]);
    let error = end.expect_err("an item of another type");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("item 2: id: "), "{error}");
    assert_eq!(error.body(), Some(&b"{\"id\":7}"[..]));
    assert_eq!(rest(&mut items).await.0, ["c"]);
}

#[tokio::test]
async fn a_stream_that_is_cut_gives_no_half_line() {
    let answer = Answer::chunked("application/jsonl")
        .chunk(NOW, format!("{}\n{}", thing("a"), thing("b")))
        .close();
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().watch().await.expect("a stream");
    let (ids, end) = rest(&mut items).await;
    assert_eq!(ids, ["a"]);
    let error = end.expect_err("a broken connection");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn records_come_as_they_arrive() {
    let never = Duration::from_secs(3600);
    let answer = Answer::chunked("application/json-seq")
        .chunk(NOW, "\u{1e}{\"id\":\n\"a\"}\n\u{1e}{\"id\":")
        .chunk(PAUSE, "\"b\"}\n")
        .chunk(never, "\u{1e}{}");
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().replay().await.expect("a stream");
    for expected in ["a", "b"] {
        let item = items.try_next().await.expect("a record").expect("one");
        assert_eq!(item.id, expected);
    }
    drop(items);
    server.deserted().await;
}

#[tokio::test]
async fn a_record_that_is_cut_off_is_an_error() {
    let answer = Answer::chunked("application/json-seq")
        .chunk(
            NOW,
            "\u{1e}{\"id\":\"a\"}\n\u{1e}{\"id\":\u{1e}12\u{1e}{\"id\":\"c\"}",
        )
        .end();
    let server = Server::answering([answer]).await;
    let mut items = client(&server).changes().replay().await.expect("a stream");
    let mut found = Vec::new();
    loop {
        match items.try_next().await {
            Ok(None) => break,
            Ok(Some(thing)) => found.push(thing.id),
            Err(error) => found.push(error.to_string()),
        }
    }
    let [first, broken, short, last] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((first.as_str(), last.as_str()), ("a", "c"));
    assert!(broken.contains("item 2: expected JSON"), "{broken}");
    assert!(short.contains("item 3: expected a line feed"), "{short}");
}
