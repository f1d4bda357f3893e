//! Retries over HTTP: how often, after what, and what ends them. How long is `retry_waits`'.

use std::time::Duration;

use super::support::{Answer, SOON, Server, builder, busy, client, good, thing};
use crate::runtime::error::ErrorKind;

#[tokio::test]
async fn two_retries_by_default() {
    let answer = Answer::with(429, &[("retry-after", "0.1")], "{}");
    let server = Server::answering([answer]).await;
    let error = client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("always busy");
    assert_eq!((server.count(), error.attempts()), (3, 3));
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert_eq!(error.retry_after(), Some(Duration::from_millis(100)));
}

#[tokio::test]
async fn the_number_of_retries_can_be_set() {
    let server = Server::answering([busy(503)]).await;
    let things = client(&server).things();
    assert_eq!(
        things
            .retrieve("a")
            .max_retries(0)
            .await
            .expect_err("busy")
            .attempts(),
        1
    );
    assert_eq!(
        things
            .retrieve("a")
            .max_retries(4)
            .await
            .expect_err("busy")
            .attempts(),
        5
    );
    let none = builder(&server)
        .max_retries(0)
        .build()
        .expect("a client")
        .things();
    assert_eq!(none.retrieve("a").await.expect_err("busy").attempts(), 1);
    assert_eq!(
        none.retrieve("a")
            .max_retries(1)
            .await
            .expect_err("busy")
            .attempts(),
        2
    );
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_succeeds() {
    for status in [408, 429, 500, 502, 503, 504, 529] {
        let server = Server::answering([busy(status), busy(status), good()]).await;
        client(&server)
            .things()
            .retrieve("a")
            .await
            .expect("a thing, the third time");
        assert_eq!(server.count(), 3, "{status}");
    }
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    for status in [400, 401, 403, 404, 409, 422] {
        let server = Server::answering([busy(status), good()]).await;
        client(&server)
            .things()
            .retrieve("a")
            .await
            .expect_err("an error for good");
        assert_eq!(server.count(), 1, "{status}");
    }
}

#[tokio::test]
async fn x_should_retry_overrules_the_status() {
    let no = Answer::with(503, &[SOON, ("x-should-retry", "false")], "{}");
    let server = Server::answering([no, good()]).await;
    let error = client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("an error for good");
    assert_eq!((server.count(), error.is_retryable()), (1, false));
    let yes = Answer::with(400, &[SOON, ("x-should-retry", "true")], "{}");
    let server = Server::answering([yes, good()]).await;
    client(&server)
        .things()
        .retrieve("a")
        .await
        .expect("a thing, the second time");
}

#[tokio::test]
async fn a_quota_that_is_used_up_makes_one_call() {
    for place in ["type", "code"] {
        let body = format!(r#"{{"error":{{"message":"m","{place}":"insufficient_quota"}}}}"#);
        let server = Server::answering([Answer::with(429, &[SOON], &body), good()]).await;
        let error = client(&server)
            .things()
            .retrieve("a")
            .await
            .expect_err("no quota");
        assert_eq!((server.count(), error.is_retryable()), (1, false));
        assert_eq!(error.kind(), ErrorKind::RateLimit);
    }
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let server = Server::answering([Answer::with(429, &[("retry-after", "121")], "{}")]).await;
    let error = client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("a long wait");
    assert_eq!((server.count(), error.attempts()), (1, 1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(121)));
    assert!(error.is_retryable());
}

/// No timestamp reaches this one, by which some servers say "never".
#[tokio::test]
async fn a_wait_until_the_last_date_is_left_to_the_caller() {
    let never = [("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")];
    let server = Server::answering([Answer::with(503, &never, "{}")]).await;
    let call = client(&server).things().retrieve("a");
    let error = call.await.expect_err("a long wait");
    assert_eq!((server.count(), error.attempts()), (1, 1));
    assert!(error.retry_after() > Some(Duration::from_secs(86_400)));
}

#[tokio::test]
async fn an_unreadable_wait_never_hides_the_status() {
    for wait in [
        "Mon, 99 Foo 100000 99:99:99 GMT",
        "1e35",
        "nan",
        "inf",
        "\u{fffd}",
    ] {
        let answer = Answer::with(429, &[("retry-after", wait)], "{}");
        let server = Server::answering([answer]).await;
        let error = client(&server).things().retrieve("a").max_retries(0).await;
        let error = error.expect_err("status 429");
        assert_eq!(
            (error.kind(), error.retry_after()),
            (ErrorKind::RateLimit, None)
        );
    }
}

#[tokio::test]
async fn broken_connections_are_tried_again() {
    for broken in [
        Answer::nothing(),
        good().cut(3),
        Answer::raw("HTTP/1.1 2").close(),
        Answer::raw("?!\r\n\r\n").close(),
    ] {
        let server = Server::answering([broken.clone(), good()]).await;
        client(&server)
            .things()
            .retrieve("a")
            .await
            .expect("a thing, the second time");
        let server = Server::answering([broken]).await;
        let error = client(&server).things().retrieve("a").max_retries(0).await;
        assert_eq!(
            error.expect_err("a broken connection").kind(),
            ErrorKind::Connection
        );
    }
}

#[tokio::test]
async fn a_body_cut_short_keeps_status_and_what_came() {
    let server = Server::answering([good().cut(3)]).await;
    let error = client(&server).things().retrieve("a").max_retries(0).await;
    let error = error.expect_err("half a body");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(
        error.body(),
        Some(&thing("a").as_bytes()[..thing("a").len() - 3])
    );
    assert_eq!(
        error.to_string(),
        "connection failed for getThing (200): the connection broke: end of file before message length \
         reached"
    );
}

#[tokio::test]
async fn a_timeout_while_the_body_comes_is_one() {
    let half = Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\"");
    let server = Server::answering([half]).await;
    let call = client(&server)
        .things()
        .retrieve("a")
        .timeout(Duration::from_millis(100));
    let error = call.max_retries(0).await.expect_err("half a body");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body(), Some(&b"{\"id\""[..]));
}
