//! `x-ratelimit-…` as typed values.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::support::{Answer, Server, client, thing};
use crate::runtime::http::rate_limit::RateLimits;

const HEADERS: &[(&str, &str)] = &[
    ("x-ratelimit-limit-requests", "60"),
    ("x-ratelimit-limit-tokens", "150000"),
    ("x-ratelimit-remaining-requests", "59"),
    ("x-ratelimit-remaining-tokens", "149984"),
    ("x-ratelimit-reset-requests", "1s"),
    ("x-ratelimit-reset-tokens", "6m0s"),
    ("x-ratelimit-reset-images", "never"),
    ("x-ratelimit-limit", "7"),
];

#[tokio::test]
async fn they_are_there_on_success_and_on_error() {
    let server = Server::answering([
        Answer::with(200, HEADERS, &thing("a")),
        Answer::with(400, HEADERS, "{}"),
    ])
    .await;
    let things = client(&server).things();
    let success = things
        .retrieve("a")
        .with_response()
        .await
        .expect("a thing")
        .rate_limits();
    let error = things
        .retrieve("a")
        .await
        .expect_err("status 400")
        .rate_limits();
    assert_eq!(success, error);
    let tokens = success.get("tokens").expect("a limit on tokens");
    assert_eq!(
        (tokens.limit, tokens.remaining),
        (Some(150_000), Some(149_984))
    );
    assert_eq!(tokens.reset, Some(Duration::from_secs(360)));
    assert_eq!(
        success.get("requests").and_then(|limit| limit.reset),
        Some(Duration::from_secs(1))
    );
    assert_eq!(success.get("").and_then(|limit| limit.limit), Some(7));
    assert_eq!(success.get("images"), None);
    assert_eq!(success.iter().count(), 3);
}

#[tokio::test]
async fn resets_are_read_in_every_unit() {
    let cases = [
        ("20ms", Some(Duration::from_millis(20))),
        ("1h2m3.5s", Some(Duration::from_millis(3_723_500))),
        ("1d", Some(Duration::from_secs(86_400))),
        ("59.5", Some(Duration::from_millis(59_500))),
        ("0s", Some(Duration::ZERO)),
        ("", None),
        ("s", None),
        ("5", Some(Duration::from_secs(5))),
        ("1x", None),
        ("1s2", None),
        ("-1s", None),
        ("99999999999999999999h", None),
    ];
    let server = Server::new(move |_, number| {
        let (text, _) = cases[number];
        Answer::with(
            200,
            &[("x-ratelimit-reset-a", text), ("x-ratelimit-limit-a", "1")],
            &thing("a"),
        )
    })
    .await;
    let things = client(&server).things();
    for (text, expected) in cases {
        let response = things.retrieve("a").with_response().await.expect("a thing");
        let limits = response.rate_limits();
        assert_eq!(
            limits.get("a").and_then(|limit| limit.reset),
            expected,
            "{text:?}"
        );
    }
}

/// Many APIs say the moment, and some call the headers otherwise.
#[tokio::test]
async fn a_reset_may_be_a_moment() {
    let date = ("date", "Tue, 14 Nov 2023 22:13:20 GMT");
    for (name, text, expected) in [
        ("x-ratelimit-reset", "1700000090", 90),
        ("ratelimit-reset", "1700000090000", 90),
        ("x-rate-limit-reset", "1699999999", 0),
        ("x-ratelimit-reset", "999999", 999_999),
        ("x-ratelimit-reset", "2023-11-14T22:14:50Z", 90),
        ("x-ratelimit-reset", "Tue, 14 Nov 2023 22:14:50 GMT", 90),
    ] {
        let headers = [date, (name, text)];
        let server = Server::answering([Answer::with(200, &headers, &thing("a"))]).await;
        let call = client(&server).things().retrieve("a").with_response();
        let limits = call.await.expect("a thing").rate_limits();
        let reset = limits.get("").and_then(|limit| limit.reset);
        assert_eq!(reset, Some(Duration::from_secs(expected)), "{name}: {text}");
    }
}

#[test]
fn the_drafts_of_the_ietf_are_read() {
    for (headers, name, expected) in [
        (
            &[
                ("ratelimit-limit", "100, 100;w=10"),
                ("ratelimit-remaining", "50"),
                ("ratelimit-reset", "30"),
            ][..],
            "",
            (Some(100), Some(50), Some(30)),
        ),
        (
            &[
                ("ratelimit", "limit=100, remaining=50, reset=30"),
                ("ratelimit-policy", "100;w=60"),
            ],
            "",
            (Some(100), Some(50), Some(30)),
        ),
        (
            &[
                ("ratelimit", "\"burst\";r=50;t=30, \"day\";r=9"),
                ("ratelimit-policy", "\"burst\";q=100;w=60"),
            ],
            "burst",
            (Some(100), Some(50), Some(30)),
        ),
        (
            &[("ratelimit", "\"burst\";r=50, \"day\";r=9")],
            "day",
            (None, Some(9), None),
        ),
    ] {
        let map = headers.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        let limits = RateLimits::read(&map.collect());
        let limit = limits.get(name).expect("a limit");
        let reset = limit.reset.map(|reset| reset.as_secs());
        assert_eq!(
            (limit.limit, limit.remaining, reset),
            expected,
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_without_them_has_none() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let response = client(&server)
        .things()
        .retrieve("a")
        .with_response()
        .await
        .expect("a thing");
    assert!(response.rate_limits().is_empty());
}
