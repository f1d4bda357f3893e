//! Which files are recordings that can be replayed, and what of them is sent.

use serde_json::{Value, json};
use tests::har::Har;
use tests::replay::Replay;

use super::{exchange, get, har, parse, start};

#[test]
fn a_truncated_body_promises_more_than_it_sends() {
    let mut cut = exchange("GET", "/v1/a");
    cut["response"]["content"] = json!({ "size": 100, "text": "[1, 2", "_truncated": true });
    let replay = start(json!([cut]));
    let reply = get(&replay, "/v1/a");
    assert!(reply.head.contains("content-length: 100"), "{}", reply.head);
    assert_eq!(reply.body, "[1, 2");
    replay.finish().expect("a whole replay");
}

#[test]
fn what_browsers_add_is_read_or_left_out() {
    let mut entry = exchange("GET", "/v1/a");
    entry["request"]["headers"] = json!([
        { "name": ":authority", "value": "api.example" },
        { "name": "Authorization", "value": "Bearer REDACTED" },
    ]);
    entry["response"]["headers"] = json!([
        { "name": "Content-Encoding", "value": "br" },
        { "name": "Content-Length", "value": "7" },
        { "name": "Transfer-Encoding", "value": "chunked" },
    ]);
    entry["response"]["content"] =
        json!({ "size": -1, "text": "W10=", "encoding": "base64", "mimeType": "application/json" });
    let mut file = b"\xEF\xBB\xBF".to_vec();
    file.extend(har(json!([entry])).to_string().into_bytes());

    let replay =
        Replay::start("a test", &Har::from_slice(&file).expect("a HAR")).expect("a server");
    let reply = get(&replay, "/v1/a");
    assert_eq!((reply.status(), reply.body.as_str()), ("200", "[]"));
    assert!(!reply.head.contains("content-encoding"), "{}", reply.head);
    assert!(!reply.head.contains("transfer-encoding"), "{}", reply.head);
    assert!(reply.head.contains("content-length: 2"), "{}", reply.head);
    replay.finish().expect("a whole replay");
}

#[test]
fn what_cannot_be_replayed_is_refused_by_its_number() {
    for (pointer, value, message) in [
        (
            "/request/url",
            json!("no url at all"),
            "exchange 2: invalid uri",
        ),
        (
            "/request/method",
            json!("G E T"),
            "exchange 2: invalid HTTP method",
        ),
        (
            "/response/headers/0/name",
            json!("a b"),
            "exchange 2: invalid HTTP header name",
        ),
        (
            "/response/headers/0/value",
            json!("a\nb"),
            "exchange 2: failed to parse header value",
        ),
        (
            "/response/content/encoding",
            json!("rot13"),
            "expected base64, found rot13",
        ),
        (
            "/response/content/_truncated",
            json!(true),
            "expected less text, found 13 bytes",
        ),
    ] {
        let mut bad = exchange("GET", "/v1/a");
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        match bad.pointer_mut(parent).expect("the parent") {
            Value::Object(object) => drop(object.insert(key.to_owned(), value)),
            other => panic!("expected an object, found {other}"),
        }
        let recording = parse(json!([exchange("GET", "/v1/a"), bad]));
        let error = Replay::start("a test", &recording)
            .expect_err("an error")
            .to_string();
        assert!(
            error.contains(message),
            "expected {message:?}, found {error:?}"
        );
    }
}

#[test]
fn a_file_that_is_no_recording_is_named() {
    for name in ["recordings/missing.har", "Cargo.toml"] {
        let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        let error = Replay::open(&path).expect_err("an error").to_string();
        assert!(error.starts_with(&format!("{path}: ")), "{error}");
    }
}
