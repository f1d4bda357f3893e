//! Feature `test-util`: virtual time, for what real time would take too long for.

use std::time::{Duration, Instant};

use super::test_kit::{client, get, good};
use crate::runtime::error::ErrorKind;
use crate::runtime::test_util::{Reply, TestServer};

#[tokio::test]
async fn waits_are_virtual_and_counted() {
    let began = Instant::now();
    let server = TestServer::new([
        get(Reply::new(503)),
        get(Reply::reset()),
        get(good().cut_short()),
        get(Reply::new(429).header("retry-after", "120")),
        get(good().delay(Duration::from_secs(3_600))),
        get(Reply::new(500)),
        get(good()),
    ]);
    let call = client(&server).things().retrieve("a").max_retries(9);
    call.await.expect("a thing, in the end");
    let waits = [0.5, 1.0, 2.0, 120.0, 8.0, 8.0].map(Duration::from_secs_f64);
    assert_eq!(server.waits(), waits);
    assert_eq!(
        server.elapsed(),
        waits.iter().sum::<Duration>() + Duration::from_secs(600)
    );
    assert!(began.elapsed() < Duration::from_secs(15));
}

#[tokio::test]
async fn waits_a_server_asks_for_are_kept() {
    for (header, wait) in [
        ("20", 20.0),
        ("60", 60.0),
        ("120", 120.0),
        ("1e35", 0.5),
        ("nan", 0.5),
    ] {
        let server = TestServer::new([
            get(Reply::new(429).header("retry-after", header)),
            get(good()),
        ]);
        client(&server)
            .things()
            .retrieve("a")
            .await
            .expect("a thing");
        assert_eq!(server.waits(), [Duration::from_secs_f64(wait)], "{header}");
    }
    let server = TestServer::new([get(Reply::new(429).header("retry-after", "121"))]);
    client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("too long a wait");
    assert!(server.waits().is_empty());
}

#[tokio::test]
async fn a_thousand_attempts_can_be_made() {
    let server = TestServer::new((0..1_001).map(|_| get(Reply::new(503))));
    let call = client(&server).things().retrieve("a").max_retries(1_000);
    assert_eq!(call.await.expect_err("always busy").attempts(), 1_001);
    assert_eq!(server.waits().len(), 1_000);
}

#[tokio::test]
async fn deadlines_are_virtual_too() {
    let server = TestServer::new([get(Reply::new(503)), get(Reply::new(503))]);
    let call = client(&server)
        .things()
        .retrieve("a")
        .deadline(Duration::from_secs(1));
    let error = call.await.expect_err("no time for a third attempt");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 2));
    let server = TestServer::new([get(good().delay(Duration::from_secs(60)))]);
    let call = client(&server)
        .things()
        .retrieve("a")
        .deadline(Duration::from_secs(1));
    assert_eq!(
        call.await.expect_err("a late answer").kind(),
        ErrorKind::Timeout
    );
    assert_eq!(server.elapsed(), Duration::from_secs(1));
}

/// A date as `retry-after` has it, this many seconds from now.
fn date(seconds: i64) -> String {
    let ahead = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    ahead.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[tokio::test]
async fn dates_a_server_asks_to_wait_for_are_kept() {
    let asked = |seconds| Reply::new(429).header("retry-after", &date(seconds));
    for seconds in [20, 120] {
        let server = TestServer::new([get(asked(seconds)), get(good())]);
        let call = client(&server).things().retrieve("a");
        call.await.expect("a thing");
        // Dates have whole seconds, and some time passed since this one was made.
        let waits = server.waits();
        let [wait] = &waits[..] else {
            panic!("expected one wait, found {waits:?}")
        };
        let least = Duration::from_secs(seconds.unsigned_abs() - 5);
        assert!(
            *wait > least && *wait <= Duration::from_secs(seconds.unsigned_abs()),
            "{seconds}: {wait:?}"
        );
    }
    // A second more, since the part of a second that a date leaves out is up already.
    let server = TestServer::new([get(asked(125))]);
    let error = client(&server).things().retrieve("a").await;
    let error = error.expect_err("too long a wait");
    assert!(server.waits().is_empty());
    assert!(error.retry_after() > Some(Duration::from_secs(120)));
}

#[tokio::test]
async fn a_wait_that_makes_no_sense_is_the_usual_one() {
    let past = date(-3_600);
    for header in [
        "1e35",
        "inf",
        "nan",
        "-1",
        "0",
        "",
        "soon",
        "Xyz, 22 Nov 2099 12:00:20 GMT",
        "Sun, 22 Nov 100000 12:00:20 GMT",
        &past,
    ] {
        let busy = Reply::new(429).header("retry-after", header);
        let server = TestServer::new([get(busy.clone()), get(busy), get(good())]);
        let call = client(&server).things().retrieve("a");
        call.await.expect("a thing, the third time");
        let usual = [0.5, 1.0].map(Duration::from_secs_f64);
        assert_eq!(server.waits(), usual, "{header:?}");
    }
}
