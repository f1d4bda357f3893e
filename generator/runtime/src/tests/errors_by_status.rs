//! Errors by status and by media type, over HTTP.

use http::StatusCode;

use super::support::{Answer, KEY, Server, builder, thing};
use crate::runtime::error::Error;
use crate::sample::CreateExportError;

const REFUSED: &str = r#"{"error":{"message":"no"}}"#;

/// The error of an answer, without retries.
async fn error(answer: Answer) -> Error {
    let server = Server::answering([answer]).await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    client.exports().create().await.expect_err("an error")
}

/// An answer in a media type.
fn in_media(status: u16, media: &str, body: &str) -> Answer {
    Answer::with(status, &[("content-type", media)], body)
}

#[tokio::test]
async fn the_status_says_which_error_it_is() {
    let not_found = error(Answer::json(404, thing("a"))).await;
    match CreateExportError::of(&not_found) {
        Some(CreateExportError::NotFound(thing)) => assert_eq!(thing.id, "a"),
        other => panic!("{other:?}"),
    }
    let conflict = error(Answer::json(409, REFUSED)).await;
    match CreateExportError::of(&conflict) {
        Some(CreateExportError::Default(StatusCode::CONFLICT, refused)) => {
            assert_eq!(refused.error.message, "no");
        }
        other => panic!("{other:?}"),
    }
    let unauthorized = error(Answer::json(401, REFUSED)).await;
    let unauthorized = CreateExportError::of(&unauthorized);
    assert_eq!(unauthorized, Some(CreateExportError::Unauthorized));
    let gateway = error(in_media(502, "text/html", "<p>")).await;
    assert_eq!(
        CreateExportError::of(&gateway),
        Some(CreateExportError::Status5xx(
            StatusCode::BAD_GATEWAY,
            "<p>".to_owned()
        ))
    );
}

#[tokio::test]
async fn bytes_are_given_as_they_came() {
    let full = error(in_media(507, "application/octet-stream", "\u{1}\u{2}")).await;
    let bytes = bytes::Bytes::from_static(&[1, 2]);
    assert_eq!(
        CreateExportError::of(&full),
        Some(CreateExportError::InsufficientStorage(bytes))
    );
}

#[tokio::test]
async fn the_media_type_says_which_body_it_is() {
    for media in ["text/plain", "Text/HTML; charset=utf-8"] {
        let error = error(in_media(400, media, REFUSED)).await;
        assert_eq!(
            CreateExportError::of(&error),
            Some(CreateExportError::BadRequestText(REFUSED.to_owned())),
            "{media}"
        );
        assert!(error.api_error().is_none());
    }
    // JSON is read under any other media type, as it is everywhere.
    for media in ["application/json", "application/problem+json", "x"] {
        let error = error(in_media(400, media, REFUSED)).await;
        let read = CreateExportError::of(&error);
        assert!(
            matches!(read, Some(CreateExportError::BadRequest(_))),
            "{media}"
        );
        assert_eq!(error.api_error().map(|error| &*error.message), Some("no"));
    }
}

#[tokio::test]
async fn another_body_and_another_operation_have_no_variant() {
    for (status, body) in [(404, REFUSED), (404, ""), (400, "[]"), (429, "<html>")] {
        let error = error(Answer::json(status, body)).await;
        assert_eq!(CreateExportError::of(&error), None, "{status} {body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    let server = Server::answering([Answer::json(401, REFUSED)]).await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    let other = client.things().retrieve("a").await.expect_err("an error");
    assert!(other.api_error().is_some());
    assert_eq!(CreateExportError::of(&other), None);
    // A success that cannot be decoded is not an error that the API describes.
    let decode = error(Answer::json(200, "[]")).await;
    assert_eq!(CreateExportError::of(&decode), None);
}

#[tokio::test]
async fn secrets_are_in_no_variant() {
    let error = error(in_media(400, "text/plain", KEY)).await;
    let shown = format!("{:?}", CreateExportError::of(&error));
    assert!(
        shown.contains("BadRequestText") && !shown.contains(KEY),
        "{shown}"
    );
}
