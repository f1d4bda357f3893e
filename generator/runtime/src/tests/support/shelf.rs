//! A list that does not change, served in every shape of paging.

use serde_json::{Value, json};

use super::{Answer, Received};
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::sample::Ask;

/// The shapes of paging, as the sample client has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tests) enum Shape {
    LastItem,
    Token,
    HeaderToken,
    BodyToken,
    Url,
    Link,
    SearchByUrl,
    Offset,
    BodyOffset,
    Number,
}

impl Shape {
    pub const ALL: &[Self] = &[
        Self::LastItem,
        Self::Token,
        Self::HeaderToken,
        Self::BodyToken,
        Self::Url,
        Self::Link,
        Self::SearchByUrl,
        Self::Offset,
        Self::BodyOffset,
        Self::Number,
    ];
}

/// How many things a page has.
pub(in crate::tests) const PAGE: usize = 3;

/// The name of a thing of the list.
pub(in crate::tests) fn id(index: usize) -> String {
    format!("t{index}")
}

/// The first thing that a request asks for.
pub(in crate::tests) fn start(request: &Received) -> usize {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<usize>().ok());
    let after = request
        .parameter("after")
        .and_then(|id| id.strip_prefix('t'));
    let token = request.parameter("cursor").or(request.header("x-cursor"));
    let token = token.or(body["cursor"].as_str());
    let page = number(request.parameter("page"));
    let skip = body["skip"]
        .as_u64()
        .and_then(|skip| usize::try_from(skip).ok());
    number(after)
        .map(|after| after + 1)
        .or(number(token.and_then(|token| token.strip_prefix('c'))))
        .or(page.map(|page| (page - 1) * PAGE))
        .or(number(request.parameter("skip")))
        .or(skip)
        .or(number(request.parameter("from")))
        .unwrap_or(0)
}

/// The page of a list of this length that begins with a thing. `host` is where its URLs lead.
pub(in crate::tests) fn page(shape: Shape, first: usize, total: usize, host: &str) -> Answer {
    let end = total.min(first + PAGE);
    let things: Vec<Value> = (first.min(end)..end)
        .map(|index| json!({ "id": id(index), "size": 1.5 }))
        .collect();
    let more = end < total;
    let url = |path: &str| format!("{host}/{path}?from={end}&limit=3");
    let listing = |position: Value| {
        let body = json!({ "shelf": { "things": &things }, "position": position });
        Answer::json(200, body.to_string())
    };
    let next = |text: String| json!({ "next": more.then_some(text) });
    let array = Value::from(things.clone()).to_string();
    match shape {
        Shape::LastItem => {
            let body = json!({ "data": things, "has_more": more });
            Answer::json(200, body.to_string())
        }
        Shape::Token | Shape::BodyToken => listing(next(format!("c{end}"))),
        Shape::HeaderToken => {
            let body = json!({ "shelf": { "things": things } }).to_string();
            let token = format!("c{end}");
            match more {
                true => Answer::with(200, &[("x-next-cursor", &token)], &body),
                false => Answer::json(200, body),
            }
        }
        Shape::Url => listing(next(url("urls"))),
        Shape::SearchByUrl => listing(next(url("searches-of-things/more"))),
        Shape::Link => {
            let links = format!(
                "<{host}/links>; rel=first, <{}>; rel=\"next\"",
                url("links")
            );
            match more {
                true => Answer::with(200, &[("link", &links)], &array),
                false => Answer::json(200, array),
            }
        }
        Shape::Offset => listing(json!({ "total": total })),
        Shape::BodyOffset => Answer::json(200, array),
        Shape::Number => {
            let pages = total.div_ceil(PAGE);
            listing(json!({ "page": first / PAGE + 1, "pages": pages }))
        }
    }
}

/// Hands out the things of a list in a shape, until it ends or fails.
pub(in crate::tests) async fn read(
    client: &Client,
    shape: Shape,
    cursor: Option<&str>,
) -> (Vec<String>, Option<Error>) {
    let ask = Ask {
        filter: "new".to_owned(),
        cursor: None,
        skip: None,
    };
    macro_rules! read {
        ($request:expr) => {{
            let mut request = $request.limit(3).header("x-team", "blue");
            if let Some(cursor) = cursor {
                request = request.at_cursor(cursor);
            }
            let mut items = request.items();
            let mut seen = Vec::new();
            loop {
                match items.try_next().await {
                    Ok(Some(thing)) => seen.push(thing.id),
                    Ok(None) => return (seen, None),
                    Err(error) => return (seen, Some(error)),
                }
            }
        }};
    }
    let listings = client.listings();
    match shape {
        Shape::LastItem => read!(client.things().list()),
        Shape::Token => read!(listings.token()),
        Shape::HeaderToken => read!(listings.header_token()),
        Shape::BodyToken => read!(listings.body_token().ask(ask)),
        Shape::Url => read!(listings.url()),
        Shape::Link => read!(listings.link()),
        Shape::SearchByUrl => read!(listings.search().ask(ask)),
        Shape::Offset => read!(listings.offset()),
        Shape::BodyOffset => read!(listings.body_offset().ask(ask)),
        Shape::Number => read!(listings.number()),
    }
}
