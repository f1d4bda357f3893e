//! Items that a request sends one after the other.

use std::io;

use serde_json::{Value, json};

use super::support::uploads::Ready;
use super::support::{Answer, Server, client};
use crate::runtime::calls::sent_items::SentItems;
use crate::runtime::calls::upload::Upload;
use crate::runtime::error::ErrorKind;

fn items() -> Vec<Value> {
    vec![json!({ "a": "\n" }), json!([1.5]), json!(null)]
}

const LINES: &str = "{\"a\":\"\\n\"}\n[1.5]\nnull\n";

#[tokio::test]
async fn items_of_every_source_are_lines() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let tried = items().into_iter().map(Ok::<_, io::Error>);
    for (is_long, items) in [
        (true, items().into()),
        (true, items().into_iter().collect()),
        (
            true,
            SentItems::from([json!({ "a": "\n" }), json!([1.5]), json!(null)]),
        ),
        (false, SentItems::iter(items())),
        (false, SentItems::stream(Ready(items().into_iter()))),
        (false, SentItems::try_stream(Ready(tried))),
        (
            true,
            Upload::bytes("a.txt", LINES)
                .content_type("application/jsonl")
                .into(),
        ),
    ] {
        let call = client(&server).files().replace_by_lines(items);
        call.await.expect("it is sent");
        let request = server.requests().pop().expect("a request");
        assert_eq!(String::from_utf8_lossy(&request.body), LINES);
        assert_eq!(request.header("content-type"), Some("application/jsonl"));
        assert_eq!(request.header("content-length").is_some(), is_long);
    }
}

#[tokio::test]
async fn a_get_sends_items_of_no_known_number() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let items = SentItems::stream(Ready(items().into_iter()));
    let call = client(&server).files().search_by_lines(items);
    call.await.expect("it is sent");
    let request = server.requests().pop().expect("a request");
    assert_eq!(String::from_utf8_lossy(&request.body), LINES);
}

#[tokio::test]
async fn a_sequence_of_json_texts_has_its_control_characters() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    for (items, body) in [
        (SentItems::from([1.0, 0.5]), "\u{1e}1.0\n\u{1e}0.5\n"),
        (SentItems::iter([2.0]), "\u{1e}2.0\n"),
        (SentItems::from([]), ""),
        (SentItems::iter([]), ""),
    ] {
        let call = client(&server).files().replace_by_records(items);
        call.await.expect("it is sent");
        let request = server.requests().pop().expect("a request");
        assert_eq!(request.body, body.as_bytes());
        assert_eq!(request.header("content-type"), Some("application/json-seq"));
    }
}

#[tokio::test]
async fn items_in_memory_are_sent_again_and_others_are_not() {
    let busy = || Answer::with(503, &[("retry-after-ms", "1")], "{}");
    let server = Server::answering([busy(), Answer::json(200, "{}")]).await;
    let call = client(&server).files().replace_by_lines(items());
    call.await.expect("the second attempt");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests
            .iter()
            .all(|request| request.body == LINES.as_bytes())
    );

    let server = Server::answering([busy(), Answer::json(200, "{}")]).await;
    let call = client(&server).files();
    let call = call.replace_by_lines(SentItems::iter(items()));
    let error = call.await.expect_err("it is sent once");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_item_that_json_cannot_hold_is_an_error() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let files = client(&server).files();
    let error = files.replace_by_records([1.0, f64::NAN]).await;
    let error = error.expect_err("NaN is not JSON");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(
        error.to_string(),
        "invalid request for replaceFile: expected items that JSON can hold, found another as item 2: \
         expected a finite number, found NaN"
    );
    assert_eq!(server.count(), 0);
    let call = files.replace_by_records(SentItems::iter([f64::INFINITY]));
    let error = call.await.expect_err("infinity is not JSON");
    let text = format!("{error:?}");
    assert!(
        text.contains("expected a finite number, found inf"),
        "{text}"
    );

    let call = files.replace_by_numbers(vec![1.0, f64::NAN]);
    let error = call.await.expect_err("NaN is not JSON");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(
        error.to_string(),
        "invalid request for replaceFile: expected a body that JSON can hold: expected a finite \
         number, found NaN"
    );
    files
        .replace_by_numbers(vec![1.0, -0.5])
        .await
        .expect("it is sent");
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.body, b"[1.0,-0.5]");
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn an_error_of_a_stream_breaks_off_the_request() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let fault = || Err(io::Error::other("the source ended"));
    let items = SentItems::try_stream(Ready([Ok(json!(1)), fault()].into_iter()));
    let call = client(&server).files().replace_by_lines(items);
    let error = call.await.expect_err("it is broken off");
    let text = format!("{error:?}");
    assert!(text.contains("the source ended"), "{text}");
}
