//! Webhooks: signatures by Standard Webhooks, and what a body is told by.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::runtime::webhooks::standard_webhooks::StandardWebhooks;
use crate::runtime::webhooks::webhook_body::read;
use crate::runtime::webhooks::webhook_error::WebhookError;
use crate::runtime::webhooks::webhook_member::member;
use crate::sample::{ThingMovedHeaders, Webhook, Webhooks};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "dGhlIG90aGVyIHNlY3JldCBrZXkgMTIzNA==";
const BODY: &[u8] = br#"{"test": 2432232314}"#;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn webhooks(secrets: &[&str]) -> StandardWebhooks {
    StandardWebhooks::new(secrets).expect("secrets")
}

/// The headers of a webhook that was sent at second 1,000,000.
fn signed(secret: &str) -> HeaderMap {
    let signed = webhooks(&[secret]).sign("msg_1", at(1_000_000), BODY);
    signed.expect("headers")
}

fn with(mut headers: HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    headers.insert(name, HeaderValue::from_str(value).expect("a header"));
    headers
}

#[test]
fn the_vectors_of_standard_webhooks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/vectors/standard-webhooks.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("there is no {}: nothing is compared", path.display());
        return;
    };
    let vectors: Value = serde_json::from_str(&text).expect("JSON");
    let cases = vectors["cases"].as_array().expect("cases");
    assert!(cases.len() >= 14, "{} cases", cases.len());
    for case in cases {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let secrets: Vec<String> = match &case["secrets"] {
            Value::Array(secrets) => secrets.iter().map(text).collect(),
            _ => vec![text(&case["secret"])],
        };
        let headers = case["headers"].as_object().expect("headers").iter();
        let headers = headers.map(|(name, value)| {
            let name: HeaderName = name.parse().expect("a name");
            (name, text(value).parse().expect("a value"))
        });
        let headers: HeaderMap = headers.collect();
        let now = at(case["now"].as_u64().expect("seconds"));
        let body = text(&case["payload"]);
        let webhooks = StandardWebhooks::new(secrets).expect("secrets");
        let verified = webhooks.verify(&headers, body.as_bytes(), now);
        let is_right = case["ok"].as_bool().expect("true or false");
        assert_eq!(verified.is_ok(), is_right, "{}: {verified:?}", case["name"]);
    }
}

#[test]
fn a_webhook_is_verified_and_its_id_and_time_are_known() {
    let verified = webhooks(&[SECRET]).verify(&signed(SECRET), BODY, at(1_000_010));
    let message = verified.expect("a message");
    assert_eq!(
        (message.id.as_str(), message.time),
        ("msg_1", at(1_000_000))
    );
    // The prefix is no part of the secret.
    let bare = SECRET.trim_start_matches("whsec_");
    assert_eq!(signed(SECRET), signed(bare));
}

#[test]
fn each_secret_of_a_rotation_is_tried() {
    for secret in [SECRET, OTHER] {
        let verified = webhooks(&[OTHER, SECRET]).verify(&signed(secret), BODY, at(1_000_000));
        assert!(verified.is_ok(), "{verified:?}");
    }
    // The sender signs with both, in one header or in two.
    let mut headers = signed(OTHER);
    headers.append(
        "webhook-signature",
        signed(SECRET)["webhook-signature"].clone(),
    );
    let verified = webhooks(&[SECRET]).verify(&headers, BODY, at(1_000_000));
    assert!(verified.is_ok(), "{verified:?}");
}

#[test]
fn what_was_not_signed_with_a_secret_is_refused() {
    let refused = |headers: &HeaderMap, body: &[u8]| {
        let verified = webhooks(&[SECRET]).verify(headers, body, at(1_000_000));
        verified.expect_err("a forged webhook")
    };
    let headers = signed(SECRET);
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut without = headers.clone();
        without.remove(name);
        assert_eq!(refused(&without, BODY), WebhookError::MissingHeader(name));
    }
    for (name, value) in [
        ("webhook-id", ""),
        ("webhook-timestamp", "+1000000"),
        ("webhook-timestamp", "-1"),
        ("webhook-timestamp", "99999999999999999999"),
    ] {
        let other = with(headers.clone(), name, value);
        assert_eq!(
            refused(&other, BODY),
            WebhookError::InvalidHeader(name),
            "{value}"
        );
    }
    let signature = headers["webhook-signature"].to_str().expect("a text");
    for changed in [
        "v1,".to_owned(),
        "v1,***".to_owned(),
        signature.replace("v1,", ""),
        signature.replace("v1,", "v1a,"),
        signature[..signature.len() - 8].to_owned(),
    ] {
        let other = with(headers.clone(), "webhook-signature", &changed);
        assert_eq!(refused(&other, BODY), WebhookError::Signature, "{changed}");
    }
    let other = with(headers.clone(), "webhook-id", "msg_2");
    assert_eq!(refused(&other, BODY), WebhookError::Signature);
    let other = with(headers.clone(), "webhook-timestamp", "1000001");
    assert_eq!(refused(&other, BODY), WebhookError::Signature);
    assert_eq!(refused(&headers, b"{}"), WebhookError::Signature);
    assert_eq!(refused(&signed(OTHER), BODY), WebhookError::Signature);
}

#[test]
fn the_time_may_be_off_by_the_tolerance_in_both_directions() {
    let headers = signed(SECRET);
    let verify = |webhooks: &StandardWebhooks, now| webhooks.verify(&headers, BODY, at(now)).err();
    let seconds = Duration::from_secs;
    let usual = webhooks(&[SECRET]);
    assert_eq!(verify(&usual, 1_000_300), None);
    assert_eq!(verify(&usual, 999_700), None);
    assert_eq!(
        verify(&usual, 1_000_301),
        Some(WebhookError::TooOld(seconds(301)))
    );
    assert_eq!(
        verify(&usual, 999_699),
        Some(WebhookError::TooNew(seconds(301)))
    );
    let narrow = usual.tolerance(seconds(10));
    assert_eq!(verify(&narrow, 1_000_010), None);
    assert_eq!(
        verify(&narrow, 1_000_011),
        Some(WebhookError::TooOld(seconds(11)))
    );
    assert_eq!(
        verify(&narrow, 999_989),
        Some(WebhookError::TooNew(seconds(11)))
    );
}

#[test]
fn a_secret_that_cannot_be_used_is_refused_and_never_shown() {
    let fault = |secrets: &[&str]| {
        let error = StandardWebhooks::new(secrets).expect_err("no secret");
        let WebhookError::Secret(_) = &error else {
            panic!("{error:?}");
        };
        error.to_string()
    };
    assert_eq!(
        fault(&[]),
        "unusable webhook secret: expected at least one, found none"
    );
    assert_eq!(
        fault(&[SECRET, "whsec_"]),
        "unusable webhook secret: expected base64 as the secret no. 2, found nothing"
    );
    let hidden = fault(&["not base64"]);
    assert!(!hidden.contains("not base64"), "{hidden}");
    let shown = format!("{:?}", webhooks(&[SECRET, OTHER]));
    assert_eq!(shown, "StandardWebhooks { secrets: 2, tolerance: 300s }");
    let missing = Webhooks::from_env().expect_err("no secret");
    let expected = "expected it in the environment variable SAMPLE_WEBHOOK_SECRET, found none";
    assert_eq!(missing, WebhookError::Secret(expected.to_owned()));
}

#[test]
fn an_error_says_what_is_wrong_without_a_signature() {
    let headers = signed(OTHER);
    let signature = headers["webhook-signature"].to_str().expect("a text");
    let error = webhooks(&[SECRET]).verify(&headers, BODY, at(1_000_000));
    let error = error.expect_err("another secret");
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains(&signature[3..]), "{shown}");
    }
    for (error, expected) in [
        (
            WebhookError::MissingHeader("webhook-id"),
            "the webhook has no header `webhook-id`",
        ),
        (
            WebhookError::TooOld(Duration::from_secs(301)),
            "the webhook was sent 301 s ago, longer than the tolerance",
        ),
    ] {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_member_of_the_body_tells_what_it_is() {
    let told = |body: &str| member(body.as_bytes(), "type");
    let is = |text: &str| Some(text.to_owned());
    assert_eq!(
        told(r#"{"data": {"type": "b"}, "type": "a", "id": [1]}"#),
        is("a")
    );
    assert_eq!(told("\u{feff}{\"type\": \"a\"}"), is("a"));
    assert_eq!(told(r#"{"ty\u0070e": "\u0061"}"#), is("a"));
    for other in [
        "",
        "[]",
        "{}",
        r#"{"type": 1}"#,
        r#"{"type": "a""#,
        r#""type""#,
    ] {
        assert_eq!(told(other), None, "{other}");
    }
    let deep = format!(
        r#"{{"data": {}{}, "type": "a"}}"#,
        "[".repeat(500),
        "]".repeat(500)
    );
    assert_eq!(told(&deep), is("a"));
}

#[test]
fn a_body_that_is_not_as_described_is_an_error() {
    let error = read::<u32>(br#""one""#).expect_err("a text");
    let WebhookError::Body(fault) = &error else {
        panic!("{error:?}");
    };
    assert!(fault.contains("expected"), "{fault}");
}

#[test]
fn a_webhook_is_unwrapped_by_what_tells_it_and_an_unknown_one_is_kept() {
    let webhooks = Webhooks::new([SECRET]).expect("a secret");
    let unwrap = |body: &str| {
        let headers = webhooks.sign("msg_1", SystemTime::now(), body.as_bytes());
        webhooks.unwrap(&headers.expect("headers"), body.as_bytes())
    };
    let made = unwrap(r#"{"type": "thing.made", "id": "thing-1"}"#).expect("a webhook");
    let Webhook::ThingMade(thing) = made else {
        panic!("{made:?}");
    };
    assert_eq!(thing.id, "thing-1");
    let other = r#"{"type": "thing.sold", "id": "thing-1"}"#;
    let value = serde_json::from_str(other).expect("JSON");
    assert_eq!(unwrap(other), Ok(Webhook::Unknown(value)));
    let error = unwrap(r#"{"type": "thing.made", "id": 1}"#).expect_err("no thing");
    assert_eq!(
        error.to_string(),
        "unexpected body of the webhook: id: expected a string, found 1"
    );
}

#[test]
fn an_old_webhook_is_refused_by_the_clock_of_the_system() {
    let webhooks = Webhooks::new([SECRET]).expect("a secret");
    let webhooks = webhooks.tolerance(Duration::from_secs(60));
    let sent = SystemTime::now() - Duration::from_secs(120);
    let body = br#"{"id": "thing-1"}"#;
    let headers = webhooks.sign("msg_1", sent, body).expect("headers");
    let error = webhooks.unwrap_thing_moved(&headers, body);
    assert!(matches!(error, Err(WebhookError::TooOld(_))), "{error:?}");
    let verified = webhooks.verify_at(&headers, body, sent);
    assert_eq!(verified.expect("a message").id, "msg_1");
}

#[test]
fn described_headers_have_types() {
    let mut headers = HeaderMap::new();
    let error = ThingMovedHeaders::of(&headers).expect_err("a missing header");
    assert_eq!(
        error.to_string(),
        "unexpected header of the webhook: X-Try: expected one, found none"
    );
    headers.insert("x-try", HeaderValue::from_static("two"));
    let error = ThingMovedHeaders::of(&headers).expect_err("another type");
    assert_eq!(
        error.to_string(),
        "unexpected header of the webhook: X-Try: expected an integer, found \"two\""
    );
    headers.insert("x-try", HeaderValue::from_static("2"));
    let read = ThingMovedHeaders::of(&headers).expect("headers");
    assert_eq!((read.x_try, read.x_shop), (2, None));
    headers.insert("x-shop", HeaderValue::from_static(" north "));
    let read = ThingMovedHeaders::of(&headers).expect("headers");
    assert_eq!(read.x_shop.as_deref(), Some("north"));
}
