//! The replay server itself: what it replays and what it reports.

mod matching;
mod reading;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use tests::har::Har;
use tests::replay::Replay;

use crate::plain_http::{Reply, send};

/// What every recorded request here was sent with.
const RECORDED: [&str; 2] = ["accept: application/json", "authorization: Bearer sk-test"];

#[test]
fn an_exchange_is_replayed_as_it_was_recorded() {
    let replay = start(json!([exchange("GET", "/v1/things?limit=5&after=x")]));
    let reply = get(&replay, "/v1/things?limit=5&after=x");
    assert_eq!(reply.status(), "200");
    assert!(reply.head.contains("x-request-id: req_1"), "{}", reply.head);
    assert!(reply.head.contains("content-length: 13"), "{}", reply.head);
    assert_eq!(reply.body, r#"{"a":"café"}"#);
    replay.finish().expect("a whole replay");
}

#[test]
fn a_request_beyond_the_recording_is_unexpected() {
    let replay = start(json!([exchange("GET", "/v1/a")]));
    assert_eq!(get(&replay, "/v1/a").status(), "200");
    assert_eq!(get(&replay, "/v1/a").status(), "599");
    let report = replay.finish().expect_err("a failed replay").to_string();
    assert_eq!(
        report,
        "the replay of a test failed\n\
         unexpected request: GET /v1/a\n  every exchange was already used",
    );
}

#[test]
fn an_exchange_that_nobody_asked_for_is_reported() {
    let replay = start(json!([
        exchange("GET", "/v1/a"),
        exchange("GET", "/v1/b?x=1")
    ]));
    assert_eq!(get(&replay, "/v1/a").status(), "200");
    let report = replay.finish().expect_err("a failed replay");
    assert_eq!(
        format!("{report:?}"),
        "the replay of a test failed\nexchange 2 was not used: GET /v1/b?x=1",
    );
}

#[test]
fn dropping_a_failed_replay_panics_with_the_report() {
    let replay = start(json!([exchange("GET", "/v1/a")]));
    let panic = catch_unwind(AssertUnwindSafe(|| drop(replay))).expect_err("a panic");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert!(
        text.contains("exchange 1 was not used: GET /v1/a"),
        "{text}"
    );
}

#[test]
fn dropping_a_failed_replay_in_a_panic_does_not_panic_again() {
    // A second panic would abort the whole run of the tests.
    let panic = catch_unwind(|| {
        let _replay = start(json!([exchange("GET", "/v1/a")]));
        panic!("the test's own");
    });
    let panic = panic.expect_err("a panic");
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the test's own"));
}

#[test]
fn a_whole_replay_ends_in_silence() {
    let replay = start(json!([exchange("GET", "/v1/a")]));
    assert_eq!(get(&replay, "/v1/a").status(), "200");
    drop(replay);
}

fn get(replay: &Replay, path: &str) -> Reply {
    send("GET", &replay.url(path), &RECORDED, "").expect("a reply")
}

fn start(entries: Value) -> Replay {
    Replay::start("a test", &parse(entries)).expect("a server")
}

fn parse(entries: Value) -> Har {
    Har::from_slice(har(entries).to_string().as_bytes()).expect("a HAR")
}

fn har(entries: Value) -> Value {
    let creator = json!({ "name": "a test", "version": "1" });
    json!({ "log": { "version": "1.2", "creator": creator, "entries": entries } })
}

fn exchange(method: &str, path: &str) -> Value {
    json!({
        "request": {
            "method": method,
            "url": format!("https://api.example{path}"),
            "headers": [
                { "name": "Accept", "value": "application/json" },
                { "name": "Authorization", "value": "Bearer REDACTED" },
            ],
        },
        "response": {
            "status": 200,
            "headers": [{ "name": "X-Request-ID", "value": "req_1" }],
            "content": { "size": 13, "mimeType": "application/json", "text": r#"{"a":"café"}"# },
        },
    })
}
