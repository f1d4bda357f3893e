//! Multipart bodies whose parts have positions, parts themselves, or names of the caller's.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::support::uploads::{Part, parts, parts_of};
use super::support::{Answer, Received, Server, client};
use crate::runtime::calls::upload::Upload;
use crate::runtime::error::ErrorKind;
use crate::sample::MixFiles;

/// What came of a request.
async fn sent(set: impl FnOnce(MixFiles) -> MixFiles) -> Received {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let call = set(client(&server).files().mix());
    call.await.expect("it is sent");
    server.requests().pop().expect("a request")
}

fn part(content_type: &str, body: &str) -> Part {
    Part {
        name: None,
        file_name: None,
        content_type: Some(content_type.to_owned()),
        checksum: None,
        body: body.to_owned().into(),
    }
}

#[tokio::test]
async fn parts_by_position_stand_in_their_order_however_they_are_set() {
    let request = sent(|call| {
        call.notes(["c".to_owned(), "d".to_owned()])
            .content("b")
            .about(json!({ "a": 1 }))
            .content_location("file:b")
    });
    let request = request.await;
    let content_type = request.header("content-type").expect("a content type");
    let (media_type, boundary) = content_type.split_once("; boundary=").expect("a boundary");
    assert_eq!(media_type, "multipart/mixed");
    let expected = format!(
        "--{boundary}\r\nContent-Type: application/json\r\n\r\n{{\"a\":1}}\r\n\
         --{boundary}\r\nContent-Type: image/png\r\ncontent-location: file:b\r\n\r\nb\r\n\
         --{boundary}\r\nContent-Type: text/plain\r\n\r\nc\r\n\
         --{boundary}\r\nContent-Type: text/plain\r\n\r\nd\r\n\
         --{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8_lossy(&request.body), expected);
}

#[tokio::test]
async fn a_file_of_a_position_keeps_its_name() {
    let upload = Upload::bytes("b \"1\".png", "b");
    let request = sent(|call| call.about(json!(1)).content(upload)).await;
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let line = "\r\nContent-Disposition: attachment; filename=\"b %221%22.png\"\r\n";
    assert!(body.contains(line), "{body}");
}

#[tokio::test]
async fn a_part_whose_position_another_would_take_is_missed() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let error = client(&server).files().mix().content("b").await;
    let error = error.expect_err("the first part is missing");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(
        error.to_string(),
        "invalid request for mixFiles: expected part 1 of the body before part 2, found none"
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_body_without_a_part_is_not_sent_unless_it_is_required() {
    for request in [
        sent(|call| call).await,
        sent(|call| call.notes([])).await,
        sent(|call| call.content_location("nowhere")).await,
        sent(|call| call.extra(IndexMap::new())).await,
    ] {
        assert_eq!(request.header("content-type"), None);
        assert!(request.body.is_empty());
    }
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let call = client(&server).files().mix();
    let curl = call.to_curl().expect("a command");
    assert!(!curl.contains("content-type"), "{curl}");
}

#[tokio::test]
async fn a_part_has_parts_of_its_own() {
    let request = sent(|call| {
        call.about(json!(null))
            .content("b")
            .notes(["c".to_owned(), "d".to_owned()])
            .size(3)
            .thumbnail("small")
            .size(4)
            .filter(json!({ "a b": "c&d", "e": [1, 2], "f": null }))
            .filters([json!({ "g": 1 }), json!({ "g": 2 })])
    });
    let request = request.await;
    let outer = parts(&request).await;
    let media_types = outer.iter().map(|part| part.content_type.as_deref());
    let media_types: Vec<&str> = media_types.map(Option::unwrap_or_default).collect();
    let [json, image, "text/plain", "text/plain", nested, form, _, _] = media_types[..] else {
        panic!("{media_types:?}");
    };
    assert_eq!((json, image), ("application/json", "image/png"));
    assert!(
        nested.starts_with("multipart/related; boundary="),
        "{nested}"
    );
    assert_eq!(form, "application/x-www-form-urlencoded");
    let forms = [5, 6, 7].map(|index: usize| String::from_utf8_lossy(&outer[index].body));
    assert_eq!(forms, ["a+b=c%26d&e=1&e=2", "g=1", "g=2"]);

    let middle = parts_of(nested, &outer[4].body).await;
    assert_eq!(middle.len(), 2);
    assert_eq!(middle[0], part("image/png", "small"));
    let innermost = middle[1].content_type.as_deref().unwrap_or_default();
    assert!(innermost.starts_with("multipart/form-data; boundary="));
    let size = Part {
        name: Some("size".to_owned()),
        content_type: None,
        ..part("", "4")
    };
    assert_eq!(parts_of(innermost, &middle[1].body).await, [size]);

    let boundaries = [
        request.header("content-type"),
        Some(nested),
        Some(innermost),
    ];
    let boundaries = boundaries.map(|text| text.and_then(|text| text.split_once('=')));
    let [one, two, three] = boundaries.map(|found| found.map(|(_, boundary)| boundary));
    assert!(one != two && two != three && one != three);
}

#[tokio::test]
async fn parts_that_nobody_described_have_the_names_of_the_caller() {
    let extra: IndexMap<String, Value> = [
        ("a".to_owned(), json!("text")),
        ("b".to_owned(), json!([1, { "c": 2 }])),
        ("d".to_owned(), json!(null)),
        ("note".to_owned(), json!("of a described part")),
    ]
    .into();
    let request = sent(|call| call.extra([]).extra(extra)).await;
    let named = |name: &str, part| Part {
        name: Some(name.to_owned()),
        ..part
    };
    let text = |body| Part {
        content_type: None,
        ..part("", body)
    };
    let expected = [
        named("a", text("text")),
        named("b", text("1")),
        named("b", part("application/json", "{\"c\":2}")),
    ];
    assert_eq!(parts(&request).await, expected);

    let files = [("f", "1"), ("g", "2"), ("about", "described"), ("f", "3")];
    let files = files.map(|(name, text)| (name.to_owned(), Upload::bytes("x.png", text)));
    let request = sent(|call| call.files(files)).await;
    let parts = parts(&request).await;
    let names = parts.iter().map(|part| (part.name.as_deref(), &*part.body));
    let expected = [("f", "1"), ("g", "2"), ("f", "3")];
    let expected = expected.map(|(name, body)| (Some(name), body.as_bytes()));
    assert_eq!(names.collect::<Vec<_>>(), expected);
    assert_eq!(parts[0].content_type.as_deref(), Some("image/png"));
}
