//! Multipart bodies: parts, names and types, read by a parser that is not ours.

use serde_json::json;

use super::support::uploads::{Part, Pieces, content, file, parts};
use super::support::{Answer, Received, Server, client};
use crate::runtime::calls::upload::Upload;
use crate::sample::CreateFile;

/// What came of a request.
async fn sent(upload: Upload, set: impl FnOnce(CreateFile) -> CreateFile) -> Received {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let call = client(&server).files().create(upload);
    set(call).await.expect("it is sent");
    server.requests().pop().expect("a request")
}

fn part(name: &str, file_name: Option<&str>, content_type: Option<&str>, body: &str) -> Part {
    Part {
        name: Some(name.to_owned()),
        file_name: file_name.map(str::to_owned),
        content_type: content_type.map(str::to_owned),
        checksum: None,
        body: body.to_owned().into(),
    }
}

#[tokio::test]
async fn parts_arrive_in_their_order_with_names_and_types() {
    let request = sent(Upload::bytes("train.csv", "a,b"), |call| {
        call.purpose("a purpose")
            .tags(["x".to_owned(), "y".to_owned()])
            .metadata(json!({ "k": 1 }))
            .versions([json!([1]), json!([2])])
            .page_size(20)
            .attachments([Upload::bytes("b.png", "PNG"), "c".into()])
            .checksum("sha")
    });
    let request = request.await;
    let (octets, text) = (Some("application/octet-stream"), Some("text/plain"));
    let json = Some("application/json");
    let mut expected = vec![
        part("file", Some("train.csv"), Some("text/csv"), "a,b"),
        part("purpose", None, None, "a purpose"),
        part("tags", None, text, "x"),
        part("tags", None, text, "y"),
        part("metadata", None, json, r#"{"k":1}"#),
        part("versions", None, json, "[1]"),
        part("versions", None, json, "[2]"),
        part("page[size]", None, None, "20"),
        part("attachments", Some("b.png"), Some("image/png"), "PNG"),
        part("attachments", Some("attachments"), Some("text/csv"), "c"),
    ];
    expected[0].checksum = Some("sha".to_owned());
    assert_eq!(parts(&request).await, expected);
    let length = request.body.len().to_string();
    assert_eq!(request.header("content-length"), Some(&*length));

    let request = sent(Upload::from("a").without_file_name(), |call| call).await;
    assert_eq!(parts(&request).await, [part("file", None, octets, "a")]);
}

#[tokio::test]
async fn a_part_of_any_name_is_a_file_or_a_text() {
    let server = Server::new(|_, _| Answer::json(200, "{}")).await;
    let text = || Upload::from("a").without_file_name();
    let uploads = [
        ("file", Upload::from("a")),
        ("text", text()),
        ("csv", text().content_type("text/csv")),
    ];
    let uploads = uploads.map(|(name, upload)| (name.to_owned(), upload));
    let request = client(&server).searches().search(&json!("a"));
    request.parts(uploads.into()).await.expect("an answer");
    assert_eq!(
        parts(&server.requests()[0]).await,
        [
            part("file", Some("file"), Some("application/octet-stream"), "a"),
            part("text", None, None, "a"),
            part("csv", None, Some("text/csv"), "a"),
        ]
    );
}

#[tokio::test]
async fn parts_are_sent_in_the_order_of_the_description() {
    let request = sent(Upload::bytes("a.txt", "a"), |call| {
        call.metadata(json!({}))
            .tags(["x".to_owned(), "y".to_owned()])
            .purpose("a purpose")
            .tags(["z".to_owned()])
    });
    let sent = parts(&request.await).await;
    let names: Vec<_> = sent
        .iter()
        .filter_map(|part| part.name.as_deref())
        .collect();
    assert_eq!(names, ["file", "purpose", "tags", "metadata"]);
}

#[tokio::test]
async fn a_header_of_a_part_may_be_a_list() {
    let sums = |call: CreateFile| call.block_sums([7]).block_sums([1, 2]);
    let request = sent(Upload::bytes("a.txt", "a"), sums).await;
    assert_eq!(parts(&request).await[0].checksum.as_deref(), Some("1,2"));
    let none = |call: CreateFile| sums(call).block_sums([]);
    let request = sent(Upload::bytes("a.txt", "a"), none).await;
    assert_eq!(parts(&request).await[0].checksum, None);
}

#[tokio::test]
async fn a_value_of_any_kind_is_text_or_json_or_several_parts() {
    let json = Some("application/json");
    for (value, expected) in [
        (json!("a \"b\""), vec![part("note", None, None, "a \"b\"")]),
        (json!(5), vec![part("note", None, None, "5")]),
        (json!(5.0), vec![part("note", None, None, "5")]),
        (
            json!({ "k": 1 }),
            vec![part("note", None, json, r#"{"k":1}"#)],
        ),
        (
            json!(["a", { "k": 1 }]),
            vec![
                part("note", None, None, "a"),
                part("note", None, json, r#"{"k":1}"#),
            ],
        ),
        (json!(null), vec![]),
    ] {
        let request = sent(Upload::bytes("f", "f"), |call| call.note(value)).await;
        assert_eq!(parts(&request).await[1..], expected);
    }
}

#[tokio::test]
async fn a_part_that_is_set_again_replaces_the_earlier_ones_where_they_were() {
    let request = sent("a".into(), |call| {
        call.checksum("first")
            .versions([json!([1]), json!([2])])
            .metadata(json!({}))
            .versions([json!([3])])
            .metadata(json!({ "k": 1 }))
            .attachments([Upload::from("a")])
            .attachments([])
            .checksum("second")
    });
    let parts = parts(&request.await).await;
    let names = parts.iter().map(|part| (part.name.as_deref(), &*part.body));
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            (Some("file"), &b"a"[..]),
            (Some("versions"), b"[3]"),
            (Some("metadata"), br#"{"k":1}"#)
        ]
    );
    assert_eq!(parts[0].checksum.as_deref(), Some("second"));
}

#[tokio::test]
async fn a_type_comes_by_hand_by_name_or_from_the_description() {
    for (upload, content_type) in [
        (Upload::bytes("a.jpg", "a"), "image/jpeg"),
        (Upload::bytes("A.PNG", "a"), "image/png"),
        (Upload::bytes("a.gif", "a"), "image/png"),
        (Upload::bytes("a", "a"), "image/png"),
        (
            Upload::bytes("a.gif", "a").content_type("image/gif"),
            "image/gif",
        ),
    ] {
        let request = sent("a".into(), |call| call.preview(upload)).await;
        let parts = parts(&request).await;
        assert_eq!(parts[1].content_type.as_deref(), Some(content_type));
    }
}

#[tokio::test]
async fn files_of_every_source_are_parts() {
    let bytes = content(200_000);
    let (_folder, path) = file("ä \"b\".bin", &bytes);
    let length = bytes.len() as u64;
    for (is_long, upload) in [
        (true, Upload::path(&path)),
        (false, Upload::stream("s", Pieces::of(&bytes, 999))),
        (
            true,
            Upload::blocking_reader("r", std::io::Cursor::new(bytes.clone())).length(length),
        ),
    ] {
        let request = sent(upload, |call| call.purpose("any")).await;
        assert_eq!(request.header("content-length").is_some(), is_long);
        let parts = parts(&request).await;
        assert!(parts[0].body == bytes);
        assert_eq!(&*parts[1].body, b"any");
    }
    let request = sent(Upload::path(path), |call| call).await;
    let head = String::from_utf8_lossy(&request.body[..200]).into_owned();
    assert!(head.contains("; filename=\"ä %22b%22.bin\"\r\n"), "{head}");
}

#[tokio::test]
async fn no_name_ends_its_line_or_its_quotes() {
    for name in [
        "a\"; name=\"b",
        "a\r\nContent-Type: text/html\r\n\r\n<script>",
        "\n--boundary--\r",
        "%22\\\"",
        "名前.txt",
    ] {
        let request = sent(Upload::bytes(name, "content"), |call| call.purpose("any")).await;
        let escaped = name
            .replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        let parts = parts(&request).await;
        assert_eq!(parts.len(), 2, "{name:?}");
        assert_eq!(parts[0].name.as_deref(), Some("file"));
        let found = parts[0].file_name.as_deref();
        // This parser takes a backslash for an escape, which HTML does not.
        assert_eq!(
            found.map(|found| found.replace('\\', "")),
            Some(escaped.replace('\\', ""))
        );
        let lines = String::from_utf8_lossy(&request.body).into_owned();
        let disposition = format!("; filename=\"{escaped}\"\r\nContent-Type: ");
        assert!(lines.contains(&disposition), "{lines}");
    }
}

#[tokio::test]
async fn a_header_of_a_part_cannot_break_its_line() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    for (value, found) in [
        ("a\r\nb: c", "control characters"),
        ("a ", "white space at its ends"),
    ] {
        let call = client(&server).files().create("a").checksum(value);
        assert_eq!(
            call.await.expect_err(found).to_string(),
            format!(
                "invalid request for createFile: expected a value for the header x-checksum of the part \
                 file without {found}, found some"
            )
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn content_that_looks_like_a_boundary_arrives() {
    let bytes = "\r\n--x\r\n\r\n--\r\n----\r\n".repeat(100);
    let request = sent(Upload::from(bytes.clone()), |call| call.purpose("--")).await;
    let parts = parts(&request).await;
    assert_eq!((parts.len(), &*parts[0].body), (2, bytes.as_bytes()));
}
