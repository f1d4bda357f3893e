//! Lists of the description, which `serve` gives page by page, in the way that their clients go on.

use serde_json::Value;

use super::{Answer, Served, folder, path};

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: { title: Shelves, version: 1.0.0 }
servers: [{ url: 'https://shelves.example' }]
paths:
  /tokens:
    get:
      operationId: byToken
      parameters:
        - { name: page_token, in: query, schema: { type: string } }
        - { name: page_size, in: query, schema: { type: integer, default: 2 } }
      responses: { '200': { $ref: '#/components/responses/Page' } }
  /urls:
    get:
      operationId: byUrl
      parameters: [{ name: limit, in: query, schema: { type: integer, default: 2 } }]
      x-pagination: { by: url, url: next }
      responses: { '200': { $ref: '#/components/responses/Page' } }
  /searches:
    post:
      operationId: search
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [query], properties: { query: { type: string }, page_size: { type: integer } } }
      x-pagination: { by: url, url: next }
      responses: { '200': { $ref: '#/components/responses/Page' } }
  /links:
    get:
      operationId: byLink
      parameters: [{ name: per_page, in: query, schema: { type: integer, default: 2 } }]
      responses:
        '200':
          description: A page.
          headers: { Link: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Books' }, example: [0, 1, 2, 3, 4] } }
  /offsets:
    get:
      operationId: byOffset
      parameters:
        - { name: offset, in: query, schema: { type: integer, default: 0 } }
        - { name: limit, in: query, schema: { type: integer, default: 2 } }
      x-pagination: { by: offset }
      responses: { '200': { $ref: '#/components/responses/Page' } }
  /numbers:
    get:
      operationId: byNumber
      parameters:
        - { name: page, in: query, schema: { type: integer, default: 1 } }
        - { name: per_page, in: query, schema: { type: integer, default: 2 } }
      x-pagination: { by: page }
      responses: { '200': { $ref: '#/components/responses/Page' } }
components:
  responses:
    Page:
      description: A page.
      content:
        application/json:
          schema:
            type: object
            required: [books]
            properties:
              books: { $ref: '#/components/schemas/Books' }
              next: { type: [string, 'null'] }
              next_page_token: { type: string }
              total: { type: integer }
          example: { books: [0, 1, 2, 3, 4], total: 5 }
  schemas:
    Books: { type: array, items: { type: integer } }
";

/// The pages of a list: `next` gives the target of the page after an answer, which is the given number of
/// pages from the first.
fn pages(
    served: &Served,
    first: &str,
    next: impl Fn(&Answer, usize) -> Option<String>,
) -> Vec<Vec<u64>> {
    let (mut pages, mut target) = (Vec::new(), Some(first.to_owned()));
    while let Some(here) = target {
        let answer = served.get(&here, &[]);
        let value = answer.json();
        let items = value.get("books").unwrap_or(&value).as_array();
        let items = items.expect("a list").iter().filter_map(Value::as_u64);
        pages.push(items.collect());
        assert!(pages.len() < 10, "{here} never ends");
        target = next(&answer, pages.len());
    }
    pages
}

#[test]
fn each_list_goes_on_as_its_client_does() {
    let folder = folder(&[("shelves.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "shelves.yaml")]);
    let all = [vec![0, 1], vec![2, 3], vec![4]];
    let member = |answer: &Answer, name: &str| {
        let found = answer.json()[name].as_str().map(str::to_owned);
        found.filter(|text| !text.is_empty())
    };
    let by_token = pages(&served, "/tokens", |answer, _| {
        let token = member(answer, "next_page_token")?;
        Some(format!("/tokens?page_token={token}"))
    });
    assert_eq!(by_token, all);
    let by_url = pages(&served, "/urls", |answer, _| member(answer, "next"));
    assert_eq!(by_url, all);
    let json = [("content-type", "application/json")];
    let first = r#"{ "query": "a", "page_size": 2 }"#;
    let mut answer = served.send("POST", "/searches", &json, first);
    for items in &all {
        assert_eq!(answer.json()["books"], Value::from(items.clone()));
        match member(&answer, "next") {
            // As a client follows a URL: in the same way, without the body.
            Some(next) => answer = served.send("POST", &next, &[], ""),
            None => assert_eq!(items, &[4]),
        }
    }
    assert_eq!(served.send("POST", "/searches", &json, "").status, 400);
    let by_link = pages(&served, "/links", |answer, _| {
        let (_, rest) = answer.head.split_once("link: <")?;
        let (target, rest) = rest.split_once('>')?;
        assert!(rest.starts_with("; rel=\"next\""), "{rest}");
        Some(target.to_owned())
    });
    assert_eq!(by_link, all);
    let numbers = |path: &str, step: usize, first: usize| {
        pages(&served, path, |_, count| {
            let name = path.trim_start_matches('/').trim_end_matches('s');
            let name = name.replace("number", "page");
            (count < 3).then(|| format!("{path}?{name}={}", first + count * step))
        })
    };
    assert_eq!(numbers("/offsets", 2, 0), all);
    assert_eq!(numbers("/numbers", 1, 1), all);
    assert_eq!(served.get("/offsets?offset=5", &[]).json()["total"], 5);
    assert_eq!(
        served.get("/offsets?offset=9", &[]).json()["books"],
        Value::Array(Vec::new())
    );
}
