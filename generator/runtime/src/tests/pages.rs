//! Paging: whole, never repeated, never silently short.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;

use super::support::{Answer, Received, Server, builder, client, list};
use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::page::PageRequest;
use crate::sample::{ListThings, Thing};

const MORE: &str = r#","has_more":true"#;
const LAST: &str = r#","has_more":false"#;

/// The value of a query parameter.
fn parameter<'a>(request: &'a Received, name: &str) -> Option<&'a str> {
    request
        .query()
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// A server with this many things, `t0` and on, that honours `after` and `limit`.
async fn counting(total: usize) -> Server {
    Server::new(move |request, _| {
        let after = parameter(request, "after").and_then(|after| after.strip_prefix('t'));
        let first = after
            .and_then(|after| after.parse().ok())
            .map_or(0, |after: usize| after + 1);
        let limit = parameter(request, "limit")
            .and_then(|limit| limit.parse().ok())
            .unwrap_or(10);
        let end = total.min(first + limit);
        let ids: Vec<String> = (first..end).map(|index| format!("t{index}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Answer::json(200, list(&ids, if end < total { MORE } else { LAST }))
    })
    .await
}

async fn ids(request: ListThings) -> Result<Vec<String>, Error> {
    let things: Vec<Thing> = request.items().try_collect().await?;
    Ok(things.into_iter().map(|thing| thing.id).collect())
}

fn expected(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|index| format!("t{index}")).collect()
}

#[tokio::test]
async fn every_number_of_pages_is_read_whole() {
    for pages in [1, 2, 50] {
        let server = counting(pages * 4).await;
        let request = client(&server)
            .things()
            .list()
            .limit(4)
            .header("x-team", "blue");
        assert_eq!(
            ids(request).await.expect("every thing"),
            expected(0..pages * 4)
        );
        assert_eq!(server.count(), pages);
        for (index, request) in server.requests().iter().enumerate() {
            assert_eq!(parameter(request, "limit"), Some("4"));
            assert_eq!(request.header("x-team"), Some("blue"));
            let after = (index > 0).then(|| format!("t{}", index * 4 - 1));
            assert_eq!(parameter(request, "after"), after.as_deref());
        }
    }
}

#[tokio::test]
async fn a_page_is_the_list_and_the_way_on() {
    let server = counting(5).await;
    let page = client(&server)
        .things()
        .list()
        .limit(2)
        .await
        .expect("a page");
    assert_eq!(page.data.len(), 2);
    assert_eq!(page.has_more, Some(true));
    assert_eq!(page.cursor(), Some("t1"));
    let borrowed: Vec<&str> = (&page).into_iter().map(|thing| thing.id.as_str()).collect();
    assert_eq!(borrowed, ["t0", "t1"]);
    assert_eq!(serde_json::to_value(&page).expect("JSON")["has_more"], true);
    let next = page
        .next_page()
        .await
        .expect("a page")
        .expect("a second page");
    let again = page
        .next_page()
        .await
        .expect("a page")
        .expect("the second page again");
    assert_eq!(*next, *again);
    let last = next
        .next_page()
        .await
        .expect("a page")
        .expect("a third page");
    assert_eq!(last.cursor(), None);
    assert!(last.next_page().await.expect("no error").is_none());
    assert_eq!(server.count(), 4, "after the last page nothing is sent");
    let owned: Vec<Thing> = last.clone().into_iter().collect();
    assert_eq!(owned, last.into_inner().data);
}

#[tokio::test]
async fn has_more_may_be_null_or_missing() {
    for rest in ["", r#","has_more":null"#] {
        let server = Server::new(move |request, _| match parameter(request, "after") {
            None => Answer::json(200, list(&["a", "b"], rest)),
            Some("b") => Answer::json(200, list(&["c"], rest)),
            _ => Answer::json(200, list(&[], rest)),
        })
        .await;
        assert_eq!(
            ids(client(&server).things().list())
                .await
                .expect("every thing"),
            ["a", "b", "c"]
        );
        assert_eq!(server.count(), 3);
    }
}

#[tokio::test]
async fn an_empty_page_goes_on_from_a_cursor_that_moved() {
    let server = Server::new(|request, _| match parameter(request, "after") {
        None => Answer::json(200, list(&["a"], MORE)),
        Some("a") => Answer::json(200, list(&[], r#","has_more":true,"last_id":"m""#)),
        Some("m") => Answer::json(200, list(&["z"], LAST)),
        other => panic!("unexpected cursor {other:?}"),
    })
    .await;
    assert_eq!(
        ids(client(&server).things().list())
            .await
            .expect("every thing"),
        ["a", "z"]
    );
}

#[tokio::test]
async fn an_empty_page_that_leads_nowhere_is_an_error() {
    for rest in [
        MORE,
        r#","has_more":true,"last_id":null"#,
        r#","has_more":true,"last_id":"a""#,
    ] {
        let server = Server::new(move |request, _| match parameter(request, "after") {
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
            "broken pagination for listThings: expected more items, found none and no new cursor"
        );
        assert!(items.try_next().await.expect("nothing more").is_none());
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn an_empty_list_is_no_error() {
    for rest in ["", LAST, r#","has_more":false,"last_id":null"#] {
        let server = Server::answering([Answer::json(200, list(&[], rest))]).await;
        assert!(
            ids(client(&server).things().list())
                .await
                .expect("no thing")
                .is_empty()
        );
        assert_eq!(server.count(), 1);
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
            "broken pagination for listThings: expected a new page, found an earlier one"
        );
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_longer_circle_is_found_out_too() {
    let server = Server::new(|request, _| match parameter(request, "after") {
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
        |request, number| match (parameter(request, "after"), number) {
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
    let server = Server::new(|request, _| match parameter(request, "after") {
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

#[tokio::test]
async fn a_listing_goes_on_from_a_cursor_that_was_kept() {
    let server = counting(7).await;
    let things = client(&server).things();
    let mut pages = things.list().limit(2).pages();
    pages.try_next().await.expect("a page").expect("the first");
    pages.try_next().await.expect("a page").expect("the second");
    let cursor = pages.cursor().expect("a cursor").to_owned();
    drop(pages);
    assert_eq!(server.count(), 2, "what stops early sends nothing more");
    assert_eq!(
        ids(things.list().limit(2).after(cursor))
            .await
            .expect("the rest"),
        expected(4..7)
    );
    let mut pages = things.list().after("t5").pages();
    assert_eq!(pages.cursor(), Some("t5"));
    while pages.try_next().await.expect("a page").is_some() {}
    assert_eq!(pages.cursor(), None);
}

#[tokio::test]
async fn giving_up_waiting_loses_no_item_and_sends_nothing_twice() {
    let server = Server::new(|request, _| {
        let page = match parameter(request, "after") {
            None => list(&["a", "b"], MORE),
            _ => list(&["c"], LAST),
        };
        Answer::json(200, page).after(Duration::from_millis(200))
    })
    .await;
    let mut items = client(&server).things().list().items();
    let (mut seen, mut given_up) = (Vec::new(), 0);
    loop {
        match tokio::time::timeout(Duration::from_millis(5), items.try_next()).await {
            Err(_) => given_up += 1,
            Ok(Ok(Some(thing))) => seen.push(thing.id),
            Ok(Ok(None)) => break,
            Ok(Err(error)) => panic!("{error}"),
        }
    }
    assert_eq!(seen, ["a", "b", "c"]);
    assert!(given_up > 0);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn items_and_pages_are_streams() {
    fn next<S: Stream + Unpin>(stream: &mut S) -> impl Future<Output = Option<S::Item>> {
        std::future::poll_fn(move |context| Pin::new(&mut *stream).poll_next(context))
    }
    let server = counting(5).await;
    let things = client(&server).things();
    let mut items = things.list().limit(2).items();
    for index in 0..5 {
        let thing = next(&mut items).await.expect("an item").expect("no error");
        assert_eq!(thing.id, format!("t{index}"));
    }
    assert!(next(&mut items).await.is_none());
    assert!(next(&mut items).await.is_none());
    let mut pages = things.list().limit(2).pages();
    let mut sizes = Vec::new();
    while let Some(page) = next(&mut pages).await {
        sizes.push(page.expect("a page").data.len());
    }
    assert_eq!(sizes, [2, 2, 1]);
}

#[test]
fn nothing_is_sent_before_something_is_asked_for() {
    // Without a runtime a request would fail at once.
    let client = crate::runtime::client::Client::builder()
        .api_key("sk-test")
        .build();
    let things = client.expect("a client").things();
    drop((things.list(), things.list().items(), things.list().pages()));
    let mut pages = things.list().pages();
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Some(Err(error))) = Pin::new(&mut pages).poll_next(&mut context) else {
        panic!("expected an error at once");
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[test]
fn a_listing_of_many_pages_is_dropped_without_recursion() {
    let client = crate::runtime::client::Client::builder()
        .api_key("sk-test")
        .build();
    let call = client.expect("a client").things().retrieve("a").into_call();
    let mut request = PageRequest::first(call, "after");
    for index in 0..100_000 {
        request = request.after(&index.to_string());
    }
    let kept = request.clone();
    drop(request);
    assert_eq!(kept.cursor(), Some("99999"));
}
