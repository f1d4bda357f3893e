//! Files that come back: whole, in pieces, onto the disk, over connections that break.

use std::fs;
use std::time::Duration;

use tokio::io::AsyncReadExt;

use super::support::{Answer, Server, builder, client};
use crate::runtime::calls::download::Download;
use crate::runtime::error::{Error, ErrorKind};

const CONTENT: &str = "0123456789abcdefghij";

/// A server of the content that takes ranges, and breaks off each of the first answers after five bytes.
async fn breaking(times: usize, headers: &'static [(&'static str, &'static str)]) -> Server {
    Server::new(move |request, index| {
        let first: usize = request
            .header("range")
            .and_then(|range| {
                range
                    .strip_prefix("bytes=")?
                    .split('-')
                    .next()?
                    .parse()
                    .ok()
            })
            .unwrap_or(0);
        let rest = &CONTENT[first..];
        let range = format!("bytes {first}-{}/{}", CONTENT.len() - 1, CONTENT.len());
        let mut all = headers.to_vec();
        let status = match first {
            0 => 200,
            _ => {
                all.push(("content-range", &range));
                206
            }
        };
        let answer = Answer::with(status, &all, rest);
        match index < times {
            true => answer.cut(rest.len() - 5),
            false => answer,
        }
    })
    .await
}

const STRONG: &[(&str, &str)] = &[("etag", "\"v1\""), ("accept-ranges", "bytes")];

async fn download(server: &Server) -> Result<Download, Error> {
    client(server).exports().retrieve().pdf().await
}

#[tokio::test]
async fn a_file_is_read_in_every_way() {
    let server = Server::answering([Answer::with(200, &[], CONTENT)]).await;
    let mut text = String::new();
    let mut file = download(&server).await.expect("a file");
    let first = file.chunk().await.expect("bytes").expect("some");
    file.read_to_string(&mut text).await.expect("the rest");
    assert_eq!(
        format!("{}{text}", String::from_utf8_lossy(&first)),
        CONTENT
    );
    let mut file = download(&server).await.expect("a file");
    let mut start = [0; 3];
    file.read_exact(&mut start).await.expect("three bytes");
    assert_eq!(&start, b"012");
    assert_eq!(
        &file.bytes().await.expect("the rest")[..],
        &CONTENT.as_bytes()[3..]
    );
    #[cfg(feature = "blocking")]
    {
        let file = download(&server).await.expect("a file");
        let read = || std::io::read_to_string(file);
        assert_eq!(
            std::thread::scope(|scope| scope.spawn(read).join())
                .expect("no panic")
                .expect("text"),
            CONTENT
        );
    }
}

#[tokio::test]
async fn a_file_has_its_name_once_it_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.pdf");
    let whole = Answer::with(200, &[], CONTENT);
    let cut = whole.clone().cut(4);
    let server = Server::answering([cut, whole]).await;
    let error = download(&server).await.expect("a file").save(&path).await;
    assert_eq!(
        error.expect_err("half a file").kind(),
        ErrorKind::Connection
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    let saved = download(&server).await.expect("a file").save(&path).await;
    assert_eq!(saved.expect("a file"), CONTENT.len() as u64);
    assert_eq!(fs::read_to_string(&path).expect("a file"), CONTENT);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let nowhere = folder.path().join("none/export.pdf");
    let error = download(&server)
        .await
        .expect("a file")
        .save(&nowhere)
        .await;
    let error = error.expect_err("no folder");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("none"), "{error}");
}

#[tokio::test]
async fn what_has_not_changed_is_an_answer_and_leaves_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.pdf");
    fs::write(&path, "as it was").expect("a file");
    let unchanged = Answer::raw("HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n");
    let server = Server::answering([unchanged]).await;
    let request = client(&server).exports().retrieve();
    let file = request.header("if-none-match", "\"v1\"").pdf().await;
    let file = file.expect("an answer");
    assert!(file.is_unchanged());
    assert_eq!(file.etag(), Some("\"v1\""));
    assert_eq!(file.save(&path).await.expect("nothing to write"), 0);
    assert_eq!(fs::read_to_string(&path).expect("a file"), "as it was");
}

#[tokio::test]
async fn a_connection_that_breaks_is_taken_up_again() {
    let server = breaking(3, STRONG).await;
    let file = download(&server).await.expect("a file");
    assert_eq!(
        &file.bytes().await.expect("all of it")[..],
        CONTENT.as_bytes()
    );
    let asked: Vec<_> = server
        .requests()
        .iter()
        .map(|request| {
            (
                request.header("range").map(str::to_owned),
                request.header("if-range").map(str::to_owned),
            )
        })
        .collect();
    let version = || Some("\"v1\"".to_owned());
    assert_eq!(
        asked,
        [
            (None, None),
            (Some("bytes=5-".to_owned()), version()),
            (Some("bytes=10-".to_owned()), version()),
            (Some("bytes=15-".to_owned()), version()),
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_taken_up_again_is_an_error() {
    for headers in [
        &[][..],
        &[("etag", "\"v1\"")],
        &[("etag", "W/\"v1\""), ("accept-ranges", "bytes")],
        &[("accept-ranges", "bytes")],
        &[("accept-ranges", "none"), ("etag", "\"v1\"")],
    ] {
        let server = breaking(1, headers).await;
        let file = download(&server).await.expect("a file");
        let error = file.bytes().await.expect_err("half a file");
        assert_eq!(error.kind(), ErrorKind::Connection, "{headers:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(server.count(), 1);
    }
    // The content is another one by now: the server sends all of it, and not a byte of it is given.
    let server = Server::new(|_, index| match index {
        0 => Answer::with(200, STRONG, CONTENT).cut(10),
        _ => Answer::with(200, &[("etag", "\"v2\"")], "something else"),
    })
    .await;
    let mut file = download(&server).await.expect("a file");
    let mut got = Vec::new();
    let error = loop {
        match file.chunk().await {
            Ok(Some(piece)) => got.extend_from_slice(&piece),
            Ok(None) => panic!("a silent end"),
            Err(error) => break error,
        }
    };
    assert_eq!(got, &CONTENT.as_bytes()[..10]);
    assert!(error.to_string().contains("has changed"), "{error}");
    assert!(file.chunk().await.expect("an end").is_none());
}

#[tokio::test]
async fn a_range_is_asked_for_by_hand() {
    let server = breaking(0, STRONG).await;
    let request = client(&server).exports().retrieve();
    let part = request
        .header("range", "bytes=15-")
        .pdf()
        .await
        .expect("a part");
    assert_eq!((part.status().as_u16(), part.offset()), (206, 15));
    assert_eq!(&part.bytes().await.expect("bytes")[..], b"fghij");
}

#[tokio::test]
async fn the_timeout_is_for_silence_and_the_deadline_for_the_whole() {
    let slow = || Answer::with(200, &[], CONTENT).cut(10).hold();
    let server = Server::answering([slow()]).await;
    let short = Duration::from_millis(60);
    let request = client(&server).exports().retrieve();
    let file = request.clone().timeout(short).pdf().await.expect("a file");
    let error = file.bytes().await.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        error.to_string().contains("nothing more came within 60ms"),
        "{error}"
    );
    let file = request.deadline(short).pdf().await.expect("a file");
    let error = file.bytes().await.expect_err("too late");
    assert!(error.to_string().contains("deadline"), "{error}");
    // The deadline of the client is for calls that are read at once.
    let hurried = builder(&server).deadline(short).build().expect("a client");
    let mut file = hurried.exports().retrieve().pdf().await.expect("a file");
    file.chunk().await.expect("bytes");
    let more = tokio::time::timeout(Duration::from_millis(200), file.chunk()).await;
    assert!(more.is_err(), "still waiting");
    // What was waited for is not lost, and dropping the file ends the connection.
    drop(file);
    server.deserted().await;
}

#[tokio::test]
async fn too_much_for_memory_is_refused() {
    let server = Server::answering([Answer::with(200, &[], CONTENT)]).await;
    let small = builder(&server).max_response_bytes(10).build();
    let request = small.expect("a client").exports().retrieve();
    let file = request.clone().pdf().await.expect("a file");
    let error = file.bytes().await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
    let mut file = request.pdf().await.expect("a file");
    assert!(file.chunk().await.expect("in pieces").is_some());
}
