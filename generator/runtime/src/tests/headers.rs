//! The headers of a request: those of every client, defaults, and those of one call.

use super::support::{KEY, builder, client, willing};
use crate::runtime::error::ErrorKind;

#[tokio::test]
async fn the_usual_headers_are_sent() {
    let server = willing().await;
    let client = builder(&server)
        .organization(" org-1 ")
        .project("proj-1")
        .build();
    client
        .expect("a client")
        .things()
        .list()
        .await
        .expect("a list");
    let request = server.requests().pop().expect("a request");
    assert_eq!(
        request.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some("client-runtime/0.0.0"));
    assert_eq!(request.header("sample-organization"), Some("org-1"));
    assert_eq!(request.header("sample-project"), Some("proj-1"));
    assert_eq!(request.header("referer"), None);
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_blank_setting_keeps_out_what_the_environment_has() {
    let server = willing().await;
    let client = builder(&server).organization(" ");
    let client = client
        .build_in(|_| Some("from:env".to_owned()))
        .expect("a client");
    client.things().list().await.expect("a list");
    assert_eq!(server.requests()[0].header("sample-organization"), None);
}

#[tokio::test]
async fn default_headers_are_inherited_replaced_and_removed() {
    let server = willing().await;
    let client = builder(&server)
        .default_header("x-team", "blue")
        .default_header("X-Other", "é");
    let client = client
        .default_header("user-agent", "mine/1")
        .build()
        .expect("a client");
    let things = client.things();
    things.list().await.expect("a list");
    things
        .list()
        .header("X-Team", "red")
        .header("x-new", "1")
        .await
        .expect("a list");
    things
        .list()
        .without_header("x-team")
        .without_header("authorization")
        .await
        .expect("a list");
    let sent = |name: &str| -> Vec<Option<String>> {
        server
            .requests()
            .iter()
            .map(|request| request.header(name).map(str::to_owned))
            .collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(sent("x-team"), [some("blue"), some("red"), None]);
    assert_eq!(sent("x-new"), [None, some("1"), None]);
    assert_eq!(sent("x-other"), [some("é"), some("é"), some("é")]);
    assert_eq!(
        sent("user-agent"),
        [some("mine/1"), some("mine/1"), some("mine/1")]
    );
    assert_eq!(sent("authorization")[2], None);
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_reported_when_awaited() {
    let server = willing().await;
    let things = client(&server).things();
    for (name, value, message) in [
        ("x a", "b", "expected the name of a header, found \"x a\""),
        ("", "b", "expected the name of a header, found \"\""),
        (
            "x-a",
            "secret\nx-b: c",
            "expected a value for the header x-a without control characters, found some",
        ),
        (
            "x-a",
            " secret",
            "expected a value for the header x-a without white space at its ends, found some",
        ),
    ] {
        let error = things
            .list()
            .header(name, value)
            .await
            .expect_err("a bad header");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(
            error.to_string(),
            format!("invalid request for listThings: {message}")
        );
        assert!(!format!("{error:?}").contains("secret"));
        let error = builder(&server)
            .default_header(name, value)
            .build()
            .expect_err("a bad header");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(
            error.to_string(),
            format!("invalid configuration: {message}")
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn default_headers_are_merged_on_a_copy() {
    let server = willing().await;
    let original = builder(&server)
        .default_header("x-kept", "1")
        .default_header("x-replaced", "2");
    let original = original.build().expect("a client");
    let copy = original
        .to_builder()
        .default_header("X-Replaced", "3")
        .default_header("x-added", "4");
    let copy = copy.build().expect("a client");
    original.things().list().await.expect("a list");
    copy.things().list().await.expect("a list");
    let names = ["x-kept", "x-replaced", "x-added"];
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| names.map(|name| request.header(name).map(str::to_owned)))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        sent,
        [
            [some("1"), some("2"), None],
            [some("1"), some("3"), some("4")]
        ]
    );
}

#[tokio::test]
async fn the_last_of_two_headers_of_a_name_is_sent() {
    let server = willing().await;
    let things = client(&server).things();
    let list = things.list().header("x-a", "1").header("X-A", "2");
    list.await.expect("a list");
    let list = things.list().header("x-a", "1").without_header("x-a");
    list.await.expect("a list");
    let list = things.list().without_header("x-a").header("x-a", "3");
    list.await.expect("a list");
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-a"))
        .collect();
    assert_eq!(sent, [Some("2"), None, Some("3")]);
}
