//! Every shape of paging: all of a list, once and in order, or an error before anything is repeated.

use serde_json::{Value, json};

use super::support::shelf::{PAGE, Shape, id, page, read, start};
use super::support::{Answer, Server, client, new_thing};
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::pages::in_body_number;
use crate::runtime::pages::place::Place;

fn ids(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(id).collect()
}

/// A server of a list of this length.
async fn shelf(shape: Shape, total: usize) -> Server {
    Server::new(move |request, _| page(shape, start(request), total, "/v1")).await
}

#[tokio::test]
async fn every_shape_reads_every_page() {
    for shape in Shape::ALL {
        for total in [0, 1, PAGE, PAGE + 1, 50 * PAGE] {
            let server = shelf(*shape, total).await;
            let (seen, error) = read(&client(&server), *shape, None).await;
            assert!(error.is_none(), "{shape:?}: {error:?}");
            assert_eq!(seen, ids(0..total), "{shape:?}");
            let counted = match shape {
                // Nothing but an empty page tells that there is no more.
                Shape::BodyOffset => total.div_ceil(PAGE) + 1,
                _ => total.div_ceil(PAGE).max(1),
            };
            assert_eq!(server.count(), counted, "{shape:?} of {total}");
            for request in server.requests() {
                assert_eq!(request.header("x-team"), Some("blue"), "{shape:?}");
                assert_eq!(request.parameter("limit"), Some("3"), "{shape:?}");
                let asks = matches!(shape, Shape::BodyToken | Shape::BodyOffset);
                let body = String::from_utf8_lossy(&request.body);
                assert_eq!(
                    asks,
                    body.contains(r#""filter":"new""#)
                        && request.method == "POST"
                        && *shape != Shape::SearchByUrl
                );
            }
        }
    }
}

#[tokio::test]
async fn a_listing_of_every_shape_goes_on_from_a_cursor_that_was_kept() {
    for (shape, cursor) in [
        (Shape::LastItem, "t5"),
        (Shape::Token, "c6"),
        (Shape::HeaderToken, "c6"),
        (Shape::BodyToken, "c6"),
        (Shape::Url, "/v1/urls?from=6&limit=3"),
        (Shape::Link, "/v1/links?from=6&limit=3"),
        (
            Shape::SearchByUrl,
            "/v1/searches-of-things/more?from=6&limit=3",
        ),
        (Shape::Offset, "6"),
        (Shape::BodyOffset, "6"),
        (Shape::Number, "3"),
    ] {
        let server = shelf(shape, 20).await;
        let (seen, error) = read(&client(&server), shape, Some(cursor)).await;
        assert!(error.is_none(), "{shape:?}: {error:?}");
        assert_eq!(seen, ids(6..20), "{shape:?}");
    }
    let server = shelf(Shape::Url, 20).await;
    let mut pages = client(&server).listings().url().pages();
    pages.try_next().await.expect("a page").expect("the first");
    assert_eq!(pages.cursor(), Some("/v1/urls?from=3&limit=3"));
    let again = client(&server)
        .listings()
        .url()
        .at_cursor("/v1/urls?from=3&limit=3");
    let mut again = again.pages();
    assert_eq!(again.cursor(), Some("/v1/urls?from=3&limit=3"));
    again.try_next().await.expect("a page").expect("the second");
    assert_eq!(again.cursor(), Some("/v1/urls?from=6&limit=3"));
}

#[tokio::test]
async fn a_gateway_that_gives_one_page_for_all_is_found_out_in_every_shape() {
    for shape in Shape::ALL {
        let server = Server::new(move |_, _| page(*shape, 0, 20, "/v1")).await;
        let (seen, error) = read(&client(&server), *shape, None).await;
        let error = error.unwrap_or_else(|| panic!("{shape:?}: {seen:?}"));
        assert_eq!(error.kind(), ErrorKind::Pagination, "{shape:?}");
        assert_eq!(seen, ids(0..PAGE), "{shape:?}");
        assert_eq!(server.count(), 2, "{shape:?}");
    }
}

#[tokio::test]
async fn a_circle_of_pages_is_found_out_in_every_shape() {
    for shape in Shape::ALL {
        let server = Server::new(move |_, number| page(*shape, number % 3 * PAGE, 20, "/v1")).await;
        let (seen, error) = read(&client(&server), *shape, None).await;
        let error = error.unwrap_or_else(|| panic!("{shape:?}: {seen:?}"));
        assert_eq!(error.kind(), ErrorKind::Pagination, "{shape:?}");
        assert_eq!(seen, ids(0..3 * PAGE), "{shape:?}");
    }
}

#[tokio::test]
async fn an_empty_page_goes_on_where_its_cursor_moved() {
    for shape in [
        Shape::Token,
        Shape::HeaderToken,
        Shape::BodyToken,
        Shape::Url,
        Shape::Link,
    ] {
        // Every second page is empty.
        let server = Server::new(move |request, _| {
            let first = start(request);
            if first.is_multiple_of(2) {
                page(shape, first, 10, "/v1")
            } else {
                empty(shape, first + 1)
            }
        })
        .await;
        let (seen, error) = read(&client(&server), shape, None).await;
        assert!(error.is_none(), "{shape:?}: {error:?}");
        assert_eq!(
            seen,
            [ids(0..3), ids(4..7), ids(8..10)].concat(),
            "{shape:?}"
        );
    }
}

fn empty(shape: Shape, next: usize) -> Answer {
    let url = |path: &str| format!("/v1/{path}?from={next}&limit=3");
    let listing = |next: String| {
        Answer::json(
            200,
            format!(r#"{{"shelf":{{"things":[]}},"position":{{"next":"{next}"}}}}"#),
        )
    };
    match shape {
        Shape::HeaderToken => Answer::with(
            200,
            &[("x-next-cursor", &format!("c{next}"))],
            r#"{"shelf":{"things":[]}}"#,
        ),
        Shape::Link => Answer::with(
            200,
            &[("link", &format!("<{}>; rel=next", url("links")))],
            "[]",
        ),
        Shape::Url => listing(url("urls")),
        _ => listing(format!("c{next}")),
    }
}

#[tokio::test]
async fn an_empty_page_that_leads_back_is_an_error() {
    for shape in [
        Shape::Token,
        Shape::HeaderToken,
        Shape::BodyToken,
        Shape::Url,
        Shape::Link,
    ] {
        let server = Server::new(move |request, _| match start(request) {
            0 => page(shape, 0, 10, "/v1"),
            first => empty(shape, first),
        })
        .await;
        let (seen, error) = read(&client(&server), shape, None).await;
        let error = error.expect("an error");
        assert_eq!(
            (error.kind(), seen),
            (ErrorKind::Pagination, ids(0..3)),
            "{shape:?}"
        );
        assert!(
            error
                .to_string()
                .ends_with("expected more items, found none and no new cursor")
        );
    }
}

#[tokio::test]
async fn a_token_ends_where_the_answer_says_so() {
    let position = |rest: &str| {
        format!(r#"{{"shelf":{{"things":[{{"id":"a","size":1}}]}},"position":{{{rest}}}}}"#)
    };
    for (rest, requests) in [
        (r#""next":"x","has_more":false"#, 1),
        (r#""next":"""#, 1),
        (r#""next":null"#, 1),
        ("", 1),
    ] {
        let server = Server::answering([Answer::json(200, position(rest))]).await;
        let (seen, error) = read(&client(&server), Shape::Token, None).await;
        assert!(error.is_none(), "{rest}: {error:?}");
        assert_eq!((seen.len(), server.count()), (1, requests), "{rest}");
    }
    let server = Server::answering([Answer::json(200, position(r#""has_more":true"#))]).await;
    let (seen, error) = read(&client(&server), Shape::Token, None).await;
    assert_eq!(seen, ["a"], "what was read is kept");
    let error = error.expect("no way on");
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(
        error.to_string(),
        "broken pagination for token: expected a cursor for the next page, found none"
    );
}

#[tokio::test]
async fn an_offset_goes_on_by_what_was_looked_at() {
    // The API looks at three items for each page, and leaves out one of them.
    let server = Server::new(|request, _| {
        let first = start(request);
        let things: Vec<String> = (first..9.min(first + 3))
            .filter(|index| index % 3 != 1)
            .map(|index| format!(r#"{{"id":"t{index}","size":1}}"#))
            .collect();
        let body = format!(
            r#"{{"shelf":{{"things":[{}]}},"position":{{"limit":3,"total":9}}}}"#,
            things.join(",")
        );
        Answer::json(200, body)
    })
    .await;
    let (seen, error) = read(&client(&server), Shape::Offset, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, ["t0", "t2", "t3", "t5", "t6", "t8"]);
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn numbered_pages_end_with_the_total() {
    for total in [0, 1, PAGE, PAGE + 1, 4 * PAGE, 4 * PAGE + 2] {
        // There is no page after the last one.
        let server = Server::new(move |request, _| match start(request) {
            first if first >= total.max(1) => Answer::json(404, "{}"),
            first => {
                let things = (first..total.min(first + PAGE))
                    .map(|index| format!(r#"{{"id":"t{index}","size":1}}"#))
                    .collect::<Vec<_>>()
                    .join(",");
                let position = format!(r#"{{"total":{total}}}"#);
                Answer::json(
                    200,
                    format!(r#"{{"shelf":{{"things":[{things}]}},"position":{position}}}"#),
                )
            }
        })
        .await;
        let (seen, error) = read(&client(&server), Shape::Number, None).await;
        assert!(error.is_none(), "{total}: {error:?}");
        assert_eq!(seen, ids(0..total), "{total}");
        // One that goes on later has not seen the first pages.
        if total > 2 * PAGE {
            let (seen, error) = read(&client(&server), Shape::Number, Some("3")).await;
            assert!(error.is_none(), "{total}: {error:?}");
            assert_eq!(seen, ids(2 * PAGE..total), "{total}");
        }
    }
}

#[tokio::test]
async fn pages_are_counted_whatever_number_the_api_begins_with() {
    // The description says 1.
    for begins in [0, 2] {
        let server = Server::new(move |request, _| {
            let page = request.parameter("page");
            let page = page.map_or(begins, |page| page.parse().expect("a number"));
            // There is no page after the last one.
            let first = (page - begins) * PAGE;
            if first > 6 {
                return Answer::json(404, "{}");
            }
            let things = (first..7.min(first + PAGE))
                .map(|index| format!(r#"{{"id":"t{index}","size":1}}"#))
                .collect::<Vec<_>>()
                .join(",");
            let position = format!(r#"{{"total":7,"page":{page}}}"#);
            Answer::json(
                200,
                format!(r#"{{"shelf":{{"things":[{things}]}},"position":{position}}}"#),
            )
        })
        .await;
        let (seen, error) = read(&client(&server), Shape::Number, None).await;
        assert!(error.is_none(), "{begins}: {error:?}");
        assert_eq!(seen, ids(0..7), "{begins}");
    }
}

#[tokio::test]
async fn a_total_ends_no_list_that_has_more_pages() {
    // Pages of one, two and three items.
    let server = Server::new(|request, _| {
        let page = start(request) / PAGE;
        let things: Vec<String> = (0..=page)
            .map(|index| format!(r#"{{"id":"p{page}-{index}","size":1}}"#))
            .collect();
        let things = things.join(",");
        Answer::json(
            200,
            format!(r#"{{"shelf":{{"things":[{things}]}},"position":{{"total":6}}}}"#),
        )
    })
    .await;
    let (seen, error) = read(&client(&server), Shape::Number, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((seen.len(), server.count()), (6, 3));
    // The number of pages says more than a total, which may be that of the page.
    let server = Server::new(|request, _| {
        let first = start(request);
        let position = r#"{"pages":3,"total":1}"#;
        let things = format!(r#"{{"id":"t{first}","size":1}}"#);
        Answer::json(
            200,
            format!(r#"{{"shelf":{{"things":[{things}]}},"position":{position}}}"#),
        )
    })
    .await;
    let (seen, error) = read(&client(&server), Shape::Number, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((seen.len(), server.count()), (3, 3));
}

/// A page of one thing, with what the answer says of the list.
fn counted(first: usize, position: &str) -> Answer {
    let things = match first {
        ..=6 => format!(r#"{{"id":"t{first}","size":1}}"#),
        _ => String::new(),
    };
    Answer::json(
        200,
        format!(r#"{{"shelf":{{"things":[{things}]}},"position":{{{position}}}}}"#),
    )
}

#[tokio::test]
async fn a_total_below_what_was_read_ends_no_list() {
    for (shape, position, firsts) in [
        (Shape::Offset, r#""total":0"#, 0..7),
        (Shape::Number, r#""total":0"#, 0..7),
        (Shape::Number, r#""pages":0"#, 0..7),
        (Shape::Number, r#""pages":0,"total":0"#, 0..7),
        // A listing that began at a later page knows what it has read alone.
        (Shape::Offset, r#""total":0"#, 3..7),
        (Shape::Number, r#""pages":0"#, 3..7),
        // The number of things on a page is no total.
        (Shape::Number, r#""pages":0,"total":7"#, 0..7),
    ] {
        let first = firsts.start;
        let server = Server::new(move |request, _| {
            let page = request.parameter("page").map(|page| page.parse::<usize>());
            let page = page.map(|page| page.expect("a number") - 1);
            counted(page.unwrap_or_else(|| start(request)), position)
        })
        .await;
        let cursor = match shape {
            Shape::Number => first + 1,
            _ => first,
        };
        let cursor = (first > 0).then(|| cursor.to_string());
        let (seen, error) = read(&client(&server), shape, cursor.as_deref()).await;
        assert!(error.is_none(), "{shape:?}: {error:?}");
        assert_eq!(seen, ids(firsts), "{shape:?} {position}");
    }
}

/// Bytes that are no UTF-8 are characters of ISO-8859-1, as HTTP once had them.
#[tokio::test]
async fn a_header_with_any_bytes_leads_to_the_next_page() {
    let answer = |header: &[u8], body: &str| {
        let length = body.len();
        let head = [b"HTTP/1.1 200 OK\r\n", header, b"\r\n"].concat();
        let rest = format!("content-length: {length}\r\n\r\n{body}");
        Answer::raw([head, rest.into_bytes()].concat())
    };
    let link = b"link: </v1/links?from=1>; rel=\"next\"; title=\"caf\xe9\"";
    let server = Server::answering([
        answer(link, r#"[{"id":"t0","size":1}]"#),
        Answer::json(200, r#"[{"id":"t1","size":1}]"#),
    ])
    .await;
    let (seen, error) = read(&client(&server), Shape::Link, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen, ids(0..2));
    for token in [&b"caf\xe9"[..], "caf\u{e9}".as_bytes()] {
        let header = [b"x-next-cursor: ", token].concat();
        let page = |id| format!(r#"{{"shelf":{{"things":[{{"id":"{id}","size":1}}]}}}}"#);
        let server =
            Server::answering([answer(&header, &page("t0")), Answer::json(200, page("t1"))]).await;
        let (seen, error) = read(&client(&server), Shape::HeaderToken, None).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(seen, ids(0..2));
        let asked = server.requests();
        let sent = asked[1].header("x-cursor").or(asked[1].parameter("cursor"));
        assert!(sent.is_some_and(|sent| sent.contains("caf")), "{sent:?}");
    }
}

/// Whoever writes numbers as floats means the same page by `2.0` as by `2`.
#[test]
fn a_whole_number_in_a_body_is_a_cursor() {
    let client = Client::builder().api_key("k").build().expect("a client");
    let cursor = |skip: Value| {
        let call = client.changes().plan(&new_thing()).into_call();
        let call = call.json_member::<Value>(&["page", "skip"], skip);
        in_body_number::Place(&["page", "skip"]).get(&call)
    };
    for (skip, expected) in [
        (json!(2), Some("2")),
        (json!(2.0), Some("2")),
        (json!(2.5), Some("2.5")),
        (json!(-1), Some("-1")),
        (json!(u64::MAX), Some("18446744073709551615")),
        (json!("2.0"), Some("2.0")),
        (json!(null), None),
    ] {
        assert_eq!(cursor(skip.clone()).as_deref(), expected, "{skip}");
    }
}

#[tokio::test]
async fn a_page_after_the_last_that_is_the_last_again_is_an_error() {
    for shape in [Shape::Offset, Shape::Number] {
        let server = Server::new(move |request, _| {
            let first = start(request).min(6);
            let things: Vec<String> = (first..first + 3)
                .map(|index| format!(r#"{{"id":"t{index}","size":1}}"#))
                .collect();
            let things = things.join(",");
            Answer::json(
                200,
                format!(r#"{{"shelf":{{"things":[{things}]}},"position":{{}}}}"#),
            )
        })
        .await;
        let (seen, error) = read(&client(&server), shape, None).await;
        let error = error.expect("an error");
        assert_eq!(
            (error.kind(), seen),
            (ErrorKind::Pagination, ids(0..9)),
            "{shape:?}"
        );
    }
}
