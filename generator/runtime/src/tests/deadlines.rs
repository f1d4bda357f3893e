//! The deadline of a call: over all attempts, all waits and all pages.

use std::time::{Duration, Instant};

use super::support::{Answer, GENEROUS, MORE, Server, builder, client, list, thing};
use crate::runtime::error::ErrorKind;

fn good() -> Answer {
    Answer::json(200, thing("a"))
}

#[tokio::test]
async fn a_deadline_ends_an_attempt() {
    let server = Server::answering([good().after(Duration::from_secs(600))]).await;
    let began = Instant::now();
    let call = client(&server)
        .things()
        .retrieve("a")
        .deadline(Duration::from_secs(1));
    let error = call.await.expect_err("a deadline");
    assert!(began.elapsed() < GENEROUS);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        format!(
            "timeout for getThing: no whole response before the deadline of the call (127.0.0.1:{})",
            server.port()
        )
    );
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[tokio::test]
async fn a_retry_that_would_be_late_is_not_waited_for() {
    let server = Server::answering([Answer::with(503, &[("retry-after", "60")], "{}")]).await;
    let client = builder(&server)
        .deadline(Duration::from_secs(30))
        .build()
        .expect("a client");
    let began = Instant::now();
    let error = client.things().retrieve("a").await.expect_err("a deadline");
    assert!(began.elapsed() < GENEROUS);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 1));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_deadline_holds_over_pages() {
    let server = Server::new(|_, number| {
        let page = Answer::json(200, list(&[&format!("t{number}")], MORE));
        page.after(Duration::from_millis(100))
    })
    .await;
    let things = client(&server).things();
    let mut items = things.list().deadline(Duration::from_secs(1)).items();
    let began = Instant::now();
    let mut count = 0;
    let error = loop {
        match items.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("expected a list without end"),
            Err(error) => break error,
        }
    };
    assert!(began.elapsed() < GENEROUS);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(count <= 10, "{count} pages in a second");
    assert!(items.try_next().await.expect("nothing more").is_none());
}

#[tokio::test]
async fn a_deadline_holds_across_attempts() {
    let busy = Answer::with(503, &[("retry-after-ms", "10")], "{}");
    let server = Server::answering([busy.after(Duration::from_millis(100))]).await;
    let call = client(&server).things().retrieve("a").max_retries(1_000);
    let began = Instant::now();
    let error = call.deadline(Duration::from_secs(1)).await;
    let error = error.expect_err("always busy");
    assert!(began.elapsed() < GENEROUS);
    // The last attempt, or the wait after it, was one too many.
    assert!(matches!(
        error.kind(),
        ErrorKind::Timeout | ErrorKind::Server
    ));
    assert!(
        (2..=10).contains(&error.attempts()),
        "{} attempts in a second",
        error.attempts()
    );
}

#[tokio::test]
async fn a_page_that_comes_after_the_deadline_is_not_asked_for() {
    let server = Server::answering([Answer::json(200, list(&["a"], MORE))]).await;
    let list = client(&server).things().list();
    let page = list.deadline(Duration::from_millis(500)).await;
    let page = page.expect("a page in time");
    tokio::time::sleep(Duration::from_millis(600)).await;
    let error = page.next_page().await.expect_err("too late");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn the_deadline_of_a_call_wins() {
    let server = Server::answering([good().after(Duration::from_millis(300))]).await;
    let hurried = builder(&server).deadline(Duration::from_millis(50)).build();
    let things = hurried.expect("a client").things();
    let error = things.retrieve("a").await.expect_err("a deadline");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let call = things.retrieve("a").deadline(Duration::from_secs(20));
    call.await.expect("a thing");
}

#[tokio::test]
async fn no_time_at_all_is_an_error_before_anything_is_sent() {
    let server = Server::answering([good()]).await;
    let call = client(&server).things().retrieve("a");
    let error = call.deadline(Duration::ZERO).await;
    let error = error.expect_err("no time");
    assert_eq!(
        (error.kind(), error.attempts(), error.is_retryable()),
        (ErrorKind::Timeout, 0, false)
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_first_page_that_is_asked_for_again_has_the_same_deadline() {
    let server = Server::answering([Answer::json(503, "{}")]).await;
    let list = client(&server).things().list().max_retries(0);
    let mut pages = list.deadline(Duration::from_millis(500)).pages();
    let busy = pages.try_next().await.expect_err("status 503");
    assert!(busy.is_retryable());
    tokio::time::sleep(Duration::from_millis(600)).await;
    let late = pages.try_next().await.expect_err("too late");
    assert_eq!((late.kind(), late.attempts()), (ErrorKind::Timeout, 0));
    assert_eq!(server.count(), 1);
}
