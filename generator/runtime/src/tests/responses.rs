//! Successes: decoding, what comes with the body, and the limit on its size.

use std::time::Duration;

use super::support::{Answer, Server, builder, client, list, thing};
use crate::runtime::error::{Error, ErrorKind};

async fn retrieve(answer: Answer) -> Result<crate::sample::Thing, Error> {
    let server = Server::answering([answer]).await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    client.things().retrieve("a").await
}

async fn undecodable(content_type: &str, body: &str) -> String {
    let answer = Answer::with(
        200,
        &[("content-type", content_type), ("x-request-id", "r1")],
        body,
    );
    let error = retrieve(answer).await.expect_err("a body that is no thing");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(!error.is_retryable());
    let text = error.to_string();
    let rest = text.strip_prefix("unexpected answer for getThing (200, request r1): ");
    rest.expect("the usual beginning").to_owned()
}

#[tokio::test]
async fn json_decodes_under_any_media_type() {
    for media_type in [
        "application/json",
        "text/plain; charset=utf-8",
        "application/problem+json",
    ] {
        let answer = Answer::with(200, &[("content-type", media_type)], &thing("a"));
        assert_eq!(retrieve(answer).await.expect("a thing").id, "a");
    }
    assert_eq!(
        retrieve(Answer::with(200, &[], &thing("b")))
            .await
            .expect("a thing")
            .id,
        "b"
    );
}

#[tokio::test]
async fn chunks_are_put_together() {
    let body = thing("abc");
    let mut raw = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_owned();
    for byte in body.chars() {
        raw.push_str(&format!("1\r\n{byte}\r\n"));
    }
    raw.push_str("0\r\n\r\n");
    assert_eq!(retrieve(Answer::raw(raw)).await.expect("a thing").id, "abc");
}

#[tokio::test]
async fn what_does_not_decode_says_why() {
    let json = "application/json";
    assert_eq!(
        undecodable("text/html", "<html>").await,
        "expected JSON, found markup such as HTML: expected value at line 1 column 1 (text/html)"
    );
    assert_eq!(
        undecodable(json, "").await,
        "expected JSON, found an empty body"
    );
    assert_eq!(
        undecodable(json, " \n").await,
        "expected JSON, found an empty body"
    );
    assert_eq!(
        undecodable(json, r#"{"id":"#).await,
        "expected JSON, found JSON that is cut off: EOF while parsing a value at line 1 column 6"
    );
    assert_eq!(
        undecodable(json, r#"{"id":"a"} x"#).await,
        "expected JSON, found another text: trailing characters at line 1 column 12"
    );
    assert_eq!(
        undecodable(json, r#"{"size":1}"#).await,
        "expected the member `id`, found none"
    );
    assert_eq!(
        undecodable(json, r#"{"id":"a","size":"x"}"#).await,
        r#"size: expected a number, found "x""#
    );
    assert_eq!(
        undecodable(json, "[]").await,
        "invalid length 0, expected struct Thing with 2 elements"
    );
}

/// The test kit and this build decode no coding; what a client with `gzip` decodes has no such header any more.
#[tokio::test]
async fn a_body_in_a_content_coding_is_told_by_its_coding() {
    for (coding, expected) in [
        ("br", "found `br`: only `gzip` can be read"),
        ("zstd", "found `zstd`: only `gzip` can be read"),
        ("deflate", "found `deflate`: only `gzip` can be read"),
        ("gzip, GZIP", "found `gzip, gzip`: only"),
        ("identity,br", "found `br`: only"),
        ("my-own", "found `my-own`: only"),
    ] {
        for status in [200, 400] {
            let headers = [("content-encoding", coding)];
            let answer = Answer::with(status, &headers, "\u{1f}\u{8b}");
            let error = retrieve(answer).await.expect_err("no JSON");
            assert!(error.to_string().contains(expected), "{error}");
            assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
        }
    }
    // Whether a body in `gzip` is read depends on what else is built with this crate.
    let gzip = crate::runtime::http::headers::encoded("gzip");
    assert!(gzip.ends_with("found `gzip`: the feature `gzip` of this crate reads it"));
    for coding in ["identity", "", "Identity, identity"] {
        let answer = Answer::with(200, &[("content-encoding", coding)], &thing("a"));
        assert_eq!(retrieve(answer).await.expect("a thing").id, "a");
    }
}

/// The same bytes would come again, whether this build reads `gzip` or not.
#[tokio::test]
async fn a_body_that_is_no_gzip_is_not_asked_for_again() {
    let headers = [("content-encoding", "gzip")];
    let server = Server::answering([Answer::with(200, &headers, "no gzip")]).await;
    let error = client(&server).things().retrieve("a").await;
    let error = error.expect_err("no gzip");
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert!(!error.is_retryable(), "{error}");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn the_path_to_a_fault_is_named() {
    let body = r#"{"data":[{"id":"a"},{"id":"b","size":1},{"id":"c","size":[]}]}"#;
    let server = Server::answering([Answer::json(200, body)]).await;
    let error = client(&server)
        .things()
        .list()
        .await
        .expect_err("a size that is no number");
    assert_eq!(
        error.to_string(),
        "unexpected answer for listThings (200): data[2].size: expected a number, found an array"
    );
}

#[tokio::test]
async fn an_answer_without_a_body_is_enough_where_none_matters() {
    let server = Server::answering([
        Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Answer::with(200, &[], "not JSON"),
    ])
    .await;
    let things = client(&server).things();
    things.delete("a").await.expect("nothing");
    let response = things.delete("a").with_response().await.expect("nothing");
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(server.requests()[0].method, "DELETE");
}

/// The API did what it was asked for, so that the same is not asked for once more.
#[tokio::test]
async fn a_body_that_does_not_matter_fails_no_call() {
    let head = |length: u64| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\nx");
    for answer in [
        Answer::raw(head(100)).close(),
        Answer::raw(head(100)).reset(),
        Answer::raw(head(100)).hold(),
        Answer::raw(head(1 << 40)).hold(),
        Answer::chunked("text/plain").chunk(Duration::ZERO, "x".repeat(1 << 17)),
    ] {
        let server = Server::answering([answer]).await;
        let client = client(&server);
        client.things().delete("a").await.expect("it is done");
        assert_eq!(server.count(), 1);
        server.deserted().await;
    }
    // A connection whose answer is short is used again.
    let server = Server::answering([Answer::with(200, &[], "not JSON")]).await;
    let things = client(&server).things();
    for _ in 0..3 {
        things.delete("a").await.expect("it is done");
    }
    assert_eq!((server.count(), server.accepted()), (3, 1));
}

#[tokio::test]
async fn status_headers_and_body_come_together() {
    let answer = Answer::with(
        200,
        &[("x-request-id", "req_1"), ("x-a", "b")],
        &list(&["a"], ""),
    );
    let server = Server::answering([answer]).await;
    let response = client(&server)
        .things()
        .list()
        .with_response()
        .await
        .expect("a list");
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(
        response.headers().get("x-a").map(|value| value.as_bytes()),
        Some(&b"b"[..])
    );
    assert_eq!(response.body.data.len(), 1);
    assert_eq!(response.into_inner().into_inner().data[0].id, "a");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whatever_its_length_claims() {
    let body = thing(&"a".repeat(1_000));
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    // Says it is large and is not; says it is large; says nothing.
    let claimed = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{{",
        u64::MAX / 2
    );
    let answers = [
        Answer::raw(claimed).close(),
        Answer::json(200, &body),
        Answer::raw(chunked),
    ];
    for answer in answers {
        let server = Server::answering([answer]).await;
        let client = builder(&server).max_response_bytes(body.len() - 1).build();
        let error = client
            .expect("a client")
            .things()
            .retrieve("a")
            .await
            .expect_err("a large body");
        assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(
            error.to_string(),
            format!(
                "answer too large for getThing (200): expected at most {} bytes, found more",
                body.len() - 1
            )
        );
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    }
    let server = Server::answering([Answer::json(200, &body)]).await;
    let client = builder(&server)
        .max_response_bytes(body.len())
        .build()
        .expect("a client");
    client
        .things()
        .retrieve("a")
        .await
        .expect("a body of just that size");
}

/// What a server says of a body, and what it sends.
#[tokio::test]
async fn a_length_that_is_not_true_is_never_a_success() {
    let body = thing("a");
    let claim = |claimed: &str| {
        Answer::raw(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {claimed}\r\n\r\n{body}"
        ))
        .close()
    };
    for (claimed, kind) in [
        ((body.len() - 1).to_string(), ErrorKind::Decode),
        ("1".to_owned(), ErrorKind::Decode),
        ("0".to_owned(), ErrorKind::Decode),
        ((body.len() + 1).to_string(), ErrorKind::Connection),
        ("-1".to_owned(), ErrorKind::Connection),
        ("1e3".to_owned(), ErrorKind::Connection),
        ("99999999999999999999999".to_owned(), ErrorKind::Connection),
        (format!("1, {}", body.len()), ErrorKind::Connection),
    ] {
        let error = retrieve(claim(&claimed)).await.expect_err("another length");
        assert_eq!(error.kind(), kind, "{claimed}: {error}");
    }
    retrieve(claim(&body.len().to_string()))
        .await
        .expect("a thing");
}

#[tokio::test]
async fn a_body_without_a_length_ends_with_its_connection() {
    let whole = Answer::raw(format!("HTTP/1.1 200 OK\r\n\r\n{}", thing("a"))).close();
    assert_eq!(retrieve(whole).await.expect("a thing").id, "a");
    let half = Answer::raw("HTTP/1.1 200 OK\r\n\r\n{\"id\":").close();
    let error = retrieve(half).await.expect_err("half a thing");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), Some(&b"{\"id\":"[..]));
}

#[tokio::test]
async fn what_comes_before_the_answer_is_passed_over() {
    let good = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{}",
        thing("a").len(),
        thing("a")
    );
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    for before in ["HTTP/1.1 100 Continue\r\n\r\n", early, &early.repeat(5)] {
        let thing = retrieve(Answer::raw(format!("{before}{good}"))).await;
        assert_eq!(thing.expect("a thing").id, "a");
    }
}

#[tokio::test]
async fn a_body_that_was_promised_and_is_not_there_is_said_to_be_empty() {
    for answer in [
        Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Answer::with(200, &[], ""),
        Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
    ] {
        let error = retrieve(answer).await.expect_err("nothing");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Decode, 1),
            "{error}"
        );
        assert_eq!(error.body(), Some(&b""[..]));
        assert!(error.to_string().ends_with("found an empty body"));
    }
}

#[tokio::test]
async fn chunks_that_break_off_are_a_broken_connection() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let body = thing("a");
    for rest in [
        // All of the body, and not its end.
        format!("{:x}\r\n{body}\r\n", body.len()),
        format!("{:x}\r\n{body}\r\n0\r\n", body.len()),
        format!("{:x}\r\n{body}", body.len() + 1),
        format!("{:x}\r\n{body}\r\nzz\r\n", body.len()),
    ] {
        let answer = Answer::raw(format!("{head}{rest}")).close();
        let error = retrieve(answer).await.expect_err("a part");
        assert_eq!(error.kind(), ErrorKind::Connection, "{rest:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let body = format!("\u{feff}{}", thing("a"));
    let thing = retrieve(Answer::json(200, body)).await;
    assert_eq!(thing.expect("a thing").id, "a");
}

#[tokio::test]
async fn text_that_is_no_unicode_is_a_decode_error() {
    let mut raw =
        b"HTTP/1.1 200 OK\r\nx-request-id: caf\xe9\r\ncontent-length: 11\r\n\r\n".to_vec();
    raw.extend_from_slice(b"{\"id\":\"\xff\xfe\"}");
    let error = retrieve(Answer::raw(raw)).await.expect_err("no Unicode");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), Some(&b"{\"id\":\"\xff\xfe\"}"[..]));
    // The header is there, and is no text.
    assert_eq!(error.request_id(), None);
    let id = error
        .headers()
        .and_then(|headers| headers.get("x-request-id"));
    assert_eq!(id.map(|id| id.as_bytes()), Some(&b"caf\xe9"[..]));
}
