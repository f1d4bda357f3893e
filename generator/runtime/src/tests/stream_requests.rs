//! Requests that ask for a stream by a boolean.

use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::{Answer, Server, client, new_thing, thing};
use crate::runtime::calls::call::Call;
use crate::runtime::error::ErrorKind;
use crate::runtime::stream::event_stream::EventStream;
use crate::sample::{EstimateChange, Thing};

async fn server() -> Server {
    Server::new(|request, _| match request.header("accept") {
        Some("text/event-stream") => Answer::chunked("text/event-stream")
            .chunk(Duration::ZERO, format!("data: {}\n\n", thing("a")))
            .end(),
        _ => Answer::json(200, thing("a")),
    })
    .await
}

async fn ids(mut events: EventStream<Thing>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(thing) = events.try_next().await.expect("a thing") {
        ids.push(thing.id);
    }
    ids
}

#[tokio::test]
async fn a_stream_is_asked_for_in_the_body() {
    let server = server().await;
    let changes = client(&server).changes();
    let call = changes.plan(&new_thing());
    assert_eq!(call.clone().await.expect("a thing").id, "a");
    assert_eq!(ids(call.stream().await.expect("a stream")).await, ["a"]);
    let asked = server.requests();
    assert_eq!(asked[0].header("accept"), Some("application/json"));
    assert_eq!(asked[0].body, br#"{"id":"a","size":1.5}"#);
    assert_eq!(asked[1].header("accept"), Some("text/event-stream"));
    assert_eq!(asked[1].body, br#"{"id":"a","size":1.5,"stream":true}"#);
    assert_eq!(asked[1].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn what_is_read_whole_cannot_ask_for_a_stream() {
    let server = server().await;
    let changes = client(&server).changes();
    let asks: [fn(EstimateChange, bool) -> EstimateChange; 3] = [
        EstimateChange::stream,
        EstimateChange::stream_part,
        EstimateChange::stream_query,
    ];
    for ask in asks {
        let error = ask(changes.estimate(), true).await.expect_err("a stream");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.attempts(), 0);
        assert_eq!(
            error.to_string(),
            "invalid request for planChange: `stream` is true, which asks for a stream: read it by \
             `.events()`, or set `stream` to false"
        );
        let plain = ask(ask(changes.estimate(), true), false);
        assert_eq!(plain.with_response().await.expect("a thing").body.id, "a");
    }
    let call = changes.estimate().stream_query(true).if_changed("\"v1\"");
    let error = call.await.expect_err("a stream");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(server.count(), 3);
    let events = changes.estimate().events().await.expect("a stream");
    assert_eq!(ids(events).await, ["a"]);
    assert_eq!(server.requests()[3].body, b"stream=true");
}

/// The body of a call with this JSON and a member.
fn with_member(body: &str, keys: &[&str], value: Value) -> Result<String, String> {
    let client = crate::runtime::client::Client::builder()
        .api_key("k")
        .build();
    let call = client.expect("a client").changes().plan(&new_thing());
    let call: Call = call.into_call();
    let body = Bytes::copy_from_slice(body.as_bytes());
    let call = call.set(|parts| {
        let media_type = parts.body.take().expect("a body").1;
        parts.body = Some((std::sync::Arc::new(body), media_type));
    });
    let call = call.json_member::<Value>(keys, value);
    match &call.parts().fault {
        Some(fault) => Err(fault.to_string()),
        None => {
            let bytes = crate::runtime::calls::json_member::json(call.parts());
            let bytes = bytes.expect("a body in memory").to_vec();
            Ok(String::from_utf8(bytes).expect("text"))
        }
    }
}

#[test]
fn a_member_within_others_is_set() {
    let set = |body| with_member(body, &["page", "next"], json!("c")).expect("objects");
    for (body, expected) in [
        ("{}", r#"{"page":{"next":"c"}}"#),
        (
            r#"{"a":1.50,"page":null}"#,
            r#"{"a":1.50,"page":{"next":"c"}}"#,
        ),
        (
            r#"{"page":{"size":12345678901234567890123},"z":[]}"#,
            r#"{"page":{"size":12345678901234567890123,"next":"c"},"z":[]}"#,
        ),
        (
            r#"{"page":{"next":"b","size":1}}"#,
            r#"{"page":{"next":"c","size":1}}"#,
        ),
    ] {
        assert_eq!(set(body), expected);
    }
    let fault = with_member(r#"{"page":1}"#, &["page", "next"], json!("c"));
    let expected = "expected a JSON object to set `page.next` in, found another body";
    assert_eq!(fault, Err(expected.to_owned()));
}

#[test]
fn a_member_is_set_and_every_other_byte_kept() {
    let set = |body| with_member(body, &["stream"], json!(true)).expect("an object");
    for (body, expected) in [
        ("{}", r#"{"stream":true}"#),
        (" { } ", r#" {"stream":true } "#),
        (r#"{"a":1.50}"#, r#"{"a":1.50,"stream":true}"#),
        (
            "{ \"a\" : [1, {\"stream\": 2}] }",
            "{ \"a\" : [1, {\"stream\": 2}],\"stream\":true }",
        ),
        (r#"{"stream":false,"z":1}"#, r#"{"stream":true,"z":1}"#),
        (
            r#"{"a":"}\"{","stream" : null }"#,
            r#"{"a":"}\"{","stream" : true }"#,
        ),
        // A name may be written with escapes, and twice.
        (
            r#"{"\u0073tream":0,"stream":{"a":[]}}"#,
            r#"{"\u0073tream":true,"stream":true}"#,
        ),
    ] {
        assert_eq!(set(body), expected);
    }
    for body in ["[]", "7", r#""{}""#, ""] {
        let fault = with_member(body, &["stream"], json!(true)).expect_err("no object");
        assert!(
            fault.contains("expected a JSON object to set `stream` in"),
            "{fault}"
        );
    }
}

proptest! {
    #[test]
    fn a_member_of_any_object(
        members in prop::collection::vec(("[a-c\"\\\\é]{0,3}", any::<String>(), any::<i64>()), 0..6),
        name in "[a-c\"\\\\é]{0,3}",
    ) {
        let mut object = serde_json::Map::new();
        for (key, text, number) in members {
            object.insert(key, json!([{ "a": text }, number]));
        }
        let written = Value::from(object.clone()).to_string();
        let changed = with_member(&written, &[&name], json!({ "b": [true] })).expect("an object");
        object.insert(name, json!({ "b": [true] }));
        prop_assert_eq!(changed, Value::from(object).to_string());
    }
}
