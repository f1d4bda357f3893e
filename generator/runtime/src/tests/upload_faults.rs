//! Uploads that cannot be sent: what is missing, too short, too long, or breaks off.

use std::collections::VecDeque;
use std::error::Error as _;
use std::future::poll_fn;
use std::io::{self, Write};
use std::path::Path;

use bytes::Bytes;

use super::support::uploads::{Pieces, content, file};
use super::support::{Answer, Server, client, willing};
use crate::runtime::calls::upload::Upload;
use crate::runtime::error::{Error, ErrorKind};
use crate::runtime::http::transport::{TransportError, TransportErrorKind};
use crate::runtime::http::watched::Fault;

/// The error of sending this, after which no whole request has come.
async fn refused(upload: Upload) -> Error {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let files = client(&server).files();
    let error = files.replace(upload).await.expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    assert!(!error.is_retryable());
    assert_eq!(server.count(), 0, "{error}");
    error
}

#[tokio::test]
async fn a_missing_file_is_told_before_anything_is_sent() {
    let (folder, path) = file("a.bin", b"bytes");
    let missing = folder.path().join("b.bin");
    let error = refused(Upload::path(&missing)).await;
    let text = format!(
        "invalid request for replaceFile: cannot read the file {}: No such file or directory (os error 2)",
        missing.display()
    );
    assert_eq!((error.to_string(), error.attempts()), (text, 0));
    let source = error.source().and_then(|source| source.downcast_ref());
    assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::NotFound));

    let error = refused(Upload::path(folder.path())).await;
    assert!(
        error
            .to_string()
            .ends_with(": it is a folder, expected a file"),
        "{error}"
    );
    if cfg!(unix) {
        let error = refused(Upload::path("/dev/null")).await;
        assert!(
            error.to_string().contains("Upload::blocking_reader"),
            "{error}"
        );
    }

    let server = willing().await;
    let call = client(&server).files().create(Upload::path(path));
    let call = call.attachments([Upload::path(missing)]);
    let error = call.await.expect_err("the second file is missing");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::InvalidRequest, 0)
    );
    assert_eq!(server.open(), 0);
}

#[tokio::test]
async fn another_length_than_was_said_is_an_error() {
    let reader = |length| Upload::reader("a.bin", &b"0123456789"[..]).length(length);
    let stream = |length| Upload::stream("a.bin", Pieces::of(b"0123456789", 5)).length(length);
    for (upload, message) in [
        (
            reader(11),
            "expected 11 bytes in the upload \"a.bin\", found 10",
        ),
        (
            reader(9),
            "expected 9 bytes in the upload \"a.bin\", found more",
        ),
        (
            reader(0),
            "expected 0 bytes in the upload \"a.bin\", found more",
        ),
        (
            stream(5),
            "expected 5 bytes in the upload \"a.bin\", found more",
        ),
        (
            stream(100),
            "expected 100 bytes in the upload \"a.bin\", found 10",
        ),
    ] {
        let error = refused(upload).await;
        assert!(error.to_string().contains(message), "{error}");
        // What is to be empty is looked at before.
        let is_sent = !message.contains("expected 0 bytes");
        assert_eq!(error.attempts(), u32::from(is_sent), "{error}");
        let source = error.source().and_then(|source| source.downcast_ref());
        assert_eq!(
            source.map(TransportError::to_string).as_deref(),
            Some(message)
        );
    }
    let (_folder, path) = file("a.bin", b"01234");
    for upload in [Upload::path(path), "01234".into()] {
        let error = refused(upload.length(6)).await;
        assert!(
            error.to_string().contains("expected 6 bytes in "),
            "{error}"
        );
        assert!(
            error
                .to_string()
                .ends_with(", as its length was set, found 5"),
            "{error}"
        );
        assert_eq!(error.attempts(), 0);
    }
}

#[tokio::test]
async fn a_part_of_another_length_is_an_error() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    for length in [4, 6] {
        let part = Upload::reader("a.bin", &b"01234"[..]).length(length);
        let call = client(&server).files().create(part).purpose("any");
        let error = call.await.expect_err("another length");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::InvalidRequest, 1)
        );
        assert!(
            error
                .to_string()
                .contains(&format!("expected {length} bytes")),
            "{error}"
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_reader_that_fails_is_an_error_with_its_own_words() {
    let broken = || {
        let pieces = [
            Ok(Bytes::from_static(b"01234")),
            Err(io::Error::other("the disk is gone")),
        ];
        Pieces(VecDeque::from(pieces))
    };
    for upload in [
        Upload::stream("a.bin", broken()),
        Upload::stream("a.bin", broken()).length(10),
    ] {
        let error = refused(upload).await;
        assert_eq!(error.attempts(), 1, "and it is not tried again");
        let text = error.to_string();
        assert!(
            text.contains("cannot read the upload \"a.bin\": the disk is gone"),
            "{text}"
        );
    }
    let panics = Upload::blocking_reader("a.bin", Panicking);
    let error = refused(panics).await;
    assert!(
        error
            .to_string()
            .contains("cannot read the upload \"a.bin\": "),
        "{error}"
    );
}

/// Over HTTP/2 the error of a request does not say why its body broke off.
#[tokio::test]
async fn the_error_of_a_body_is_told_in_place_of_that_of_its_request() {
    let server = Server::answering([Answer::nothing()]).await;
    let upload = Upload::reader("a.bin", &b"01234"[..]).length(6);
    let request = client(&server).files().replace(upload).build_request();
    let request = request.await.expect("a request").into_request();
    let (mut body, fault) = Fault::of(request.into_body());
    let read = poll_fn(|context| body.poll_chunk(context)).await;
    assert!(read.is_ok(), "the first piece");
    let read = poll_fn(|context| body.poll_chunk(context)).await;
    read.expect_err("another length");
    let broken = reqwest::Client::new().get(server.url()).send().await;
    let error = fault.error(broken.expect_err("no answer"));
    assert_eq!(error.kind(), TransportErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "expected 6 bytes in the upload \"a.bin\", found 5"
    );
    assert!(error.source().is_some());
}

struct Panicking;

impl io::Read for Panicking {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("a reader of a user's");
    }
}

/// The first piece of a file, then what happens to the file, then the rest or what is wrong with it.
async fn changed(path: &Path, change: impl FnOnce()) -> Result<Vec<u8>, TransportError> {
    let server = willing().await;
    let call = client(&server).files().replace(Upload::path(path));
    let request = call.build_request().await.expect("a request");
    let mut body = request.into_request().into_body();
    let piece = poll_fn(|context| body.poll_chunk(context)).await?;
    let mut bytes = piece.expect("a first piece").to_vec();
    change();
    while let Some(piece) = poll_fn(|context| body.poll_chunk(context)).await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_is_never_cut_in_silence() {
    let before = content(500_000);
    let (_folder, path) = file("a.bin", &before);
    let file = || {
        std::fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .expect("the file")
    };
    let grown = changed(&path, || file().write_all(b"more").expect("room")).await;
    assert!(grown.expect("as much as there was") == before);
    let shrunk = changed(&path, || file().set_len(400_000).expect("less")).await;
    assert_eq!(
        shrunk.expect_err("it is shorter now").to_string(),
        format!(
            "expected 500004 bytes in the file {}, found 400000",
            path.display()
        )
    );
}

#[tokio::test]
async fn a_content_type_that_is_none_is_refused() {
    for content_type in ["pdf", "application/pdf\r\nx: y", ""] {
        let error = refused(Upload::from("a").content_type(content_type)).await;
        let text = error.to_string();
        assert!(
            text.contains("as the content type of an upload, found"),
            "{text}"
        );
        assert!(!text.contains('\n'), "{text}");
    }
}
