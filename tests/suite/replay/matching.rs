//! Which request an exchange answers, and how an objection says what differs.

use serde_json::json;

use super::{RECORDED, exchange, get, start};
use crate::plain_http::send;

#[test]
fn the_order_of_the_query_and_of_the_exchanges_is_free() {
    let replay = start(json!([
        exchange("GET", "/v1/a?x=1&y=2"),
        exchange("GET", "/v1/b")
    ]));
    assert_eq!(get(&replay, "/v1/b").status(), "200");
    assert_eq!(get(&replay, "/v1/a?y=2&x=%31").status(), "200");
    replay.finish().expect("a whole replay");
}

#[test]
fn equal_requests_get_their_answers_in_the_recorded_order() {
    let mut second = exchange("GET", "/v1/a");
    second["response"]["status"] = json!(404);
    let replay = start(json!([exchange("GET", "/v1/a"), second]));
    assert_eq!(get(&replay, "/v1/a").status(), "200");
    assert_eq!(get(&replay, "/v1/a").status(), "404");
    replay.finish().expect("a whole replay");
}

#[test]
fn every_part_that_differs_is_named() {
    let fields = ["accept: text/html", "authorization: Basic c2VjcmV0"];
    for (method, path, fields, difference) in [
        (
            "POST",
            "/v1/a?x=1",
            RECORDED,
            "method: expected GET, found POST",
        ),
        (
            "GET",
            "/v1/b?x=1",
            RECORDED,
            "path: expected /v1/a, found /v1/b",
        ),
        (
            "GET",
            "/v1/%61?x=1",
            RECORDED,
            "path: expected /v1/a, found /v1/%61",
        ),
        ("GET", "/v1/a", RECORDED, "query: expected x=1, found none"),
        (
            "GET",
            "/v1/a?x=1&x=1",
            RECORDED,
            "query: expected x=1, found x=1&x=1",
        ),
        (
            "GET",
            "/v1/a?x=1%26y%3D2",
            RECORDED,
            "query: expected x=1, found x=1%26y%3D2",
        ),
        (
            "GET",
            "/v1/a?x=1",
            [RECORDED[0], "x: y"],
            "authorization: expected bearer and a credential, found none",
        ),
        (
            "GET",
            "/v1/a?x=1",
            [RECORDED[0], "authorization: Bearer "],
            "found a scheme without a credential",
        ),
        (
            "GET",
            "/v1/a?x=1",
            [RECORDED[0], fields[1]],
            "found basic and a credential",
        ),
        (
            "GET",
            "/v1/a?x=1",
            [fields[0], RECORDED[1]],
            "accept: expected application/json, found text/html",
        ),
    ] {
        let replay = start(json!([exchange("GET", "/v1/a?x=1")]));
        let reply = send(method, &replay.url(path), &fields, "").expect("a reply");
        assert_eq!(reply.status(), "599", "{method} {path} {fields:?}");
        assert!(
            reply.head.contains("x-should-retry: false"),
            "{}",
            reply.head
        );
        assert!(
            reply.body.contains(difference),
            "expected {difference:?} in\n{}",
            reply.body
        );

        let report = replay.finish().expect_err("a failed replay").to_string();
        assert!(
            report.contains(&reply.body),
            "expected the objection in\n{report}"
        );
        assert!(
            report.contains("exchange 1 was not used: GET /v1/a?x=1"),
            "{report}"
        );
        assert!(!report.contains("c2VjcmV0"), "a credential in\n{report}");
    }
}

#[test]
fn a_recorded_json_body_is_compared_by_value() {
    let mut recorded = exchange("POST", "/v1/a");
    recorded["request"]["postData"] =
        json!({ "mimeType": "application/json", "text": r#"{ "a": 1, "b": [true] }"# });
    let sent = |kind: &str, body: &str| {
        let replay = start(json!([recorded.clone()]));
        let kind = format!("content-type: {kind}");
        let fields = [RECORDED[0], RECORDED[1], &kind];
        let reply = send("POST", &replay.url("/v1/a"), &fields, body).expect("a reply");
        (reply, replay.finish())
    };

    let (reply, result) = sent("application/json", r#"{"b":[true],"a":1}"#);
    assert_eq!(reply.status(), "200", "{}", reply.body);
    result.expect("a whole replay");

    for (kind, body, difference) in [
        (
            "application/json",
            r#"{"a":2}"#,
            r#"body: expected {"a":1,"b":[true]}, found {"a":2}"#,
        ),
        ("application/json", "", "found none"),
        (
            "text/plain",
            r#"{"b":[true],"a":1}"#,
            "content-type: expected application/json",
        ),
    ] {
        let (reply, result) = sent(kind, body);
        assert_eq!(reply.status(), "599");
        assert!(
            reply.body.contains(difference),
            "expected {difference:?} in\n{}",
            reply.body
        );
        result.expect_err("a failed replay");
    }
}

#[test]
fn a_recorded_body_may_be_written_in_base64() {
    let mut recorded = exchange("POST", "/v1/a");
    recorded["request"]["postData"] =
        json!({ "mimeType": "text/plain", "text": "YSBub3Rl", "encoding": "base64" });
    let fields = [RECORDED[0], RECORDED[1], "content-type: text/plain"];
    for (body, status) in [("a note", "200"), ("YSBub3Rl", "599")] {
        let replay = start(json!([recorded.clone()]));
        let reply = send("POST", &replay.url("/v1/a"), &fields, body).expect("a reply");
        assert_eq!(reply.status(), status, "{}", reply.body);
        assert_eq!(replay.finish().is_ok(), status == "200");
    }
}

#[test]
fn a_recorded_multipart_body_is_compared_whatever_its_boundary() {
    let body = |boundary: &str, file: &str| {
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{file}\r\n--{boundary}--\r\n"
        )
    };
    let mut recorded = exchange("POST", "/v1/a");
    recorded["request"]["postData"] = json!({
        "mimeType": "multipart/form-data; boundary=\"X1\"",
        "text": body("X1", "content"),
    });
    let kind = "content-type: multipart/form-data; boundary=Y2";
    let fields = [RECORDED[0], RECORDED[1], kind];
    for (file, status) in [("content", "200"), ("other", "599")] {
        let replay = start(json!([recorded.clone()]));
        let sent = body("Y2", file);
        let reply = send("POST", &replay.url("/v1/a"), &fields, &sent).expect("a reply");
        assert_eq!(reply.status(), status, "{}", reply.body);
        assert_eq!(replay.finish().is_ok(), status == "200");
    }
}

#[test]
fn an_objection_compares_with_an_exchange_that_is_still_to_come() {
    let replay = start(json!([
        exchange("GET", "/v1/a"),
        exchange("GET", "/v1/a?after=x&limit=5")
    ]));
    assert_eq!(get(&replay, "/v1/a").status(), "200");
    let reply = get(&replay, "/v1/a");
    assert_eq!(
        reply.body,
        "unexpected request: GET /v1/a\n  \
         the nearest is exchange 2, which differs in\n    \
         query: expected after=x&limit=5, found none",
    );
    replay.finish().expect_err("a failed replay");
}
