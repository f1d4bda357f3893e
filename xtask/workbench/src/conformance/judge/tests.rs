use serde_json::{Value, json};

use super::{Answer, Content, Judge, short};
use crate::conformance::suite::{Asset, Assets, Response};

const AT: &str = "http://127.0.0.1:3111";

fn fault(expected: &Response, came: &Answer) -> Option<String> {
    let bytes = vec![0, 255];
    let assets = Assets::from([("image.png".to_owned(), Asset { bytes })]);
    let assets = &assets;
    Judge { at: AT, assets }.fault(expected, came)
}

fn is_refused(expected: &Response, came: &Answer) -> bool {
    let assets = &Assets::new();
    Judge { at: AT, assets }.is_refused(expected, came)
}

fn expected(value: Value) -> Response {
    serde_json::from_value(value).expect("an answer of the suite")
}

fn json_of(status: u16, value: Value) -> Response {
    expected(json!({
        "status": status,
        "headers": { "X-Token": "page2", "content-type": "application/json" },
        "body": { "kind": "json", "mediaType": "application/json", "value": value },
    }))
}

fn success(status: u16, body: Option<&str>) -> Answer {
    Answer {
        error: None,
        kind: None,
        status: Some(status),
        headers: Some(json!({ "x-token": "page2" })),
        body: body.map(|body| Content::Text(body.to_owned())),
        described: None,
    }
}

fn failure(status: Option<u16>, body: &str) -> Answer {
    Answer {
        error: Some("permission denied".to_owned()),
        kind: Some("PermissionDenied".to_owned()),
        status,
        headers: None,
        body: Some(Content::Text(body.to_owned())),
        described: Some(true),
    }
}

#[test]
fn an_error_has_the_type_that_is_described() {
    let expected = json_of(403, json!({ "code": "no" }));
    let mut came = failure(Some(403), r#"{ "code": "no" }"#);
    assert_eq!(fault(&expected, &came), None);
    came.described = Some(false);
    assert!(fault(&expected, &came).is_some());
    // An error without a body has no type.
    let expected = self::expected(json!({ "status": 403 }));
    assert_eq!(fault(&expected, &came), None);
}

#[test]
fn equal_values_are_right_whatever_their_spelling() {
    let expected = json_of(200, json!({ "a": 1.5, "b": [true, null] }));
    let came = success(200, Some(r#"{ "b": [true, null], "a": 1.50 }"#));
    assert_eq!(fault(&expected, &came), None);
    let expected = self::expected(json!({ "status": 204 }));
    assert_eq!(fault(&expected, &success(204, None)), None);
}

#[test]
fn the_address_of_the_server_has_two_spellings() {
    let expected = json_of(200, json!({ "next": "{baseUrl}/page2" }));
    for host in ["http://localhost:3111", AT] {
        let came = success(200, Some(&format!(r#"{{"next":"{host}/page2"}}"#)));
        assert_eq!(fault(&expected, &came), None);
    }
    let came = success(200, Some(r#"{"next":"http://other/page2"}"#));
    fault(&expected, &came).expect("a fault");
}

#[test]
fn what_is_wrong_is_said_with_both_sides() {
    let expected = json_of(200, json!({ "a": 1 }));
    for (came, parts) in [
        (
            success(200, Some(r#"{"a":2}"#)),
            [r#"{"a":1}"#, r#"{"a":2}"#],
        ),
        (success(200, None), [r#"{"a":1}"#, "found nothing"]),
        (success(204, None), ["the status 200", "found 204"]),
        (
            failure(Some(403), "no"),
            ["expected 200", "permission denied, with the body no"],
        ),
        (
            Answer {
                headers: Some(json!({ "x-token": "3" })),
                ..success(200, Some(r#"{"a":1}"#))
            },
            ["`x-token: page2`", "found 3"],
        ),
        (
            Answer {
                headers: Some(json!({})),
                ..success(200, Some(r#"{"a":1}"#))
            },
            ["`x-token: page2`", "found none"],
        ),
    ] {
        let fault = fault(&expected, &came).expect("a fault");
        assert!(parts.iter().all(|part| fault.contains(part)), "{fault}");
    }
}

#[test]
fn an_error_must_come_back_as_an_error() {
    let expected = json_of(403, json!({ "error": "invalid" }));
    let right = failure(Some(403), r#"{"error":"invalid"}"#);
    assert_eq!(fault(&expected, &right), None);
    for (came, part) in [
        (
            success(403, Some(r#"{"error":"invalid"}"#)),
            "found a success",
        ),
        (failure(Some(500), r#"{"error":"invalid"}"#), "found 500"),
        (failure(None, ""), "found none: permission denied"),
        (failure(Some(403), "{}"), "found {}"),
    ] {
        let fault = fault(&expected, &came).expect("a fault");
        assert!(fault.contains(part), "{fault}");
    }
}

#[test]
fn texts_and_bytes_are_compared_as_they_are() {
    let expected = self::expected(json!({
        "status": 200, "body": { "kind": "text", "mediaType": "text/plain", "text": "{cat}" },
    }));
    assert_eq!(fault(&expected, &success(200, Some("{cat}"))), None);
    let why = fault(&expected, &success(200, Some("cat"))).expect("a fault");
    assert_eq!(why, "expected {cat}, found cat");
    let file = |name: &str| {
        let body = json!({ "kind": "bytes", "mediaType": "image/png", "asset": name });
        self::expected(json!({ "status": 200, "body": body }))
    };
    let bytes = |bytes: &[u8]| Answer {
        body: Some(Content::Bytes(bytes.to_vec())),
        ..success(200, None)
    };
    assert_eq!(fault(&file("image.png"), &bytes(&[0, 255])), None);
    let why = fault(&file("image.png"), &bytes(&[0])).expect("a fault");
    assert_eq!(why, "expected `image.png`, 2 bytes, found 1 bytes");
    fault(&file("other.png"), &bytes(&[0, 255])).expect("a fault");
    fault(&file("image.png"), &success(200, Some("\0ÿ"))).expect("a fault");
}

#[test]
fn only_the_expected_answer_can_be_refused() {
    let expected = json_of(200, json!({ "age": 1 }));
    let came = |kind: &str, status, body: &str| Answer {
        kind: Some(kind.to_owned()),
        headers: Some(json!({ "x-token": "page2" })),
        ..failure(Some(status), body)
    };
    assert!(is_refused(&expected, &came("Decode", 200, r#"{"age":1}"#)));
    for came in [
        came("Decode", 200, r#"{"age":2}"#),
        came("Decode", 201, r#"{"age":1}"#),
        came("Connection", 200, r#"{"age":1}"#),
        success(200, Some(r#"{"age":1}"#)),
    ] {
        assert!(!is_refused(&expected, &came), "{came:?}");
    }
}

#[test]
fn a_long_text_is_cut() {
    assert_eq!(short(" a\n  b "), "a b");
    assert_eq!(short(" "), "nothing");
    assert_eq!(short(&"ä".repeat(400)).chars().count(), 161);
}
