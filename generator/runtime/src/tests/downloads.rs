//! Files that come back: whole, in pieces, onto the disk, over connections that break.

use std::fs;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::AsyncReadExt;

use super::support::{Answer, Server, builder, client};
use crate::runtime::calls::download::Download;
use crate::runtime::error::{Error, ErrorKind};

const CONTENT: &str = "0123456789abcdefghij";

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

/// Whether `gzip` is decoded depends on what else is built with this crate.
#[tokio::test]
async fn compressed_bytes_that_nobody_asked_for_are_no_file() {
    let coded = |body: &str| Answer::with(200, &[("content-encoding", "br")], body);
    let server =
        Server::answering([coded(CONTENT), coded(CONTENT), coded(CONTENT), coded("")]).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    let file = download(&server).await.expect("an answer");
    assert_eq!(file.headers()["content-encoding"], "br");
    let errors = [
        file.save(&path).await.expect_err("no file"),
        download(&server)
            .await
            .expect("an answer")
            .bytes()
            .await
            .expect_err("no bytes"),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(
            error.to_string().contains("found `br`: only `gzip`"),
            "{error}"
        );
    }
    assert!(!path.exists());
    let asked = client(&server)
        .exports()
        .retrieve()
        .header("accept-encoding", "br");
    let bytes = asked.pdf().await.expect("a file").bytes().await;
    assert_eq!(bytes.expect("bytes"), CONTENT);
    let empty = download(&server).await.expect("an answer").bytes().await;
    assert_eq!(empty.expect("nothing"), "");
}

#[tokio::test]
async fn a_file_at_another_host_is_fetched_without_credentials() {
    let content = Answer::with(200, &[("content-type", "application/pdf")], "the file");
    let shelf = Server::answering([content]).await;
    let location = format!("http://localhost:{}/files/a?signature=x", shelf.port());
    let server = Server::answering([Answer::with(302, &[("location", &location)], "")]).await;
    let client = builder(&server).default_header("x-team", "blue").build();
    let call = client.expect("a client").exports().retrieve();
    let call = call.header("authorization", "Bearer mine");
    let call = call.header("cookie", "a=b").header("range", "bytes=0-7");
    let file = call.pdf().await.expect("a file");
    assert_eq!(&file.bytes().await.expect("its bytes")[..], b"the file");
    let asked = &server.requests()[0];
    assert!(asked.header("authorization").is_some() && asked.header("x-team").is_some());
    let request = &shelf.requests()[0];
    assert_eq!(request.target, "/files/a?signature=x");
    for name in ["authorization", "cookie", "x-team", "referer"] {
        assert_eq!(request.header(name), None, "{name}");
    }
    assert_eq!(request.header("range"), Some("bytes=0-7"));
    // What is read as JSON never comes from another host.
    let server = Server::answering([Answer::with(302, &[("location", &location)], "")]).await;
    let call = super::support::client(&server).things().retrieve("a");
    assert_eq!(
        call.await.expect_err("another host").kind(),
        ErrorKind::OtherStatus
    );
    assert_eq!(shelf.count(), 1);
}

/// reqwest would add its own headers to the request to the other host, and an interceptor a credential.
#[tokio::test]
async fn what_others_add_to_a_request_stays_with_the_api() {
    let shelf = Server::answering([Answer::with(200, &[], "the file")]).await;
    let location = format!("http://localhost:{}/files/a", shelf.port());
    let server = Server::answering([Answer::with(302, &[("location", &location)], "")]).await;
    let agent = "agent/1.0 (a, b)";
    let http = || reqwest::Client::builder().user_agent(agent);
    for name in ["authorization", "x-gateway-key"] {
        let headers = HeaderMap::from_iter([(
            HeaderName::from_static(name),
            HeaderValue::from_static("secret of a gateway"),
        )]);
        let http = http().default_headers(headers);
        let client = builder(&server).http_client_builder(http).build();
        let file = client.expect("a client").exports().retrieve().pdf().await;
        let error = file.expect_err("headers that would go along");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Configuration, 1)
        );
        let message = error.to_string();
        assert!(
            message.contains("no default headers of the HTTP client"),
            "{message}"
        );
    }
    assert_eq!(shelf.count(), 0);
    let client = builder(&server)
        .http_client_builder(http())
        .intercept(|mut request, next| {
            let key = HeaderValue::from_static("secret of a gateway");
            request.headers_mut().insert("authorization", key);
            next.send(request)
        })
        .build();
    let file = client.expect("a client").exports().retrieve().pdf().await;
    let file = file.expect("a file").bytes().await;
    assert_eq!(&file.expect("its bytes")[..], b"the file");
    let asked = &server.requests()[2];
    assert_eq!(asked.header("authorization"), Some("secret of a gateway"));
    assert_eq!(shelf.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn the_address_that_does_not_answer_is_the_one_that_is_named() {
    let gone = Server::answering([Answer::nothing()]).await;
    let location = format!("http://localhost:{}/files/a", gone.port());
    let server = Server::answering([Answer::with(302, &[("location", &location)], "")]).await;
    let call = client(&server).exports().retrieve().max_retries(0);
    let error = call.clone().pdf().await.expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Connection);
    let address = format!("(localhost:{})", gone.port());
    assert!(error.to_string().ends_with(&address), "{error}");
    let slow = Server::answering([Answer::nothing().after(Duration::from_secs(600))]).await;
    let location = format!("http://localhost:{}/files/a", slow.port());
    let server = Server::answering([Answer::with(302, &[("location", &location)], "")]).await;
    let call = client(&server).exports().retrieve().max_retries(0);
    let error = call.timeout(Duration::from_millis(200)).pdf().await;
    let error = error.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let address = format!("(localhost:{})", slow.port());
    assert!(error.to_string().ends_with(&address), "{error}");
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

/// Nothing was named that could be unchanged, so there is nothing that a caller could go on with.
#[tokio::test]
async fn unchanged_that_nobody_asked_for_is_an_error() {
    let unchanged = Answer::raw("HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n");
    let server = Server::answering([unchanged]).await;
    let request = client(&server).exports().retrieve();
    let named = request.clone().header("if-none-match", "\"v1\"");
    let errors = [
        request.clone().pdf().await.expect_err("no file"),
        request.clone().await.expect_err("no thing"),
        // A request that is read whole asks for it by `if_changed` alone.
        named.await.expect_err("no thing"),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::OtherStatus);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
    }
    assert!(
        request
            .if_changed("\"v1\"")
            .await
            .expect("an answer")
            .body
            .is_none()
    );
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
