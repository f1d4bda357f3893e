//! Feature `test-util`: bodies of every kind, expected and recorded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;

use super::support::uploads::{content, file};
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::test_util::{Exchange, TestPart, TestServer};
use crate::sample::Files;

fn files(server: &TestServer) -> Files {
    let client = Client::builder().test_server(server).build();
    client.expect("a client").files()
}

#[tokio::test]
async fn bodies_of_every_kind_are_expected() {
    let bytes = content(100_000);
    let (_folder, path) = file("a.bin", &bytes);
    let server = TestServer::new([
        Exchange::post("/files/search").form([("limit", "1"), ("w[]", "a b"), ("w[]", "ä")]),
        Exchange::new("PUT", "/files/a").bytes(bytes.clone()),
        Exchange::new("PUT", "/files/a").text("a note"),
        Exchange::post("/files").parts([
            TestPart::file("file", "a \"b\"\r\n.csv", bytes.clone())
                .content_type("text/csv")
                .header("x-checksum", "sha"),
            TestPart::text("purpose", "a purpose"),
            TestPart::json("metadata", json!({ "b": 2, "a": 1 })),
        ]),
    ]);
    let files = files(&server);
    let search = files.search().words(&["a%20b", "%C3%A4"]).limit(1);
    search.await.expect("the form");
    files.replace(Upload::path(&path)).await.expect("the bytes");
    files.note("text/plain", "a note").await.expect("the text");
    let upload = Upload::path(&path).file_name("a \"b\"\r\n.csv");
    let call = files.create(upload).checksum("sha").purpose("a purpose");
    let call = call.metadata(json!({ "a": 1, "b": 2 }));
    call.await.expect("the parts");

    let requests = server.requests();
    assert_eq!(requests[0].form()[2], ("limit".to_owned(), "1".to_owned()));
    assert!(requests[1].body == bytes);
    let parts = requests[3].parts();
    assert_eq!(parts[0].file_name.as_deref(), Some("a \"b\"\r\n.csv"));
    assert_eq!(
        format!("{:?}", parts[1]),
        r#"TestPart { name: "purpose", file_name: None, content_type: None, body_bytes: 9 }"#
    );
    server.finish();
}

/// Forms write a backslash between quotes as it is.
#[tokio::test]
async fn a_file_name_may_have_backslashes() {
    for name in ["a\\b.csv", "C:\\files\\", "\\\"; name=\"b"] {
        let expected = Exchange::post("/files").parts([TestPart::file("file", name, "bytes")]);
        let server = TestServer::new([expected]);
        let upload = Upload::bytes(name, "bytes");
        files(&server).create(upload).await.expect("the parts");
        assert_eq!(server.requests()[0].parts()[0].name, "file");
        server.finish();
    }
}

#[tokio::test]
async fn another_body_fails_the_call_and_says_so() {
    for expected in [
        Exchange::post("/files").text("other"),
        Exchange::post("/files").parts([]),
        Exchange::post("/files").parts([TestPart::file("file", "a", "other")]),
        Exchange::post("/files").parts([TestPart::file("file", "b", "bytes")]),
        Exchange::post("/files").parts([TestPart::file("file", "a", "bytes").content_type("a/b")]),
        Exchange::post("/files").form([("a", "b")]),
        Exchange::post("/files").json(json!(1)),
    ] {
        let server = TestServer::new([expected]);
        let error = files(&server).create(Upload::bytes("a", "bytes")).await;
        let error = error.expect_err("another body");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let panic = catch_unwind(AssertUnwindSafe(|| server.finish()));
        let complaint = panic.expect_err("a complaint").downcast::<String>();
        let complaint = complaint.expect("a text");
        let text = "unexpected: POST /v1/files (its body is not the one that is expected)";
        assert!(complaint.contains(text), "{complaint}");
    }
}

#[test]
fn bodies_in_memory_need_no_runtime() {
    let server =
        TestServer::new([Exchange::post("/files").parts([TestPart::file("file", "a", "bytes")])]);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let call = files(&server)
        .create(Upload::bytes("a", "bytes"))
        .into_future();
    assert!(std::pin::pin!(call).as_mut().poll(&mut context).is_ready());
    let call = files(&server)
        .replace(Upload::path("/no/such"))
        .into_future();
    let call = std::pin::pin!(call).as_mut().poll(&mut context);
    assert!(
        matches!(call, std::task::Poll::Ready(Err(error)) if error.kind() == ErrorKind::InvalidRequest)
    );
}

#[tokio::test]
async fn recorded_bodies_are_expected() {
    let entry = |method: &str, path: &str, data: serde_json::Value| {
        let url = format!("https://api.example.com/v1{path}");
        json!({
            "request": { "method": method, "url": url, "postData": data },
            "response": { "status": 200, "content": {} },
        })
    };
    let form =
        json!({ "mimeType": "application/x-www-form-urlencoded", "text": "limit=1&w[]=a+b" });
    // The bytes FF 00 FE, which are no text.
    let binary = json!({ "mimeType": "application/pdf", "text": "/wD+", "encoding": "base64" });
    let parts = json!({
        "mimeType": "multipart/form-data; boundary=\"b\"",
        "text": "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\nbytes\r\n--b--\r\n",
    });
    let har = json!({ "log": { "entries": [
        entry("POST", "/files/search", form),
        entry("PUT", "/files/a", binary),
        entry("PUT", "/files/a", json!({ "mimeType": "text/plain", "text": "a note" })),
        entry("POST", "/files", parts),
    ] } });
    let server = TestServer::from_har(&har.to_string()).expect("a recording");
    let files = files(&server);
    let search = files.search().words(&["a%20b"]).limit(1);
    search.await.expect("the form");
    files.note("text/plain", "a note").await.expect("the text");
    files.replace(vec![0xff, 0, 0xfe]).await.expect("the bytes");
    files
        .create(Upload::bytes("f", "bytes"))
        .await
        .expect("the parts");
    server.finish();
}
