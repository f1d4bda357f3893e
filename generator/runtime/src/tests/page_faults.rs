//! Paging when something is wrong: never repeated, never silently short, and what was read is kept.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Poll, ready};

use futures_core::Stream;

use super::support::{Answer, LAST, MORE, Server, builder, client, ids, list};
use crate::runtime::error::{Error, ErrorKind};

#[tokio::test]
async fn an_empty_page_that_leads_nowhere_is_an_error() {
    for rest in [
        MORE,
        r#","has_more":true,"last_id":null"#,
        r#","has_more":true,"last_id":"a""#,
    ] {
        let server = Server::new(move |request, _| match request.parameter("after") {
            None => Answer::json(200, list(&["a"], MORE)),
            _ => Answer::json(200, list(&[], rest)),
        })
        .await;
        let mut items = client(&server).things().list().items();
        assert!(items.try_next().await.expect("a thing").is_some());
        let error = items.try_next().await.expect_err("no way on");
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(
            error.to_string(),
            "broken pagination for listThings (200): expected more items, found none and no new cursor"
        );
        assert!(items.try_next().await.expect("nothing more").is_none());
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_gateway_that_ignores_the_cursor_is_found_out_before_anything_repeats() {
    for rest in ["", MORE, LAST] {
        let server = Server::new(move |_, number| {
            Answer::json(
                200,
                list(&["a", "b"], if number == 0 { MORE } else { rest }),
            )
        })
        .await;
        let mut items = client(&server).things().list().items();
        let mut seen = Vec::new();
        let error = loop {
            match items.try_next().await {
                Ok(Some(thing)) => seen.push(thing.id),
                Ok(None) => panic!("expected an error"),
                Err(error) => break error,
            }
        };
        assert_eq!(seen, ["a", "b"]);
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(
            error.to_string(),
            "broken pagination for listThings (200): expected a new page, found an earlier one"
        );
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_longer_circle_is_found_out_too() {
    let server = Server::new(|request, _| match request.parameter("after") {
        None | Some("c") => Answer::json(200, list(&["a"], MORE)),
        Some("a") => Answer::json(200, list(&["b"], MORE)),
        _ => Answer::json(200, list(&["c"], MORE)),
    })
    .await;
    let error = ids(client(&server).things().list())
        .await
        .expect_err("a circle");
    assert_eq!((error.kind(), server.count()), (ErrorKind::Pagination, 4));
    let error = ids(client(&server).things().list().after("a"))
        .await
        .expect_err("a circle");
    assert_eq!(
        (error.kind(), server.count()),
        (ErrorKind::Pagination, 4 + 3)
    );
}

#[tokio::test]
async fn more_without_a_cursor_is_said_after_the_items() {
    let body = r#"{"data":[{"id":""}],"has_more":true}"#;
    let server = Server::answering([Answer::json(200, body)]).await;
    let page = client(&server).things().list().await.expect("a page");
    assert_eq!((page.data.len(), page.cursor()), (1, None));
    let error = page.next_page().await.expect_err("no cursor");
    assert_eq!(error.kind(), ErrorKind::Pagination);
    let mut pages = client(&server).things().list().pages();
    assert!(pages.try_next().await.expect("a page").is_some());
    assert_eq!(
        pages.try_next().await.expect_err("no cursor").kind(),
        ErrorKind::Pagination
    );
    assert!(pages.try_next().await.expect("nothing more").is_none());
}

#[tokio::test]
async fn an_error_keeps_what_was_read_and_the_way_on() {
    let server = Server::new(
        |request, number| match (request.parameter("after"), number) {
            (None, _) => Answer::json(200, list(&["a", "b"], MORE)),
            (_, 1) => Answer::json(503, "{}"),
            _ => Answer::json(200, list(&["c"], LAST)),
        },
    )
    .await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    let mut items = client.things().list().items();
    assert_eq!(
        items
            .try_next()
            .await
            .expect("a thing")
            .expect("the first")
            .id,
        "a"
    );
    assert_eq!(
        items
            .try_next()
            .await
            .expect("a thing")
            .expect("the second")
            .id,
        "b"
    );
    let error = items.try_next().await.expect_err("status 503");
    assert!(error.is_retryable());
    assert_eq!(
        items
            .try_next()
            .await
            .expect("a thing")
            .expect("the third")
            .id,
        "c"
    );
    assert!(items.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn after_an_error_for_good_there_is_nothing_but_the_cursor() {
    let server = Server::new(|request, _| match request.parameter("after") {
        None => Answer::json(200, list(&["a"], MORE)),
        _ => Answer::json(404, "{}"),
    })
    .await;
    let mut pages = client(&server).things().list().pages();
    assert_eq!(pages.cursor(), None);
    assert!(pages.try_next().await.expect("a page").is_some());
    assert_eq!(pages.cursor(), Some("a"));
    assert_eq!(
        pages.try_next().await.expect_err("status 404").kind(),
        ErrorKind::NotFound
    );
    assert!(pages.try_next().await.expect("nothing more").is_none());
    assert_eq!(pages.cursor(), Some("a"));
    assert_eq!(server.count(), 2);
}

/// Code that passes over errors, as `filter_map(Result::ok)` does, must come to an end.
#[tokio::test]
async fn a_stream_ends_with_its_first_error() {
    fn all<S: Stream + Unpin>(mut stream: S) -> impl Future<Output = Vec<S::Item>> {
        let mut all = Vec::new();
        poll_fn(move |context| {
            loop {
                match ready!(Pin::new(&mut stream).poll_next(context)) {
                    Some(element) => all.push(element),
                    None => return Poll::Ready(std::mem::take(&mut all)),
                }
            }
        })
    }
    let server = Server::new(|request, _| match request.parameter("after") {
        None => Answer::json(200, list(&["a", "b"], MORE)),
        Some(_) => Answer::json(503, "{}"),
    })
    .await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    let things = client.things();
    let items = all(things.list().items()).await;
    assert_eq!(items.len(), 3);
    assert!(items[2].as_ref().is_err_and(Error::is_retryable));
    let pages = all(things.list().pages()).await;
    assert_eq!(pages.len(), 2);
    assert!(pages[1].is_err());
    assert_eq!(server.count(), 4);
}

/// A gateway that takes the cursor as the first item rather than as the one before it.
#[tokio::test]
async fn a_page_that_holds_the_item_it_should_come_after_is_an_error() {
    for again in [&["b", "c"], &["c", "b"], &["a", "d"]] {
        let server = Server::new(move |request, _| match request.parameter("after") {
            None => Answer::json(200, list(&["a"], MORE)),
            Some("a") => Answer::json(200, list(&["b"], MORE)),
            _ => Answer::json(200, list(again, MORE)),
        })
        .await;
        let mut items = client(&server).things().list().items();
        let mut seen = Vec::new();
        let error = loop {
            match items.try_next().await {
                Ok(thing) => seen.extend(thing.map(|thing| thing.id)),
                Err(error) => break error,
            }
        };
        assert_eq!(seen, ["a", "b"]);
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(server.count(), 3);
    }
}
