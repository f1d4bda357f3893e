use serde_json::{Value, json};

use super::{Answer, fault, short};
use crate::conformance::suite::Response;

const AT: &str = "http://127.0.0.1:3111";

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
        status: Some(status),
        headers: Some(json!({ "x-token": "page2" })),
        body: body.map(str::to_owned),
    }
}

fn failure(status: Option<u16>, body: &str) -> Answer {
    Answer {
        error: Some("permission denied".to_owned()),
        status,
        headers: None,
        body: Some(body.to_owned()),
    }
}

#[test]
fn equal_values_are_right_whatever_their_spelling() {
    let expected = json_of(200, json!({ "a": 1.5, "b": [true, null] }));
    let came = success(200, Some(r#"{ "b": [true, null], "a": 1.50 }"#));
    assert_eq!(fault(&expected, &came, AT), None);
    let expected = self::expected(json!({ "status": 204 }));
    assert_eq!(fault(&expected, &success(204, None), AT), None);
}

#[test]
fn the_address_of_the_server_has_two_spellings() {
    let expected = json_of(200, json!({ "next": "{baseUrl}/page2" }));
    for host in ["http://localhost:3111", AT] {
        let came = success(200, Some(&format!(r#"{{"next":"{host}/page2"}}"#)));
        assert_eq!(fault(&expected, &came, AT), None);
    }
    let came = success(200, Some(r#"{"next":"http://other/page2"}"#));
    fault(&expected, &came, AT).expect("a fault");
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
        let fault = fault(&expected, &came, AT).expect("a fault");
        assert!(parts.iter().all(|part| fault.contains(part)), "{fault}");
    }
}

#[test]
fn an_error_must_come_back_as_an_error() {
    let expected = json_of(403, json!({ "error": "invalid" }));
    let right = failure(Some(403), r#"{"error":"invalid"}"#);
    assert_eq!(fault(&expected, &right, AT), None);
    for (came, part) in [
        (
            success(403, Some(r#"{"error":"invalid"}"#)),
            "found a success",
        ),
        (failure(Some(500), r#"{"error":"invalid"}"#), "found 500"),
        (failure(None, ""), "found none: permission denied"),
        (failure(Some(403), "{}"), "found {}"),
    ] {
        let fault = fault(&expected, &came, AT).expect("a fault");
        assert!(fault.contains(part), "{fault}");
    }
}

#[test]
fn a_long_text_is_cut() {
    assert_eq!(short(" a\n  b "), "a b");
    assert_eq!(short(" "), "nothing");
    assert_eq!(short(&"ä".repeat(400)).chars().count(), 161);
}
