//! The one error: its kinds, its text, and everything it keeps.

use std::error::Error as _;
use std::time::Duration;

use super::support::{Answer, KEY, Server, builder, client, new_thing, thing};
use crate::runtime::auth::redaction::{is_in, redact};
use crate::runtime::client::Client;
use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::http::problem::Problem;

/// The error of an answer, without retries.
async fn error(answer: Answer) -> Error {
    let server = Server::answering([answer]).await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    client.things().retrieve("a").await.expect_err("an error")
}

#[tokio::test]
async fn every_status_has_a_kind() {
    for (status, kind) in [
        (304, ErrorKind::OtherStatus),
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Authentication),
        (402, ErrorKind::OtherStatus),
        (403, ErrorKind::PermissionDenied),
        (404, ErrorKind::NotFound),
        (408, ErrorKind::OtherStatus),
        (409, ErrorKind::Conflict),
        (422, ErrorKind::UnprocessableEntity),
        (429, ErrorKind::RateLimit),
        (500, ErrorKind::Server),
        (503, ErrorKind::Server),
        (599, ErrorKind::Server),
    ] {
        let error = error(Answer::json(status, "{}")).await;
        assert_eq!(error.kind(), kind, "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.attempts(), 1);
        assert_eq!(error.operation(), Some("getThing"));
    }
}

#[tokio::test]
async fn everything_the_answer_said_is_kept() {
    let body = r#"{"error":{"message":"Slow\n  down.","code":"slow_down","type":"requests"}}"#;
    let headers = [
        ("x-request-id", "req_123"),
        ("retry-after", "7"),
        ("x-other", "1"),
    ];
    let error = error(Answer::with(429, &headers, body)).await;
    assert_eq!(
        error.to_string(),
        "rate limit exceeded for getThing (429, request req_123): Slow down."
    );
    assert_eq!(error.request_id(), Some("req_123"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_retryable());
    let headers = error.headers().expect("headers");
    assert_eq!(
        headers.get("x-other").map(|value| value.as_bytes()),
        Some(&b"1"[..])
    );
    let described = error.api_error().expect("the body that is described");
    assert_eq!(
        (&*described.message, described.code.as_deref()),
        ("Slow\n  down.", Some("slow_down"))
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn bodies_that_are_not_as_described_are_kept() {
    for (body, text) in [
        (
            "<html>Bad Gateway</html>",
            "server error for getThing (502)",
        ),
        ("", "server error for getThing (502)"),
        ("[]", "server error for getThing (502)"),
        (
            r#"{"error":"no luck"}"#,
            "server error for getThing (502): no luck",
        ),
        (
            r#"{"message":"no luck"}"#,
            "server error for getThing (502): no luck",
        ),
        (
            r#"{"title":"Sorry","detail":"no luck"}"#,
            "server error for getThing (502): no luck",
        ),
        (
            r#"{"error":{"message":7}}"#,
            "server error for getThing (502)",
        ),
        ("\u{fffd}{", "server error for getThing (502)"),
    ] {
        let error = error(Answer::with(502, &[("content-type", "text/html")], body)).await;
        assert_eq!(error.to_string(), text, "{body}");
        assert_eq!(error.kind(), ErrorKind::Server);
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(error.api_error().is_none());
    }
}

#[tokio::test]
async fn an_error_body_cut_short_keeps_its_status() {
    let error = error(Answer::json(503, r#"{"error":{"message":"gone"}}"#).cut(4)).await;
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.body(), Some(&br#"{"error":{"message":"gon"#[..]));
}

#[tokio::test]
async fn an_error_body_over_the_limit_is_kept_up_to_it() {
    let server = Server::answering([Answer::json(400, "x".repeat(1_000))]).await;
    let client = builder(&server)
        .max_response_bytes(10)
        .build()
        .expect("a client");
    let error = client.things().retrieve("a").await.expect_err("status 400");
    assert_eq!(
        (error.kind(), error.body()),
        (ErrorKind::BadRequest, Some(&b"xxxxxxxxxx"[..]))
    );
    // More than 1 MiB of an error is not read, whatever the limit.
    let endless = "x".repeat(3 << 20);
    let error = self::error(Answer::json(400, endless)).await;
    assert_eq!(error.body().map(<[u8]>::len), Some(1 << 20));
}

#[tokio::test]
async fn a_host_that_is_not_there_is_a_connection_error() {
    let client = Client::builder().base_url("http://127.0.0.1:1/v1?key=sk-test-in-query");
    let client = client
        .api_key(KEY)
        .max_retries(0)
        .build()
        .expect("a client");
    let error = client
        .things()
        .retrieve("a")
        .await
        .expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(
        error.to_string(),
        "connection failed for getThing: connection refused (127.0.0.1:1)"
    );
    assert_eq!(
        (error.status(), error.body(), error.attempts()),
        (None, None, 1)
    );
    let cause = error.source().expect("a cause");
    let mut all = format!("{error:?} {error:#?} {cause} {cause:?}");
    let mut next = cause.source();
    while let Some(cause) = next {
        all.push_str(&format!("{cause} {cause:?}"));
        next = cause.source();
    }
    assert!(!all.contains("sk-test"), "{all}");
    assert!(!all.contains("/v1"), "{all}");
}

/// `main` prints an error so that it returns.
#[tokio::test]
async fn debug_is_a_line_and_its_causes() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .api_key(KEY);
    let client = client.max_retries(0).build().expect("a client");
    let error = client
        .things()
        .retrieve("a")
        .await
        .expect_err("a closed port");
    let shown = format!("{error:?}");
    let (line, causes) = shown.split_once("\n\nCaused by:\n    ").expect("causes");
    assert_eq!(line, error.to_string());
    assert!(line.ends_with("connection refused (127.0.0.1:1)"), "{line}");
    assert!(causes.starts_with("connection refused\n    "), "{causes}");
    let all = format!("{error:#?}");
    assert!(all.starts_with("Error {\n    kind: Connection,"), "{all}");

    let failing = || async { Err::<String, _>("no sk-test-word in the vault") };
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .api_key_from(failing);
    let things = client.build().expect("a client").things();
    let error = things.create(&new_thing()).await.expect_err("no key");
    let shown = format!("{error:?} {error:#?} {error}");
    assert!(!shown.contains("sk-test"), "{shown}");
    let source = std::error::Error::source(&error).expect("the caller's own error");
    assert_eq!(source.to_string(), "no sk-test-word in the vault");
}

#[tokio::test]
async fn a_key_that_the_api_sends_back_is_painted_over() {
    let body = format!(r#"{{"error":{{"message":"Incorrect API key: {KEY}."}}}}"#);
    let error = error(Answer::json(401, &body)).await;
    assert_eq!(
        error.to_string(),
        "authentication failed for getThing (401): Incorrect API key: [redacted]."
    );
    assert!(!format!("{error:?} {error:#?}").contains(KEY));
    let server = Server::answering([Answer::json(200, format!(r#"{{"id":3,"x":"{KEY}"}}"#))]).await;
    let error = client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("an id that is no string");
    assert!(!error.to_string().contains(KEY));
}

#[tokio::test]
async fn a_key_that_the_api_sends_back_with_escapes_is_painted_over() {
    let written = |write: fn(u32) -> String| {
        let chars = KEY.chars().map(u32::from);
        chars.map(write).collect::<String>()
    };
    for escaped in [
        written(|c| format!("\\u{c:04x}")),
        written(|c| format!("&#{c};")),
        written(|c| format!("&#x{c:X};")),
        written(|c| format!("%{c:02x}")),
    ] {
        let body = format!(r#"{{"error":{{"message":"No: {escaped}.","more":["{escaped}"]}}}}"#);
        let error = error(Answer::json(401, &body)).await;
        assert!(error.to_string().ends_with("No: [redacted]."), "{error}");
        let shown = format!("{error:?} {:?}", error.api_error());
        assert!(!shown.contains(KEY), "{shown}");
    }
}

#[test]
fn a_secret_is_found_with_the_escapes_of_a_text() {
    const SECRET: &str = r#"a<b>&"c'\d/é😀"#;
    for (text, expected) in [
        (SECRET, "[redacted]"),
        (r#"\na<b>&\"c'\\d\/é\ud83d\ude00\n"#, r"\n[redacted]\n"),
        (
            r#"&a&lt;b&gt;&amp;&quot;c&apos;\d/&#233;&#x1F600;&x;"#,
            "&[redacted]&x;",
        ),
        (
            "%a%3Cb%3e%26%22c%27%5Cd%2F%C3%A9%f0%9f%98%80%",
            "%[redacted]%",
        ),
        (r"\ud83d a<b &amp %+1 \", r"\ud83d a<b &amp %+1 \"),
    ] {
        assert_eq!(redact(text.into(), SECRET), expected);
        assert_eq!(is_in(text, SECRET), text != expected, "{text}");
    }
}

#[tokio::test]
async fn a_password_that_the_api_sends_back_is_painted_over() {
    let body = r#"{"message":"sk-test-pass in me:sk-test-pass as bWU6c2stdGVzdC1wYXNz"}"#;
    let server = Server::answering([Answer::json(401, body)]).await;
    let builder = || Client::builder().base_url(server.url());
    let by_hand = "Basic bWU6c2stdGVzdC1wYXNz";
    for builder in [
        builder().login("me", "sk-test-pass"),
        builder().default_header("authorization", by_hand),
    ] {
        let client = builder.build().expect("a client");
        let error = client.things().list().await.expect_err("status 401");
        assert_eq!(
            error.to_string(),
            "authentication failed for listThings (401): [redacted] in [redacted] as [redacted]"
        );
    }
}

#[tokio::test]
async fn a_key_in_a_query_by_hand_that_the_api_sends_back_is_painted_over() {
    const SHARED: &str = "sk-test-mine/of:query";
    let body = format!(r#"{{"error":{{"message":"no such key {SHARED}"}}}}"#);
    let server = Server::answering([Answer::json(401, &body)]).await;
    let of_url = format!("{}?a=b&key=sk-test-mine%2fof:query", server.url());
    let builder = || Client::builder().api_key("sk-test-other").max_retries(0);
    let client = builder().base_url(server.url()).build();
    let things = client.expect("a client").things();
    let moved = builder().base_url(of_url.as_str()).build();
    let moved = moved.expect("a client").things();
    for call in [
        things.retrieve("a").extra_query("key", SHARED),
        things.retrieve("a").base_url(&of_url),
        moved.retrieve("a"),
    ] {
        let error = call.await.expect_err("status 401");
        assert_eq!(
            error.to_string(),
            "authentication failed for getThing (401): no such key [redacted]"
        );
        let shown = format!("{error:?} {error:#?} {:?}", error.api_error());
        assert!(!shown.contains(SHARED), "{shown}");
    }
    let asked = server.requests();
    let queries: Vec<_> = asked.iter().map(|request| request.query()).collect();
    assert_eq!(
        queries,
        [
            "key=sk-test-mine%2Fof%3Aquery",
            "a=b&key=sk-test-mine%2fof:query",
            "a=b&key=sk-test-mine%2fof:query"
        ]
    );
}

#[test]
fn messages_are_one_line_of_bounded_length() {
    let long = format!(r#"{{"message":"{}"}}"#, "é".repeat(2_000));
    let message = Problem::read(long.as_bytes()).message.expect("a message");
    assert_eq!(message.chars().count(), 501);
    let message = Problem::read(b"{\"message\":\" a\\u001b[31m\\tb\\n\\nc \"}").message;
    assert_eq!(message.as_deref(), Some("a [31m b c"));
    assert_eq!(
        Problem::read(b"{\"message\":\" \",\"detail\":\"d\"}")
            .message
            .as_deref(),
        Some("d")
    );
    assert_eq!(Problem::read(b"\xff"), Problem::default());
    let words = Problem::read(br#"{"type":"a","code":"b","error":{"type":"c","code":4}}"#).words;
    assert_eq!(words, ["c", "a", "b"]);
    let words = Problem::read(b"<Error><Code>SlowDown</Code><Message/></Error>").words;
    assert_eq!(words, ["SlowDown"]);
}

/// What frameworks say about fields that are wrong, each in a shape of its own.
#[test]
fn reasons_are_found_in_lists_and_by_field() {
    for (body, expected) in [
        (
            r#"{"detail":[{"loc":["body","items",0],"msg":"Field required","type":"missing"},{"loc":[],"msg":"Odd"}]}"#,
            "body.items.0: Field required; Odd",
        ),
        (
            r#"{"name":["This field may not be blank.","Odd."],"non_field_errors":["No."]}"#,
            "name: This field may not be blank.; Odd.; non_field_errors: No.",
        ),
        (r#"["Not now.","Never."]"#, "Not now.; Never."),
        (
            r#"{"message":["name must be longer","a must be b"],"error":"Bad Request","statusCode":400}"#,
            "name must be longer; a must be b",
        ),
        (
            r#"{"title":"Not valid.","status":400,"errors":{"Name":["Too short."],"Age":["Odd."]}}"#,
            "Not valid.; Name: Too short.; Age: Odd.",
        ),
        (
            r#"{"status":400,"error":"Bad Request","errors":[{"field":"a","defaultMessage":"b"}]}"#,
            "Bad Request; a: b",
        ),
        (
            r#"{"errors":[{"detail":"Odd","source":{"pointer":"/data/a"}},{"title":"No"}]}"#,
            "/data/a: Odd; No",
        ),
        (
            r#"{"errors":[{"message":"no such field","path":["a","b"]}]}"#,
            "a.b: no such field",
        ),
        (r#"{"errors":{"name":"is taken"}}"#, "name: is taken"),
        (r#"{"message":"a: b","errors":["b"]}"#, "a: b"),
        (r#"{"error":{"code":"a","type":"b"}}"#, ""),
        (r#"{"detail":[{"loc":["a"]}],"tags":["b"],"id":3}"#, ""),
        (r#"{"a":[]}"#, ""),
        (
            "<?xml version='1.0'?><s:Error xmlns:s='a'><s:Message a='b'>The &lt;key&gt; &#105;s\nwrong &amp; old</s:Message>\
             <Code>Old</Code></s:Error>",
            "The <key> is wrong & old",
        ),
        (
            "<errors><error>Odd &x</error><error>No</error></errors>",
            "Odd &x",
        ),
        (
            "<problem><title>No</title><detail>Not <b>now</b></detail></problem>",
            "No",
        ),
        ("<!DOCTYPE html><title>502 Bad Gateway</title>", ""),
        ("<HTML lang=en><title>502 Bad Gateway</title>", ""),
        ("a < b and <message>", ""),
        ("[[],{}]", ""),
    ] {
        let message = Problem::read(body.as_bytes()).message;
        assert_eq!(message.unwrap_or_default(), expected, "{body}");
    }
    let many = format!(
        r#"{{"detail":[{}"x"]}}"#,
        r#"{"msg":"Odd"},"#.repeat(100_000)
    );
    let message = Problem::read(many.as_bytes()).message.expect("a message");
    assert_eq!(message.chars().count(), 501);
}

#[tokio::test]
async fn a_success_is_no_error() {
    let server = Server::answering([Answer::json(201, thing("a"))]).await;
    let response = client(&server)
        .things()
        .retrieve("a")
        .with_response()
        .await
        .expect("a thing");
    assert_eq!(response.status().as_u16(), 201);
}

/// The typed body has a `Debug` of its own, and headers are shown as they came.
#[tokio::test]
async fn a_key_that_the_api_sends_back_is_in_no_part_that_is_shown() {
    let body = format!(r#"{{"error":{{"message":"No {KEY}","code":"{KEY}"}}}}"#);
    let told = format!("Bearer realm=\"{KEY}\"");
    let headers = [
        ("www-authenticate", told.as_str()),
        ("x-request-id", KEY),
        ("x-other", "1"),
    ];
    let error = error(Answer::with(401, &headers, &body)).await;
    let described = error.api_error().expect("the body that is described");
    assert_eq!(described.message, "No [redacted]");
    assert_eq!(described.code.as_deref(), Some("[redacted]"));
    assert_eq!(error.body(), Some(body.as_bytes()), "this stays as it came");
    let shown = format!("{error} {error:#?} {described:?} {:?}", error.headers());
    assert!(!shown.contains(KEY) && shown.contains("x-other"), "{shown}");

    // Where a long text is cut, no half of a key is left.
    let long = format!("{}{KEY}", "x".repeat(500 - KEY.len() / 2));
    for (status, body) in [
        (400, format!(r#"{{"message":"{long}"}}"#)),
        (200, format!(r#"{{"id":{{"{long}":"{long}"}}}}"#)),
    ] {
        let error = self::error(Answer::json(status, body)).await;
        assert!(!error.to_string().contains("sk-test"), "{error}");
    }

    let server = Server::answering([Answer::with(200, &headers, &thing("a"))]).await;
    let call = client(&server).things().retrieve("a").with_response();
    let response = call.await.expect("a thing");
    assert_eq!(
        response.headers().get("www-authenticate"),
        Some(&http::header::HeaderValue::from_str(&told).expect("a value"))
    );
    assert!(!format!("{response:?}").contains(KEY));
}

#[tokio::test]
async fn an_error_body_that_is_no_unicode_still_has_a_message() {
    let body = b"{\"error\":{\"message\":\"caf\xe9 closed\",\"code\":\"shut\"}}";
    let mut raw = format!("HTTP/1.1 400 No\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    raw.extend_from_slice(body);
    let error = error(Answer::raw(raw)).await;
    assert_eq!(
        error.to_string(),
        "bad request for getThing (400): caf\u{fffd} closed"
    );
    let code = error.api_error().and_then(|error| error.code.as_deref());
    assert_eq!(code, Some("shut"));
    assert_eq!(error.body(), Some(&body[..]));
}

#[tokio::test]
async fn a_long_name_of_a_request_is_shown_in_part() {
    let long = "r".repeat(5_000);
    let error = error(Answer::with(500, &[("x-request-id", &long)], "")).await;
    assert_eq!(error.request_id(), Some(long.as_str()));
    assert!(error.to_string().len() < 200, "{error}");
}
