//! Paging that goes well: every page, every item, in order, and the way on.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;

use super::support::{Answer, LAST, MORE, Server, client, ids, list};
use crate::runtime::error::ErrorKind;
use crate::runtime::pages::in_query::Place;
use crate::runtime::pages::last_item::Way;
use crate::runtime::pages::page::PageRequest;
use crate::sample::{Thing, ThingList};

/// A server with this many things, `t0` and on, that honours `after` and `limit`.
async fn counting(total: usize) -> Server {
    Server::new(move |request, _| {
        let after = request
            .parameter("after")
            .and_then(|after| after.strip_prefix('t'));
        let first = after
            .and_then(|after| after.parse().ok())
            .map_or(0, |after: usize| after + 1);
        let limit = request
            .parameter("limit")
            .and_then(|limit| limit.parse().ok())
            .unwrap_or(10);
        let end = total.min(first + limit);
        let ids: Vec<String> = (first..end).map(|index| format!("t{index}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Answer::json(200, list(&ids, if end < total { MORE } else { LAST }))
    })
    .await
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
            assert_eq!(request.parameter("limit"), Some("4"));
            assert_eq!(request.header("x-team"), Some("blue"));
            let after = (index > 0).then(|| format!("t{}", index * 4 - 1));
            assert_eq!(request.parameter("after"), after.as_deref());
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
        let server = Server::new(move |request, _| match request.parameter("after") {
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
    let server = Server::new(|request, _| match request.parameter("after") {
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
        let page = match request.parameter("after") {
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

static AFTER: Way<ThingList> = Way::new(&Place("after"));

#[test]
fn a_listing_of_many_pages_is_dropped_without_recursion() {
    let client = crate::runtime::client::Client::builder()
        .api_key("sk-test")
        .build();
    let call = client.expect("a client").things().retrieve("a").into_call();
    let mut request = PageRequest::first(call, &AFTER);
    for index in 0..100_000 {
        let next = request.after(&index.to_string(), None, 1);
        request = next.expect("a request");
    }
    let kept = request.clone();
    drop(request);
    assert_eq!(kept.cursor(), Some("99999"));
}

#[tokio::test]
async fn items_dropped_mid_page_go_on_after_the_last_one_seen() {
    let server = counting(9).await;
    let things = client(&server).things();
    let mut seen = Vec::new();
    let mut list = things.list().limit(4);
    // Three of the four items of a page, then on from the third.
    for _ in 0..3 {
        let mut items = list.items();
        for _ in 0..3 {
            seen.push(items.try_next().await.expect("a thing").expect("more").id);
        }
        let last = seen.last().expect("a thing").clone();
        list = things.list().limit(4).after(last);
    }
    assert_eq!(seen, expected(0..9));
    assert!(ids(list).await.expect("nothing more").is_empty());
}
