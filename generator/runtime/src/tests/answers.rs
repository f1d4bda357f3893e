//! Answers by status and by media type, over HTTP.

use bytes::Bytes;
use http::StatusCode;

use super::support::{Answer, Server, client, thing};
use crate::runtime::error::ErrorKind;
use crate::sample::{CreateExportAnswer, ExportFileAnswer};

/// What a server that answers so gives.
async fn created(answer: Answer) -> Result<CreateExportAnswer, crate::Error> {
    let server = Server::answering([answer]).await;
    let given = client(&server).exports().create().await;
    assert_eq!(server.count(), 1, "no answer is asked for twice");
    given
}

#[tokio::test]
async fn the_status_says_which_answer_it_is() {
    let text = Answer::with(202, &[("content-type", "text/plain")], "soon");
    assert!(matches!(
        created(Answer::json(200, thing("a"))).await,
        Ok(CreateExportAnswer::Ok(thing)) if thing.id == "a"
    ));
    assert_eq!(
        created(text).await.ok(),
        Some(CreateExportAnswer::Accepted("soon".to_owned()))
    );
    let nothing = Answer::raw("HTTP/1.1 204 No Content\r\n\r\n");
    assert_eq!(
        created(nothing).await.ok(),
        Some(CreateExportAnswer::NoContent)
    );
    let other = CreateExportAnswer::Other(StatusCode::RESET_CONTENT, Bytes::new());
    assert_eq!(created(Answer::with(205, &[], "")).await.ok(), Some(other));
    let body = Bytes::from_static(b"{\"id\":\"a\"}");
    let other = CreateExportAnswer::Other(StatusCode::CREATED, body);
    assert_eq!(
        created(Answer::json(201, "{\"id\":\"a\"}")).await.ok(),
        Some(other)
    );
}

#[tokio::test]
async fn a_body_of_another_shape_is_an_error_with_its_status() {
    let error = created(Answer::json(200, "[]"))
        .await
        .expect_err("no thing");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("(200)"), "{error}");
    // The body of one status is never read as that of another.
    let error = created(Answer::json(200, "\"soon\"")).await;
    assert_eq!(error.expect_err("a text").kind(), ErrorKind::Decode);
    let empty = created(Answer::with(200, &[], ""))
        .await
        .expect_err("empty");
    assert!(empty.to_string().contains("found an empty body"), "{empty}");
}

#[tokio::test]
async fn each_media_type_is_asked_for_by_its_method() {
    let server = Server::new(|request, _| match request.header("accept") {
        Some("text/csv") => Answer::with(200, &[("content-type", "text/csv")], "a;b"),
        Some("application/pdf") => {
            Answer::with(200, &[("content-type", "application/pdf")], "%PDF")
        }
        _ => Answer::json(200, thing("a")),
    })
    .await;
    let request = client(&server).exports().retrieve();
    assert_eq!(request.clone().await.expect("JSON").id, "a");
    assert_eq!(request.clone().csv().await.expect("text"), "a;b");
    let pdf = request.clone().pdf().await.expect("a download");
    assert_eq!(pdf.content_type(), Some("application/pdf"));
    assert_eq!(pdf.remaining(), Some(4));
    assert_eq!(&pdf.bytes().await.expect("bytes")[..], b"%PDF");
    // What the caller asks for by hand stays.
    let own = request.header("accept", "text/csv; header=present").csv();
    own.await.expect("text");
    let asked: Vec<String> = server
        .requests()
        .iter()
        .filter_map(|request| Some(request.header("accept")?.to_owned()))
        .collect();
    assert_eq!(
        asked,
        [
            "application/json",
            "text/csv",
            "application/pdf",
            "text/csv; header=present"
        ]
    );
}

#[tokio::test]
async fn text_is_read_in_its_charset() {
    let csv = |media: &'static str, body: &'static [u8]| async move {
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {media}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(body);
        let server = Server::answering([Answer::raw(answer)]).await;
        client(&server).exports().retrieve().csv().await
    };
    for (media, body) in [
        ("text/csv", "é€".as_bytes()),
        ("application/json", "\"é\\u20ac\"".as_bytes()),
        ("application/json", "é€".as_bytes()),
        (
            "text/csv; charset=utf-8",
            b"\xef\xbb\xbf\xc3\xa9\xe2\x82\xac",
        ),
        (
            "text/csv; header=present; Charset=\"Windows-1252\"",
            b"\xe9\x80",
        ),
        ("text/csv; charset=utf-16le", b"\xe9\x00\xac\x20"),
        (
            "text/csv;; note=\"a; charset=x\"; charset=utf-16le",
            b"\xe9\x00\xac\x20",
        ),
    ] {
        assert_eq!(csv(media, body).await.expect(media), "é€", "{media}");
    }
    let error = csv("text/csv; charset=klingon", b"a")
        .await
        .expect_err("unknown");
    assert!(error.to_string().contains("found \"klingon\""), "{error}");
    let error = csv("text/csv", b"\xe9").await.expect_err("no UTF-8");
    assert!(
        error.to_string().contains("expected text in UTF-8"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_by_status_may_be_a_file() {
    let server = Server::answering([
        Answer::with(200, &[], "abc"),
        Answer::json(202, thing("job")),
    ])
    .await;
    let exports = client(&server).exports();
    match exports.file().await.expect("a file") {
        ExportFileAnswer::Ok(file) => {
            assert_eq!(&file.bytes().await.expect("bytes")[..], b"abc");
        }
        other => panic!("{other:?}"),
    }
    match exports.file().await.expect("a thing") {
        ExportFileAnswer::Default(status, thing) => {
            assert_eq!((status.as_u16(), thing.id.as_str()), (202, "job"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn secrets_in_a_body_of_another_shape_are_not_shown() {
    let body = format!(r#"{{"id":1,"size":"{}"}}"#, super::support::KEY);
    let server = Server::answering([Answer::json(202, body)]).await;
    let error = client(&server)
        .exports()
        .file()
        .await
        .expect_err("no thing");
    assert!(!error.to_string().contains(super::support::KEY), "{error}");
}

#[tokio::test]
async fn what_has_not_changed_is_an_answer_without_a_body() {
    let server = Server::new(|request, _| match request.header("if-none-match") {
        Some("\"v1\"") => Answer::raw("HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n"),
        _ => Answer::json(200, thing("b")),
    })
    .await;
    let request = client(&server).exports().retrieve();
    let same = request
        .clone()
        .if_changed("\"v1\"")
        .await
        .expect("an answer");
    assert_eq!((same.status().as_u16(), &same.body), (304, &None));
    let other = request
        .clone()
        .if_changed("\"v0\"")
        .await
        .expect("an answer");
    assert_eq!(
        other.into_inner().map(|thing| thing.id).as_deref(),
        Some("b")
    );
    // Who did not ask for it cannot use it.
    let plain = request.header("if-none-match", "\"v1\"").await;
    assert_eq!(plain.expect_err("no body").kind(), ErrorKind::OtherStatus);
}
