//! Path values: any text is one segment, or refused.

use proptest::prelude::*;

use super::support::{Answer, Server, client, thing};
use crate::runtime::auth::chosen;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::http::outgoing;

/// The URL of a call, or why there is none.
fn url(id: &str) -> Result<String, String> {
    let client = Client::builder()
        .api_key("sk-test")
        .base_url("http://127.0.0.1/v1")
        .build();
    let call = client.expect("a client").things().retrieve(id).into_call();
    match &call.parts().fault {
        Some(fault) => Err(fault.to_string()),
        None => {
            let request = chosen::shown(call.parts())
                .and_then(|chosen| outgoing::request(call.parts(), &chosen, None, Body::empty()))
                .expect("a request");
            let url = reqwest::Url::parse(&request.uri().to_string());
            Ok(url.expect("a URL").to_string())
        }
    }
}

/// Values and how they are sent.
const VALUES: &[(&str, &str)] = &[
    ("ftjob-abc123", "ftjob-abc123"),
    ("a b", "a%20b"),
    (" ", "%20"),
    ("\t", "%09"),
    ("a\nb", "a%0Ab"),
    ("\u{0}", "%00"),
    ("%", "%25"),
    ("%20", "%2520"),
    ("%2F", "%252F"),
    ("100%", "100%25"),
    ("é", "%C3%A9"),
    ("e\u{301}", "e%CC%81"),
    ("日本", "%E6%97%A5%E6%9C%AC"),
    ("🦀", "%F0%9F%A6%80"),
    ("a/b", "a%2Fb"),
    ("/", "%2F"),
    ("//", "%2F%2F"),
    ("a\\b", "a%5Cb"),
    ("?", "%3F"),
    ("a?b=c", "a%3Fb%3Dc"),
    ("#", "%23"),
    ("a#b", "a%23b"),
    (":", "%3A"),
    ("ft:gpt-4o:org::id", "ft%3Agpt-4o%3Aorg%3A%3Aid"),
    ("a;b", "a%3Bb"),
    ("@", "%40"),
    ("a+b", "a%2Bb"),
    ("a&b=c", "a%26b%3Dc"),
    ("!$'()*,", "%21%24%27%28%29%2A%2C"),
    ("-._~", "-._~"),
    ("...", "..."),
    ("..a", "..a"),
    ("../a", "..%2Fa"),
    ("a/..", "a%2F.."),
    ("..\\a", "..%5Ca"),
    ("[\"<>^`{|}]", "%5B%22%3C%3E%5E%60%7B%7C%7D%5D"),
];

/// Every spelling of a dot segment, also those that a second decoding makes one.
const DOTS: &[&str] = &[
    ".",
    "%2e",
    "%2E",
    "..",
    ".%2e",
    ".%2E",
    "%2e.",
    "%2E.",
    "%2e%2e",
    "%2e%2E",
    "%2E%2e",
    "%2E%2E",
    "%252e",
    "%252E%25252e",
];

#[tokio::test]
async fn values_reach_the_server_as_one_segment() {
    let server = Server::answering([Answer::json(200, thing("x"))]).await;
    let things = client(&server).things();
    for (value, sent) in VALUES {
        things.retrieve(*value).await.expect("a thing");
        let request = server.requests().pop().expect("a request");
        assert_eq!(request.target, format!("/v1/things/{sent}"), "{value:?}");
    }
}

#[tokio::test]
async fn dot_segments_are_refused_before_anything_is_sent() {
    let server = Server::answering([Answer::json(200, thing("x"))]).await;
    let things = client(&server).things();
    for value in DOTS {
        let error = things.retrieve(*value).await.expect_err("a dot segment");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{value}");
        assert_eq!(error.attempts(), 0);
        assert_eq!(
            error.to_string(),
            "invalid request for getThing: expected a value for the path parameter thing_id, found \
             a dot segment"
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn an_empty_value_is_refused_before_anything_is_sent() {
    let server = Server::answering([Answer::json(200, thing("x"))]).await;
    let error = client(&server)
        .things()
        .retrieve("")
        .await
        .expect_err("an empty value");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(
        error.to_string().ends_with("thing_id, found an empty one"),
        "{error}"
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn values_that_share_a_segment_are_judged_together() {
    let server = Server::answering([Answer::json(200, thing("x"))]).await;
    let things = client(&server).things();
    things.file("a", 1, ".txt").await.expect("a thing");
    assert_eq!(
        server.requests()[0].target,
        "/v1/things/a/files/1.txt?as=json"
    );
    things
        .file("a", 1, ".")
        .await
        .expect("no dot segment, since a number stands before it");
    things
        .file("..", 1, "x")
        .await
        .expect_err("a dot segment in the middle");
    assert_eq!(server.count(), 2);
}

proptest! {
    /// Two segments before, one for the value: whatever it is.
    #[test]
    fn the_number_of_segments_never_changes(value in any::<String>()) {
        if let Ok(url) = url(&value) {
            let url = reqwest::Url::parse(&url).expect("a URL");
            let segments: Vec<&str> = url.path_segments().expect("a path").collect();
            prop_assert_eq!(segments.len(), 3);
            let decoded = percent_encoding::percent_decode_str(segments[2]).decode_utf8();
            prop_assert_eq!(decoded.expect("UTF-8"), value.as_str());
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
        }
    }

    /// The same for texts made of nothing but trouble.
    #[test]
    fn no_mixture_of_dots_and_codes_gets_through(value in "([./\\\\?#%]|%2[eEfF]|%25|2e|5c){0,6}") {
        if let Ok(url) = url(&value) {
            let url = reqwest::Url::parse(&url).expect("a URL");
            prop_assert_eq!(url.path_segments().expect("a path").count(), 3);
            let mut last = url.path().rsplit('/').next().expect("a segment").to_owned();
            for _ in 0..8 {
                prop_assert!(!last.is_empty() && last != "." && last != "..");
                last = percent_encoding::percent_decode_str(&last).decode_utf8_lossy().into_owned();
            }
        }
    }
}
