//! Feature `test-util`: an API in memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use super::support::{list, thing};
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::test_util::{Exchange, Reply, TestPart, TestServer, from_json};
use crate::wire_sample::event::Message;

/// A client of a test server.
pub(super) fn client(server: &TestServer) -> Client {
    Client::builder()
        .test_server(server)
        .build()
        .expect("a client")
}

/// A thing that is asked for.
pub(super) fn get(reply: Reply) -> Exchange {
    Exchange::get("/things/a").reply(reply)
}

/// A thing that comes.
pub(super) fn good() -> Reply {
    Reply::json(200, json!({ "id": "a" }))
}

/// What a panic said.
fn complaint(run: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("a complaint");
    *panic.downcast::<String>().expect("a text")
}

#[test]
fn any_answer_can_be_made() {
    let said = from_json::<Message>(json!({ "type": "note", "text": "a", "added_later": true }));
    assert_eq!(said.text, "a");
    assert_eq!(said.extra.get("added_later"), Some(&json!(true)));
    let all: Vec<Message> = from_json([&said]);
    assert_eq!(all, [said]);
    let said = complaint(|| {
        drop(from_json::<Vec<Message>>(
            json!([{ "type": "note", "text": 5 }]),
        ))
    });
    assert!(
        said.ends_with("Message> from JSON: [0].text: expected a string, found 5"),
        "{said}"
    );
}

/// The test runs itself in a process whose output it can read.
#[test]
fn a_test_that_panics_is_told_what_the_server_saw() {
    const INSIDE: &str = "SAMPLE_PANICS_INSIDE";
    if std::env::var_os(INSIDE).is_some() {
        let server = TestServer::new([Exchange::get("/things/b")]);
        let said = complaint(|| {
            let _server = server;
            panic!("{}", "of the test");
        });
        assert_eq!(said, "of the test");
        return;
    }
    let itself = std::env::current_exe().expect("a path to this test");
    let name = "tests::test_kit::a_test_that_panics_is_told_what_the_server_saw";
    let mut run = Command::new(itself);
    run.args(["--exact", name, "--nocapture"]).env(INSIDE, "1");
    let output = run.output().expect("the test runs itself");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("not used:   GET /things/b"), "{said}");
}

#[tokio::test]
async fn requests_are_compared_and_answered() {
    let server = TestServer::new([
        Exchange::get("/things?limit=2&after=a%20b").reply(Reply::new(200).body(list(&["c"], ""))),
        Exchange::post("/things?notify=true&key=test")
            .header("x-admin-key", "test")
            .json(json!({ "size": 1.5, "id": "a" }))
            .reply(Reply::json(201, json!({ "id": "a" })).header("x-request-id", "r1")),
        Exchange::delete("/things/a"),
    ]);
    let things = client(&server).things();
    things.list().after("a b").limit(2).await.expect("a list");
    let new = serde_json::from_str(&thing("a")).expect("a thing");
    let call = things.create(&new).with_response();
    assert_eq!(call.await.expect("a thing").request_id(), Some("r1"));
    things.delete("a").await.expect("nothing");
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].query[0], ("after".to_owned(), "a b".to_owned()));
    assert_eq!(requests[1].path, "/v1/things");
    assert_eq!(
        format!("{:?}", requests[2]),
        "TestRequest(DELETE /v1/things/a)"
    );
    server.finish();
}

#[tokio::test]
async fn unexpected_requests_fail_the_call_and_the_test() {
    let server = TestServer::new([get(good())]);
    let things = client(&server).things();
    let error = things
        .retrieve("b")
        .extra_query("k", "v")
        .await
        .expect_err("nobody expects it");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::InvalidRequest, 1)
    );
    let complaint = complaint(|| server.finish());
    assert!(
        complaint.contains("unexpected: GET /v1/things/b?k=v"),
        "{complaint}"
    );
    assert!(
        complaint.contains("not used:   GET /things/a"),
        "{complaint}"
    );
    assert!(complaint.contains("test_kit.rs"), "{complaint}");
}

#[tokio::test]
async fn an_unexpected_request_is_compared_with_the_nearest_one() {
    let body = json!({ "id": "a", "size": 2, "more": ["x"] });
    let server = TestServer::new([
        get(good()),
        Exchange::post("/things?notify=false&key=other")
            .header("x-admin-key", "mine")
            .header("x-team", "red")
            .json(body),
    ]);
    let new = serde_json::from_str(&thing("a")).expect("a thing");
    let call = client(&server)
        .things()
        .create(&new)
        .header("x-team", "blue");
    call.await.expect_err("another request");
    let complaint = complaint(|| server.finish());
    let expected = "
  unexpected: POST /v1/things?notify=true&key=[redacted]
    compared with what is nearest to it (- expected, + found):
        POST /v1/things
        ? key=[redacted]
      - ? notify=false
      + ? notify=true
        accept: application/json
        content-type: application/json
";
    assert!(complaint.contains(expected), "{complaint}");
    let expected = "
      - x-admin-key: [redacted] (another one)
      + x-admin-key: [redacted]
      - x-team: red
      + x-team: blue
        {
          \"id\": \"a\",
      -   \"more\": [
      -     \"x\"
      -   ],
      -   \"size\": 2
      +   \"size\": 1.5
        }
  not used:   GET /things/a
  not used:   POST /things?notify=false&key=[redacted]";
    assert!(complaint.contains(expected), "{complaint}");
}

#[tokio::test]
async fn forms_parts_and_texts_are_compared_line_by_line() {
    for (exchange, expected) in [
        (
            Exchange::post("/files").form([("purpose", "a"), ("b", "c")]),
            "\n      -   b=c\n",
        ),
        (
            Exchange::post("/files").parts([TestPart::file("file", "a", "b")]),
            "\n        part \"file\", file \"a\"\n      -   b\n      +   a\n",
        ),
        (
            Exchange::post("/files").parts([TestPart::json("file", json!({ "a": 1 }))]),
            "\n      -   {\n      -     \"a\": 1\n      -   }\n      + part \"file\", file \"a\"\n",
        ),
        (
            Exchange::post("/files").text("one\ntwo"),
            "\n      - one\n      - two\n",
        ),
        (
            Exchange::post("/files").bytes(vec![0xff, 0xfe]),
            "\n      - 2 bytes that are no text\n",
        ),
        (Exchange::get("/files?a=b"), "\n      - ? a=b\n"),
    ] {
        let server = TestServer::new([exchange]);
        let call = client(&server).files().create(Upload::bytes("a", "a"));
        call.await.expect_err("another request");
        let complaint = complaint(|| server.finish());
        assert!(complaint.contains(expected), "{complaint}");
    }
}

#[test]
fn exchanges_that_were_not_used_fail_the_test_once() {
    let server = TestServer::new([get(good())]);
    assert!(complaint(|| drop(server)).contains("not used:   GET /things/a"));
    let server = TestServer::new([get(good())]);
    let other = complaint(move || {
        let _server = server;
        panic!("{}", "the first panic".to_owned());
    });
    assert_eq!(other, "the first panic", "and no second one");
}

#[test]
fn no_runtime_is_needed() {
    let server = TestServer::new([get(Reply::new(503)), get(good())]);
    let call = client(&server).things().retrieve("a").into_future();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut call = std::pin::pin!(call);
    assert!(matches!(
        call.as_mut().poll(&mut context),
        std::task::Poll::Ready(Ok(_))
    ));
}

#[tokio::test]
async fn a_copy_speaks_to_the_same_server() {
    let server = TestServer::new([get(good())]);
    let copy = client(&server)
        .to_builder()
        .connect_timeout(Duration::from_secs(1))
        .build();
    copy.expect("a client")
        .things()
        .retrieve("a")
        .await
        .expect("a thing");
}

#[tokio::test]
async fn recordings_are_replayed() {
    let entry = |url: &str, status: u16, content: serde_json::Value| {
        json!({
            "_anything": [],
            "request": { "method": "GET", "url": url },
            "response": {
                "status": status,
                "headers": [
                    { "name": "X-Request-Id", "value": "r1" },
                    { "name": "Content-Length", "value": "99999" },
                    { "name": ":status", "value": "200" },
                ],
                "content": content,
            },
        })
    };
    let base = "https://api.example.com/v1/things";
    let base64 = json!({ "encoding": "base64", "text": "eyJpZCI6ImIifQ==" });
    let cut = json!({ "text": "{\"id\":", "_truncated": true });
    let har = json!({ "log": { "entries": [
        entry(&format!("{base}/a"), 200, json!({ "text": thing("a") })),
        entry(&format!("{base}?limit=2"), 200, json!({ "text": list(&[], "") })),
        entry(&format!("{base}/b"), 200, base64),
        entry(&format!("{base}/c"), 200, cut),
        entry(&format!("{base}/d"), 404, json!({})),
    ] } });
    let server = TestServer::from_har(&har.to_string()).expect("a recording");
    let things = client(&server).things();
    let response = things.retrieve("a").with_response().await.expect("a thing");
    assert_eq!(response.request_id(), Some("r1"));
    things.list().limit(2).await.expect("a list");
    assert_eq!(things.retrieve("b").await.expect("a thing").id, "b");
    let error = things
        .retrieve("c")
        .max_retries(0)
        .await
        .expect_err("half a body");
    assert_eq!(
        (error.kind(), error.body()),
        (ErrorKind::Connection, Some(&b"{\"id\":"[..]))
    );
    assert_eq!(
        things.retrieve("d").await.expect_err("status 404").kind(),
        ErrorKind::NotFound
    );
}

#[test]
fn what_is_no_recording_says_why() {
    for (text, expected) in [
        (
            "<har>",
            "expected a HAR recording, found no JSON: expected value at line 1 column 1",
        ),
        ("{}", "expected a HAR recording, found no log.entries"),
        (
            r#"{"log":{"entries":[{}]}}"#,
            "expected request.method in log.entries[0]",
        ),
        (
            r#"{"log":{"entries":[{"request":{"method":"GET","url":"x"}}]}}"#,
            "expected a URL as request.url in log.entries[0]",
        ),
        (
            r#"{"log":{"entries":[{"request":{"method":"GET","url":"http://a/"},"response":{"status":0}}]}}"#,
            "expected an HTTP status as response.status in log.entries[0]",
        ),
    ] {
        let error = TestServer::from_har(text).expect_err("no recording");
        assert_eq!(
            error.to_string(),
            format!("invalid configuration: {expected}")
        );
    }
}

#[tokio::test]
async fn a_reply_may_have_a_header_twice() {
    let reply = Reply::json(200, json!({ "id": "a" }))
        .header("set-cookie", "a=b")
        .header("set-cookie", "c=d")
        .header("content-type", "application/vnd.thing+json");
    let server = TestServer::new([get(reply)]);
    let answer = client(&server).things().retrieve("a").with_response().await;
    let answer = answer.expect("a thing");
    let values = |name| {
        let values = answer.headers().get_all(name).iter();
        values
            .filter_map(|value| value.to_str().ok())
            .collect::<Vec<_>>()
    };
    assert_eq!(values("set-cookie"), ["a=b", "c=d"]);
    assert_eq!(values("content-type"), ["application/vnd.thing+json"]);
}
