//! No `Debug` and no log shows a secret. Each test server, when it goes, searches the logs as well.

use super::support::{Answer, KEY, MORE, Server, client, list, new_thing, seen, thing};
use crate::runtime::auth::chosen;
use crate::runtime::auth::credential::{Held, Secret};
use crate::runtime::auth::query_key::QueryKey;
use crate::runtime::client::Client;
use crate::runtime::http::body::Body;
use crate::runtime::http::outgoing;

#[tokio::test]
async fn debug_shows_none() {
    let builder = Client::builder()
        .base_url("http://127.0.0.1:1/v1?token=sk-test-base")
        .api_key(KEY)
        .share_key("sk-test-share")
        .login("me", "sk-test-password")
        .default_header("x-secret", "sk-test-header")
        .default_query("secret", "sk-test-default");
    let client = builder.clone().build().expect("a client");
    let call = client
        .things()
        .list()
        .header("x-b", "sk-test-call")
        .extra_query("c", "sk-test-query");
    let things = client.things();
    let pages = call.clone().pages();
    let items = call.clone().items();
    let pending = call.clone().with_response();
    let shown =
        format!("{builder:#?} {client:#?} {call:#?} {things:?} {pages:?} {items:?} {pending:?}");
    assert!(!shown.contains("sk-test"), "{shown}");
    assert!(shown.contains("x-secret") && shown.contains("\"c\"") && shown.contains("listThings"));
}

#[test]
fn held_secrets_are_redacted() {
    let place = QueryKey {
        name: "share_key",
        env: None,
        query: "key",
    };
    let held = Held::new(&place, &Secret::new("sk-test/share".to_owned())).expect("a secret");
    assert_eq!(
        format!("{held:?}"),
        "Held { forms: [[redacted], [redacted]], header: None, sent: Sensitive }"
    );
    assert!(held.sent.is_sensitive());
}

#[tokio::test]
async fn header_values_are_marked() {
    let client = Client::builder()
        .api_key(KEY)
        .organization("org-1")
        .default_header("x-a", "b");
    let call = client
        .build()
        .expect("a client")
        .things()
        .retrieve("a")
        .header("x-b", "c");
    let call = call.header("authorization", "Mine").into_call();
    let request = chosen::shown(call.parts())
        .and_then(|chosen| outgoing::request(call.parts(), &chosen, None, Body::empty()))
        .expect("a request");
    for name in ["authorization", "sample-organization", "x-a", "x-b"] {
        assert!(request.headers()[name].is_sensitive(), "{name}");
    }
}

#[tokio::test]
async fn a_key_in_the_query_stays_out_of_the_logs() {
    let server = Server::answering([Answer::json(503, "{}"), Answer::json(200, thing("a"))]).await;
    let client = Client::builder()
        .base_url(server.url())
        .admin_key(KEY)
        .share_key("sk-test-shared");
    let client = client.build().expect("a client");
    let thing = serde_json::from_str(&thing("a")).expect("a thing");
    client.things().create(&thing).await.expect("a thing");
    assert_eq!(
        server.requests()[1].query(),
        "notify=true&key=sk-test-shared"
    );
    let seen = seen();
    assert_eq!(seen.leak, None);
    assert!(
        seen.reqwest > 0 && seen.hyper > 0,
        "the finest logs are there to be searched"
    );
}

#[tokio::test]
async fn debug_of_what_comes_back_shows_none() {
    let page = list(&["a"], MORE);
    let server = Server::answering([Answer::json(200, &page), Answer::json(401, "{}")]).await;
    let things = client(&server).things();
    let call = things.list().header("x-b", "sk-test-header");
    let call = call.extra_query("c", "sk-test-query");
    let response = call.clone().with_response().await.expect("a list");
    let error = call.await.expect_err("status 401");
    let (head, limits) = (format!("{response:#?}"), response.rate_limits());
    let page = response.into_inner();
    let next = page.next_page();
    let shown = format!("{head} {limits:?} {page:?} {next:?} {error:#?} {error}");
    assert!(!shown.contains("sk-test"), "{shown}");
    assert!(shown.contains("Page") && shown.contains("Ok(\"a\")"));
}

/// A cursor may be a URL with the key of the call, or with another one.
#[tokio::test]
async fn debug_of_a_cursor_shows_none() {
    let secret = "sk-test/a \"b\"\\c";
    for cursor in [
        "/v1/urls?page=2&key=sk-test-other".to_owned(),
        "/v1/urls?page=2&echo=sk-test%2Fa%20%22b%22%5Cc#2".to_owned(),
        format!("/v1/urls?page=2&echo={secret}"),
        format!("/v1/urls?page=2&echo={KEY}"),
        format!("page=2 {}", KEY.replace('-', "%2D")),
    ] {
        let body = serde_json::json!({ "shelf": { "things": [] }, "position": { "next": cursor } });
        let server = Server::answering([Answer::json(200, body.to_string())]).await;
        let client = Client::builder().base_url(server.url());
        let client = client.api_key(KEY).share_key(secret).build();
        let listings = client.expect("a client").listings();
        let at = (listings.url().at_cursor(&cursor), listings.token());
        let page = listings.url().limit(1).await.expect("a page");
        let other = listings.token().await.expect("a page");
        let shown = [
            format!("{page:?} {other:#?}"),
            format!("{:?} {:#?}", at.0.clone().pages(), at.0.items()),
            format!("{:?}", at.1.at_cursor(&cursor).items()),
        ];
        for shown in shown {
            assert!(shown.contains("page=2"), "{shown}");
            assert!(
                !shown.contains("sk-test") && !shown.contains("sk%2D"),
                "{shown}"
            );
        }
    }
}

#[cfg(feature = "blocking")]
#[test]
fn debug_of_blocking_iterators_shows_none() {
    let client = Client::builder().api_key(KEY).build().expect("a client");
    let list = client.things().list().extra_query("c", "sk-test-query");
    let shown = format!(
        "{:?} {:?}",
        list.clone().items().wait(),
        list.pages().wait()
    );
    assert!(!shown.contains("sk-test") && shown.contains("BlockingItems"));
}

#[cfg(feature = "test-util")]
#[tokio::test]
async fn the_test_kit_shows_none() {
    use crate::runtime::test_util::{Exchange, Reply, TestServer};

    let exchange = Exchange::post("/things?notify=true&key=sk-test-other")
        .header("x-admin-key", KEY)
        .json(serde_json::json!({ "id": KEY }))
        .reply(Reply::new(200).header("x-a", KEY).body(KEY));
    let server = TestServer::new([exchange.clone()]);
    let client = Client::builder().admin_key(KEY).share_key("sk-test/share");
    let client = client.test_server(&server).build().expect("a client");
    let things = client.things();
    let error = things.create(&new_thing()).await;
    let error = error.expect_err("another key than expected");
    let mut shown = format!("{exchange:?} {server:?} {error:?} {error}");
    shown.push_str(&format!("{:?} {client:?}", server.requests()));
    let complaint = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.finish()));
    let complaint = complaint.expect_err("a complaint").downcast::<String>();
    let complaint = *complaint.expect("a text");
    assert!(
        complaint.contains("unexpected: POST /v1/things?notify=true&key=[redacted]")
            && complaint.contains("not used:   POST /things?notify=true&key=[redacted]"),
        "{complaint}"
    );
    assert!(!shown.contains("sk-test"), "{shown}");
    let refused = std::panic::catch_unwind(|| Exchange::get("/").header("x-a", "sk-test\n"));
    let refused = refused.expect_err("no header").downcast::<String>();
    assert!(!refused.expect("a text").contains("sk-test"));
}

/// Bytes that are no text may stand next to a key that an answer repeats.
#[tokio::test]
async fn a_key_among_bytes_that_are_no_text_is_not_shown() {
    let mut raw =
        format!("HTTP/1.1 400 No\r\nx-echo: {KEY} \u{e9}\r\nx-latin: {KEY} ").into_bytes();
    raw.extend_from_slice(b"\xe9\r\ncontent-length: 60\r\n\r\n");
    let mut body = format!("{{\"error\":{{\"message\":\"{KEY} ").into_bytes();
    body.extend_from_slice(b"\xff\"}}");
    body.resize(60, b' ');
    raw.extend_from_slice(&body);
    let server = Server::answering([Answer::raw(raw)]).await;
    let error = client(&server).things().retrieve("a").await;
    let error = error.expect_err("status 400");
    let shown = format!("{error} {error:?} {:?}", error.headers());
    assert!(!shown.contains("sk-test"), "{shown}");
    assert!(shown.contains("[redacted] \u{fffd}"), "{shown}");
    // A success that is no thing, and that is no Unicode either.
    let mut raw = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    raw.extend_from_slice(&body);
    let server = Server::answering([Answer::raw(raw)]).await;
    let error = client(&server).things().retrieve("a").await;
    let shown = format!("{:?}", error.expect_err("no thing"));
    assert!(!shown.contains("sk-test"), "{shown}");
}

/// Gateways that take the key as a part of their path.
#[tokio::test]
async fn a_key_in_the_path_is_not_shown() {
    let server = Server::answering([Answer::json(500, "{}").close()]).await;
    let client = Client::builder()
        .api_key(KEY)
        .base_url(format!("{}/{KEY}", server.url()))
        .max_retries(0)
        .build()
        .expect("a client");
    let call = client.things().retrieve(KEY);
    let error = call.clone().await.expect_err("status 500");
    let shown = format!("{client:?} {call:?} {error:?} {error}");
    assert!(!shown.contains("sk-test"), "{shown}");
    assert!(shown.contains("/v1/[redacted]"), "{shown}");
    assert_eq!(
        server.requests()[0].path(),
        format!("/v1/{KEY}/things/{KEY}")
    );
}

#[cfg(feature = "test-util")]
#[tokio::test]
async fn complaints_of_the_test_kit_show_no_key_wherever_it_stands() {
    use crate::runtime::test_util::TestServer;

    let server = TestServer::new([]);
    let client = Client::builder().api_key(KEY).test_server(&server).build();
    let things = client.expect("a client").things();
    let call = things.retrieve(KEY).extra_query("a", KEY);
    let error = call.await.expect_err("nothing is expected");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("sk-test"), "{shown}");
    let complaint = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.finish()));
    let complaint = complaint.expect_err("a complaint").downcast::<String>();
    let complaint = *complaint.expect("a text");
    assert!(
        complaint.contains("GET /v1/things/[redacted]?a=[redacted]"),
        "{complaint}"
    );
}

/// What a test server fills in is a word of its own, which is left where it stands.
#[cfg(feature = "test-util")]
#[tokio::test]
async fn short_words_are_not_painted_over() {
    use crate::runtime::test_util::{Exchange, Reply, TestServer};

    let body = serde_json::json!({ "error": { "message": "the latest test failed" } });
    let server = TestServer::new([Exchange::get("/things/a").reply(Reply::json(400, body))]);
    let client = Client::builder().test_server(&server).build();
    let error = client.expect("a client").things().retrieve("a").await;
    let error = error.expect_err("status 400");
    assert!(
        error.to_string().ends_with("the latest test failed"),
        "{error}"
    );
}
