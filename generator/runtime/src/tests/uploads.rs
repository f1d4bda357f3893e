//! Uploads: from every source the same bytes arrive, and again where they can be read again.

use std::error::Error as _;
use std::io::Cursor;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::net::TcpListener;

use super::support::uploads::{Pieces, content, file};
use super::support::{Answer, Server, builder, client};
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::http::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture,
};

fn busy() -> Answer {
    Answer::with(503, &[("retry-after-ms", "1")], r#"{"error":"busy"}"#)
}

fn done() -> Answer {
    Answer::json(200, "{}")
}

/// An upload from each source, with what the request says of its length.
fn sources(path: &Path, bytes: &[u8]) -> Vec<(&'static str, bool, Upload)> {
    let owned = || bytes.to_vec();
    let length = bytes.len() as u64;
    let reader = || Upload::reader("a.bin", Cursor::new(owned()));
    let stream = || Upload::stream("a.bin", Pieces::of(bytes, 1_021));
    let blocking = || Upload::blocking_reader("a.bin", Cursor::new(owned()));
    vec![
        ("path", true, Upload::path(path)),
        ("a path as it is", true, path.into()),
        ("bytes", true, Upload::bytes("a.bin", owned())),
        ("bytes as they are", true, owned().into()),
        ("reader", false, reader()),
        ("reader of a length", true, reader().length(length)),
        ("stream", false, stream()),
        ("stream of a length", true, stream().length(length)),
        ("blocking reader", false, blocking()),
        (
            "blocking reader of a length",
            true,
            blocking().length(length),
        ),
    ]
}

#[tokio::test]
async fn bytes_arrive_equal_from_every_source() {
    let server = Server::answering([done()]).await;
    let own = builder(&server).http_client(reqwest::Client::new()).build();
    for client in [client(&server), own.expect("a client")] {
        for bytes in [content(300_001), content(1), content(0)] {
            let (_folder, path) = file("a.bin", &bytes);
            for (source, is_long, upload) in sources(&path, &bytes) {
                client.files().replace(upload).await.expect(source);
                let requests = server.requests();
                let request = requests.last().expect("a request");
                assert!(request.body == bytes, "{source}");
                assert_eq!(request.header("content-type"), Some("application/pdf"));
                let length = bytes.len().to_string();
                let length = is_long.then_some(&*length);
                assert_eq!(request.header("content-length"), length, "{source}");
                let coding = (!is_long).then_some("chunked");
                assert_eq!(request.header("transfer-encoding"), coding, "{source}");
            }
        }
    }
}

#[tokio::test]
async fn texts_and_fixed_bytes_are_uploads() {
    let server = Server::answering([done()]).await;
    let files = client(&server).files();
    for upload in ["text".into(), "text".to_owned().into(), b"text".into()] {
        let upload: Upload = upload;
        files.replace(upload).await.expect("it is sent");
        assert_eq!(server.requests().last().expect("a request").body, b"text");
    }
}

#[tokio::test]
async fn empty_uploads_have_a_length_too() {
    let server = Server::answering([done()]).await;
    let (_folder, path) = file("a.bin", b"");
    for upload in [Upload::path(path), "".into()] {
        let call = client(&server).files().replace(upload);
        call.await.expect("it is sent");
        let request = server.requests().pop().expect("a request");
        assert_eq!(request.header("content-length"), Some("0"));
    }
}

/// Files that the system makes up say that they are empty.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_only_claims_to_be_empty_arrives() {
    let server = Server::answering([done()]).await;
    let call = client(&server)
        .files()
        .replace(Upload::path("/proc/self/cmdline"));
    call.await.expect("it is sent");
    let request = server.requests().pop().expect("a request");
    assert_eq!(
        request.body,
        std::fs::read("/proc/self/cmdline").expect("it")
    );
}

#[tokio::test]
async fn memory_and_files_are_sent_again() {
    let bytes = content(100_000);
    let (_folder, path) = file("a.bin", &bytes);
    for upload in [Upload::path(path), bytes.clone().into()] {
        let moved = Answer::with(307, &[("location", "/v1/there")], "");
        let server = Server::answering([busy(), moved, Answer::nothing(), busy(), done()]).await;
        let call = client(&server).files().replace(upload).max_retries(3);
        call.await.expect("it is sent in the end");
        let requests = server.requests();
        let targets = requests.iter().map(|request| &*request.target);
        let (file, there) = ("/v1/files/a", "/v1/there");
        assert_eq!(targets.collect::<Vec<_>>(), [file, file, there, file, file]);
        assert!(requests.iter().all(|request| request.body == bytes));
    }
}

#[tokio::test]
async fn a_reader_is_sent_once() {
    let server = Server::answering([busy(), done()]).await;
    let files = client(&server).files();
    let call = files.replace(Upload::reader("a.bin", &b"bytes"[..]));
    let again = call.clone();
    let error = call.await.expect_err("it is busy");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 1));
    assert_eq!(
        error.to_string(),
        "server error for replaceFile (503): busy; not sent again, since its body comes from a reader \
         that was read"
    );
    let error = again.await.expect_err("the bytes are gone");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::InvalidRequest, 0)
    );
    assert_eq!(
        error.to_string(),
        "invalid request for replaceFile: expected an upload that can be read, found the upload \
         \"a.bin\", which was sent before: make a new one for each request"
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_reader_does_not_follow_a_redirect_that_keeps_the_body() {
    for status in [307, 308] {
        let moved = Answer::with(status, &[("location", "/v1/there")], "");
        let server = Server::answering([moved, done()]).await;
        let files = client(&server).files();
        let call = files.create(Upload::blocking_reader("a.bin", &b"bytes"[..]));
        let error = call.await.expect_err("it cannot be sent again");
        assert_eq!(
            error.to_string(),
            format!(
                "unexpected status for createFile ({status}): expected no redirect, found one; \
                 not sent again, since its body comes from a reader that was read"
            )
        );
        assert_eq!(server.count(), 1);
    }
}

/// Finds no connection at first.
struct Late {
    inner: reqwest::Client,
    sent: AtomicUsize,
}

impl Transport for Late {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        if self.sent.fetch_add(1, Ordering::Relaxed) == 0 {
            let error = TransportError::new(TransportErrorKind::Connect, "connection refused");
            return Box::pin(std::future::ready(Err(error)));
        }
        self.inner.send(request)
    }
}

#[tokio::test]
async fn a_reader_that_was_not_read_is_sent_again() {
    let server = Server::answering([done()]).await;
    let late = Late {
        inner: reqwest::Client::new(),
        sent: AtomicUsize::new(0),
    };
    let client = builder(&server).transport(late).build().expect("a client");
    let call = client
        .files()
        .create(Upload::reader("a.bin", &b"bytes"[..]));
    call.await.expect("the second attempt has the bytes");
    assert_eq!(server.count(), 1);
}

/// Nobody listens there: the same as over a real connection that is refused.
#[tokio::test]
async fn a_refused_connection_takes_no_reader_along() {
    let client = Client::builder()
        .api_key("sk-test")
        .base_url("http://127.0.0.1:1")
        .max_retries(1)
        .build();
    let files = client.expect("a client").files();
    let call = files.replace(Upload::reader("a.bin", &b"bytes"[..]));
    let error = call.await.expect_err("nobody listens");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 2));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_call_that_is_dropped_lets_go_of_its_reader() {
    let server = Server::answering([done()]).await;
    let (mut writer, reader) = duplex(1_024);
    let call = client(&server)
        .files()
        .replace(Upload::reader("a.bin", reader));
    let call = tokio::spawn(call.into_future());
    writer.write_all(b"begun").await.expect("it is read");
    tokio::time::sleep(Duration::from_millis(20)).await;
    call.abort();
    let _ = call.await;
    server.deserted().await;
    let gone = writer.write_all(b"more").await;
    assert!(gone.is_err(), "the reader is there still");
    assert_eq!(server.count(), 0, "no whole request came");
}

/// As servers do that refuse a large body: they answer after the head, and read no more.
#[tokio::test]
async fn an_answer_that_comes_before_the_end_of_the_body_is_read() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        let mut head = [0; 64];
        socket.read_exact(&mut head).await.expect("a head");
        let answer = b"HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        socket.write_all(answer).await.expect("it is taken");
        // Until the client has read it: to close before would reset the connection.
        tokio::time::sleep(Duration::from_secs(5)).await;
    });
    let client = Client::builder()
        .base_url(format!("http://127.0.0.1:{port}"))
        .api_key("sk-test");
    let files = client.build().expect("a client").files();
    let call = files.create(Upload::from(content(8 << 20)));
    let error = call.await.expect_err("too large");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(413));
    assert!(!server.is_finished(), "the body was not sent to its end");
    server.abort();
}

#[test]
fn no_debug_shows_content() {
    let upload = Upload::bytes("a.txt", "sk-test").content_type("text/plain");
    assert_eq!(
        format!("{upload:?}"),
        r#"Upload { bytes: 7, file_name: Given("a.txt"), content_type: Some("text/plain"), length: None }"#
    );
    let upload = Upload::reader("a", &b"sk-test"[..]).length(7);
    assert_eq!(
        format!("{upload:?}"),
        r#"Upload { reader: .., file_name: Given("a"), content_type: None, length: Some(7) }"#
    );
}
