//! Fields of forms, and answers that are no JSON, as they arrive.

use serde_json::json;

use super::support::{Answer, Server, client};

/// The body of what is sent.
async fn body(
    set: impl FnOnce(crate::sample::Search) -> crate::sample::Search,
) -> (String, String) {
    let server = Server::new(|_, _| Answer::json(200, "{}")).await;
    let request = client(&server).searches().search(&json!("a"));
    set(request).await.expect("an answer");
    let request = server.requests().remove(0);
    let media = request
        .header("content-type")
        .unwrap_or_default()
        .to_owned();
    (media, String::from_utf8(request.body).expect("text"))
}

#[tokio::test]
async fn fields_of_a_form_are_encoded() {
    let (media, text) =
        body(|request| request.fields(&json!({ "k": "a b&=+", "l": [1, 2] }))).await;
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert_eq!(
        text,
        "plain=a+b&styled%5Bk%5D=a+b%26%3D%2B&styled%5Bl%5D%5B0%5D=1&styled%5Bl%5D%5B1%5D=2\
         &value=%7B%22k%22%3A%22a+b%26%3D%2B%22%2C%22l%22%3A%5B1%2C2%5D%7D&k=a%20b%26%3D%2B&l=1&l=2&json=%7B%22k%22%3A%22a+b%26%3D%2B%22%2C%22l%22%3A%5B1%2C2%5D%7D"
    );
}

#[tokio::test]
async fn other_fields_take_the_place_of_none_that_is_described() {
    let others = [
        ("plain", json!("x")),
        ("unset", json!(1)),
        ("more", json!([2, 3])),
    ];
    let others = others.map(|(name, value)| (name.to_owned(), value));
    let (_, text) = body(|request| request.fields(&json!("a")).others(others.into())).await;
    assert!(text.starts_with("plain=a+b&"), "{text}");
    assert!(text.ends_with("&more=2&more=3"), "{text}");
    assert!(
        !text.contains("unset") && !text.contains("plain=x"),
        "{text}"
    );
}

#[tokio::test]
async fn a_value_is_a_form() {
    let (media, text) =
        body(|request| request.form(json!({ "a": [1, 2], "é": "x y", "none": null }))).await;
    assert_eq!(media, "application/x-www-form-urlencoded; charset=utf-8");
    assert_eq!(text, "a=1&a=2&%C3%A9=x+y");
    let (_, text) = body(|request| request.form(json!("a=%2F&b"))).await;
    assert_eq!(text, "a=%2F&b");
}

#[tokio::test]
async fn answers_of_text_and_bytes() {
    let server = Server::new(|request, _| match request.path() {
        "/v1/searches/count" => Answer::with(200, &[("content-type", "text/plain")], "dré"),
        _ => Answer::raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\x00\xff\x0a"[..]),
    })
    .await;
    let searches = client(&server).searches();
    assert_eq!(searches.count("a b").await.expect("an answer"), "dré");
    assert_eq!(
        searches
            .search(&json!("a"))
            .await
            .expect("an answer")
            .bytes()
            .await
            .expect("bytes")[..],
        [0, 255, 10]
    );
    let asked = server.requests();
    assert_eq!(asked[0].target, "/v1/searches/count?a%20b");
    assert_eq!(asked[0].header("accept"), Some("text/plain"));
    assert_eq!(asked[1].header("accept"), Some("application/pdf"));
}
