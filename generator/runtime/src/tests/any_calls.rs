//! Calls that the description does not know, raw answers, and what one call alone differs in.

use http::Method;
use serde_json::{Value, json};

use super::support::{Answer, KEY, Server, builder, client, thing};
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::sample::Thing;

#[tokio::test]
async fn any_call_has_what_every_other_has() {
    let server = Server::answering([
        Answer::with(503, &[("retry-after-ms", "1")], "{}"),
        Answer::json(200, thing("new")),
    ])
    .await;
    let call = client(&server)
        .request(Method::POST, "/new/thing")
        .query("a", "b c")
        .header("x-mine", "1")
        .json(&json!({ "name": "a" }));
    let found: Thing = call.typed().await.expect("a thing");
    assert_eq!(found.id, "new");
    let request = server.requests().pop().expect("two requests");
    assert_eq!(
        (&*request.method, &*request.target),
        ("POST", "/v1/new/thing?a=b%20c")
    );
    let header = |name| request.header(name);
    assert_eq!(header("authorization"), Some(&*format!("Bearer {KEY}")));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(
        (header("accept"), header("x-mine")),
        (Some("application/json"), Some("1"))
    );
    assert_eq!(request.body, br#"{"name":"a"}"#);
}

#[tokio::test]
async fn any_answer_can_be_read_as_it_came() {
    let server = Server::answering([Answer::with(200, &[("x-a", "b")], "no JSON")]).await;
    let client = client(&server);
    let answer = client
        .request(Method::GET, "/text")
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(&answer.into_inner()[..], b"no JSON");
    let answer = client
        .things()
        .retrieve("a")
        .raw_response()
        .await
        .expect("an answer");
    assert_eq!(&answer.into_inner()[..], b"no JSON");
    let call = client
        .request(Method::PUT, "/bytes")
        .body("text/plain", "bytes");
    let answer = call.raw_response().await.expect("an answer");
    assert_eq!(answer.headers()["x-a"], "b");
    let last = server.requests().pop().expect("a request");
    assert_eq!(
        (last.header("content-type"), &last.body[..]),
        (Some("text/plain"), &b"bytes"[..])
    );
    let call = client.request(Method::GET, "/text").typed::<Value>();
    assert_eq!(call.await.expect_err("no JSON").kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn an_empty_answer_is_null_where_null_is_one() {
    let server = Server::new(|_, _| Answer::with(200, &[], " \n")).await;
    let client = client(&server);
    let call = || client.request(Method::GET, "/nothing");
    assert_eq!(call().typed::<Value>().await.expect("null"), Value::Null);
    assert_eq!(call().typed::<Option<i64>>().await.expect("null"), None);
    let error = call().typed::<i64>().await.expect_err("no integer");
    assert!(error.to_string().contains("found an empty body"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_when_it_is_awaited() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let client = client(&server);
    for call in [
        client.request(Method::POST, "/a").body("a\nb", ""),
        client
            .request(Method::POST, "/a")
            .json(&std::collections::HashMap::from([((1, 2), 3)])),
    ] {
        assert_eq!(
            call.await.expect_err("a fault").kind(),
            ErrorKind::InvalidRequest
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn any_call_stays_below_the_base_url() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let client = client(&server);
    for (path, why) in [
        ("/../admin", "a dot segment"),
        ("/a/./b", "a dot segment"),
        ("..", "a dot segment"),
        ("/%2e%2E/admin", "a dot segment"),
        ("/a/.%2e?q", "a dot segment"),
        ("/%252e%252e/admin", "a dot segment"),
        ("/a\\..\\admin", "a backslash"),
        ("/a\tb", "a control character"),
        ("/a?b=c\nd", "a control character"),
        ("https://evil.example/x", "a whole URL"),
        ("HTTP://evil.example", "a whole URL"),
    ] {
        let error = client.request(Method::GET, path).await;
        let error = error.expect_err(path);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains(why), "{path}: {error}");
    }
    assert_eq!(server.count(), 0);
    for (path, target) in [
        (
            "/a/..b/c..?up=../x&back=\\",
            "/v1/a/..b/c..?up=../x&back=\\",
        ),
        ("items:batch", "/v1/items:batch"),
        (
            "/at/https://other.example/x",
            "/v1/at/https://other.example/x",
        ),
        ("/a#../b", "/v1/a"),
        ("", "/v1"),
    ] {
        let answer = client.request(Method::GET, path).await;
        answer.expect("an answer");
        let request = server.requests().pop().expect("a request");
        assert_eq!(request.target, target);
    }
}

/// serde_json writes null for what JSON does not have.
#[tokio::test]
async fn a_number_that_json_does_not_have_is_never_sent() {
    #[derive(serde::Serialize)]
    enum Shape {
        Circle(f64),
        Box { side: f64, name: Option<String> },
        Pair(f64, Option<u8>),
    }
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = client(&server);
    let any = || client.request(Method::POST, "/a");
    let side = f64::NEG_INFINITY;
    let infinite = Shape::Box { side, name: None };
    for call in [
        any().json(&[1.0, f64::NAN]),
        any().json(&json!({})).json(&Shape::Circle(f64::INFINITY)),
        any().json(&infinite),
        any().json(&Shape::Pair(f64::NAN, None)),
    ] {
        let error = call.await.expect_err("no JSON");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let expected = "expected a body that JSON can hold: expected a finite number";
        assert!(error.to_string().contains(expected), "{error}");
    }
    let call = client.things().create(&super::support::new_thing());
    let error = call.extra_member("x", f64::NAN).await;
    assert_eq!(
        error.expect_err("no JSON").to_string(),
        "invalid request for createThing: expected a value for `x` that JSON can hold: expected a \
         finite number, found NaN"
    );
    assert_eq!(server.count(), 0);
    let whole = Shape::Box {
        side: 0.5,
        name: None,
    };
    let pair = Shape::Pair(0.5, None);
    for (call, body) in [
        (any().json(&whole), r#"{"Box":{"side":0.5,"name":null}}"#),
        (any().json(&pair), r#"{"Pair":[0.5,null]}"#),
        (any().json(&Some(0.1_f32)), "0.1"),
        (any().json(&None::<f64>), "null"),
    ] {
        call.await.expect("an answer");
        let request = server.requests().pop().expect("a request");
        assert_eq!(String::from_utf8_lossy(&request.body), body);
    }
}

#[tokio::test]
async fn any_call_can_be_made_without_credentials() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let client = Client::builder().base_url(server.url()).session("s");
    // The sample needs one of others to be built, which any other header can stand for.
    let client = client.default_header("authorization", "Own key").build();
    let call = client.expect("a client").request(Method::GET, "/a");
    call.await.expect("an answer");
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Own key")
    );
}

#[tokio::test]
async fn a_body_can_have_members_that_nobody_described() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let call = client(&server)
        .things()
        .create(&super::support::new_thing());
    let call = call
        .extra_member("colour", "red")
        .extra_member("id", json!({ "a": [1] }));
    call.await.expect("a thing");
    let sent: Value = serde_json::from_slice(&server.requests()[0].body).expect("JSON");
    assert_eq!(
        (&sent["colour"], &sent["id"]),
        (&json!("red"), &json!({ "a": [1] }))
    );
}

#[tokio::test]
async fn one_call_can_differ_from_its_client() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let other = Server::answering([Answer::json(200, thing("b"))]).await;
    let client = builder(&server).build().expect("a client");
    let url = other.url();
    let call = client.things().create(&super::support::new_thing());
    let call = call.with_client(|client| client.api_key("sk-test-other").base_url(url));
    assert_eq!(call.await.expect("a thing").id, "b");
    assert_eq!(
        other.requests()[0].header("authorization"),
        Some("Bearer sk-test-other")
    );
    client
        .things()
        .create(&super::support::new_thing())
        .await
        .expect("a thing");
    let bearer = format!("Bearer {KEY}");
    assert_eq!(server.requests()[0].header("authorization"), Some(&*bearer));
    let call = client
        .things()
        .retrieve("a")
        .with_client(|client| client.api_key("a\nb"));
    let error = call.await.expect_err("no key");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(!error.to_string().contains("a\nb"), "{error}");
}
