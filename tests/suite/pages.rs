//! Pages and items: what is asked for, in which order, and what is left alone.

use openai_fine_tuning::{Error, ErrorKind};
use serde_json::json;
use tests::answer::Answer;
use tests::request::RecordedRequest;
use tests::scripted::Scripted;

use crate::support::{JOB, checkpoints, id, list, page};

#[tokio::test]
async fn awaiting_a_list_makes_one_request_for_one_page() -> Result<(), Error> {
    let server = api_of(25);
    let page = checkpoints(server.url("/v1")).list(JOB).await?;
    assert_eq!(page.data.len(), 10);
    assert_eq!(
        page.into_iter()
            .map(|checkpoint| checkpoint.id)
            .collect::<Vec<_>>(),
        ids(0..10)
    );
    assert_eq!(queries(&server), [""]);
    Ok(())
}

#[tokio::test]
async fn next_page_follows_until_there_is_none() -> Result<(), Error> {
    let server = api_of(25);
    let mut page = checkpoints(server.url("/v1")).list(JOB).limit(10).await?;
    let mut lengths = vec![page.data.len()];
    while let Some(next) = page.next_page().await? {
        lengths.push(next.data.len());
        page = next;
    }
    assert_eq!(lengths, [10, 10, 5]);
    assert_eq!(
        queries(&server),
        [
            "limit=10",
            "after=ftckpt_9&limit=10",
            "after=ftckpt_19&limit=10"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_thousand_checkpoints_are_a_hundred_requests_in_order() -> Result<(), Error> {
    let server = api_of(1000);
    let mut items = checkpoints(server.url("/v1")).list(JOB).limit(10).items();
    let mut found = Vec::new();
    while let Some(checkpoint) = items.try_next().await? {
        found.push(checkpoint.id);
    }
    assert_eq!(found, ids(0..1000));
    let expected: Vec<_> = (0..100)
        .map(|page| match page * 10 {
            0 => "limit=10".to_owned(),
            start => format!("after={}&limit=10", id(start - 1)),
        })
        .collect();
    assert_eq!(queries(&server), expected);
    Ok(())
}

#[tokio::test]
async fn pages_give_one_page_at_a_time() -> Result<(), Error> {
    let server = api_of(12);
    let mut pages = checkpoints(server.url("/v1")).list(JOB).limit(5).pages();
    let mut firsts = Vec::new();
    while let Some(page) = pages.try_next().await? {
        firsts.push(page.data[0].id.clone());
        assert_eq!(
            server.requests().len(),
            firsts.len(),
            "no page before it is asked for"
        );
    }
    assert_eq!(firsts, [id(0), id(5), id(10)]);
    Ok(())
}

#[tokio::test]
async fn stopping_early_sends_nothing_more() -> Result<(), Error> {
    let server = api_of(1000);
    let mut items = checkpoints(server.url("/v1")).list(JOB).limit(10).items();
    assert_eq!(
        server.requests().len(),
        0,
        "nothing before the first item is asked for"
    );
    for _ in 0..10 {
        items.try_next().await?.expect("an item");
    }
    assert_eq!(
        server.requests().len(),
        1,
        "the first page holds all that was asked for"
    );
    items.try_next().await?.expect("an item");
    drop(items);
    // A request that was under way would be answered before this one.
    checkpoints(server.url("/v1")).list(JOB).limit(1).await?;
    assert_eq!(
        queries(&server),
        ["limit=10", "after=ftckpt_9&limit=10", "limit=1"]
    );
    Ok(())
}

#[tokio::test]
async fn a_list_starts_after_a_checkpoint() -> Result<(), Error> {
    let server = api_of(25);
    let list = checkpoints(server.url("/v1"))
        .list(JOB)
        .after(id(17))
        .limit(5);
    let found: Vec<_> = list.items().try_collect().await?;
    assert_eq!(
        found
            .into_iter()
            .map(|checkpoint| checkpoint.id)
            .collect::<Vec<_>>(),
        ids(18..25)
    );
    assert_eq!(
        queries(&server),
        ["after=ftckpt_17&limit=5", "after=ftckpt_22&limit=5"]
    );
    Ok(())
}

#[tokio::test]
async fn an_error_on_the_second_page_keeps_what_was_read() -> Result<(), Error> {
    let server = Scripted::start(|request| match request.query_value("after") {
        None => list(request, 25),
        Some(_) => Answer::json(json!({ "error": "out of order" })).status(400),
    })
    .expect("a server");
    let mut items = checkpoints(server.url("/v1")).list(JOB).items();
    let mut found = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(Some(checkpoint)) => found.push(checkpoint.id),
            Ok(None) => panic!("expected an error, found the end"),
            Err(error) => break error,
        }
    };
    assert_eq!(found, ids(0..10));
    assert_eq!(error.kind(), ErrorKind::BadRequest);
    assert_eq!(
        error.body(),
        Some(br#"{"error":"out of order"}"#.as_slice())
    );
    Ok(())
}

#[tokio::test]
async fn what_was_read_can_be_resumed_from_the_cursor() -> Result<(), Error> {
    let server = api_of(25);
    let checkpoints = checkpoints(server.url("/v1"));
    let mut pages = checkpoints.list(JOB).limit(10).pages();
    pages.try_next().await?.expect("a page");
    let cursor = pages.cursor().expect("a place to go on from").to_owned();
    drop(pages);

    let rest: Vec<_> = checkpoints
        .list(JOB)
        .limit(10)
        .after(cursor)
        .items()
        .try_collect()
        .await?;
    assert_eq!(
        rest.into_iter()
            .map(|checkpoint| checkpoint.id)
            .collect::<Vec<_>>(),
        ids(10..25)
    );
    Ok(())
}

#[tokio::test]
async fn every_option_is_kept_on_every_page() -> Result<(), Error> {
    let server = api_of(12);
    let list = checkpoints(server.url("/v1"))
        .list(JOB)
        .limit(5)
        .header("x-team", "blue");
    let all: Vec<_> = list.items().try_collect().await?;
    assert_eq!(all.len(), 12);
    for request in server.requests() {
        assert_eq!(request.header("x-team"), Some("blue"), "{}", request.line());
        assert_eq!(
            request.query_value("limit"),
            Some("5"),
            "{}",
            request.line()
        );
    }
    Ok(())
}

#[tokio::test]
async fn without_has_more_pages_end_with_an_empty_one() -> Result<(), Error> {
    let server = script(|request| match request.query_value("after") {
        None => Answer::json(page(0..3, None)),
        Some("ftckpt_2") => Answer::json(page(3..5, None)),
        Some(_) => Answer::json(page(5..5, None)),
    });
    let all: Vec<_> = checkpoints(server.url("/v1"))
        .list(JOB)
        .items()
        .try_collect()
        .await?;
    assert_eq!(
        all.into_iter()
            .map(|checkpoint| checkpoint.id)
            .collect::<Vec<_>>(),
        ids(0..5)
    );
    assert_eq!(server.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_gateway_that_ignores_the_cursor_is_an_error_before_an_item_is_repeated() {
    let server = script(|_| Answer::json(page(0..3, Some(true))));
    let mut items = checkpoints(server.url("/v1")).list(JOB).items();
    let mut found = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(Some(checkpoint)) => found.push(checkpoint.id),
            Ok(None) => panic!("expected an error, found the end"),
            Err(error) => break error,
        }
    };
    assert_eq!(found, ids(0..3));
    assert_eq!(error.kind(), ErrorKind::Pagination);
}

fn api_of(total: usize) -> Scripted {
    script(move |request| list(request, total))
}

fn script(script: impl FnMut(&RecordedRequest) -> Answer + Send + 'static) -> Scripted {
    Scripted::start(script).expect("a server")
}

fn ids(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(id).collect()
}

/// The query of each request, its pairs sorted.
fn queries(server: &Scripted) -> Vec<String> {
    let sorted = |mut request: RecordedRequest| {
        request.query.sort();
        request
            .query
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect::<Vec<_>>()
            .join("&")
    };
    server.requests().into_iter().map(sorted).collect()
}
