//! Downloads over connections that break: taken up where they broke, or an error.

use std::time::Duration;

use super::support::{Answer, Received, Server, client};
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

/// What of the content was given out, and how it ended.
async fn read(mut file: Download) -> (Vec<u8>, Result<(), Error>) {
    let mut got = Vec::new();
    loop {
        match file.chunk().await {
            Ok(Some(piece)) => got.extend_from_slice(&piece),
            Ok(None) => return (got, Ok(())),
            Err(error) => return (got, Err(error)),
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_taken_up_again() {
    let server = breaking(3, STRONG).await;
    let mut file = download(&server).await.expect("a file");
    let mut got = Vec::new();
    while let Some(piece) = file.chunk().await.expect("a piece") {
        got.extend_from_slice(&piece);
        // What the caller was given stays that of the first answer.
        assert_eq!((file.status().as_u16(), file.offset()), (200, 0));
        assert_eq!(file.headers().get("content-range"), None);
    }
    assert_eq!(got, CONTENT.as_bytes());
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

/// The file is kept at another host: each request goes to the API first, and no credential leaves it.
#[tokio::test]
async fn a_file_at_another_host_is_taken_up_again_without_credentials() {
    let files = breaking(2, STRONG).await;
    let elsewhere = format!("http://localhost:{}/files/1?signature=a", files.port());
    let server = Server::new(move |_, _| Answer::with(302, &[("location", &elsewhere)], "")).await;
    let request = client(&server).exports().retrieve();
    let request = request.header("authorization", "Bearer sk-test-own");
    let file = request.pdf().await.expect("a file");
    assert_eq!(
        &file.bytes().await.expect("all of it")[..],
        CONTENT.as_bytes()
    );
    let (asked, sent) = (server.requests(), files.requests());
    assert_eq!((asked.len(), sent.len()), (3, 3));
    for (request, range) in sent.iter().zip([None, Some("bytes=5-"), Some("bytes=10-")]) {
        assert_eq!(request.target, "/files/1?signature=a");
        assert_eq!(request.header("range"), range);
        for name in ["authorization", "cookie", "x-admin-key"] {
            assert_eq!(request.header(name), None);
        }
    }
    let has_key = |request: &Received| request.header("authorization").is_some();
    assert!(asked.iter().all(has_key));
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

/// Nothing came before, so that all of the content is the rest.
#[tokio::test]
async fn the_whole_content_is_the_rest_of_nothing() {
    let whole = Answer::with(200, STRONG, CONTENT);
    let nothing = whole.clone().cut(CONTENT.len());
    let server = Server::answering([nothing, whole]).await;
    let (got, end) = read(download(&server).await.expect("a file")).await;
    end.expect("the end");
    assert_eq!(got, CONTENT.as_bytes());
    assert_eq!(server.requests()[1].header("range"), Some("bytes=0-"));
}

#[tokio::test]
async fn why_an_answer_is_not_the_rest_is_said() {
    let part = |range| Answer::with(206, &[("etag", "\"v1\""), ("content-range", range)], "x");
    for (answer, why) in [
        (
            Answer::with(200, STRONG, CONTENT),
            "the server sent the content from its start instead of the rest",
        ),
        (
            Answer::with(200, &[], CONTENT),
            "the server sent the content from its start instead of the rest",
        ),
        (
            Answer::with(206, STRONG, "abcdefghij"),
            "the server sent a part without saying which (`content-range`)",
        ),
        (
            part("bytes 5-5/20"),
            "the server sent another part than the rest",
        ),
        (
            Answer::with(
                206,
                &[("etag", "\"v2\""), ("content-range", "bytes 10-19/20")],
                "0123456789",
            ),
            "the content has changed since",
        ),
        (
            part("bytes 10-18446744073709551615/*"),
            "the server sent a part without saying which (`content-range`)",
        ),
        (Answer::with(204, STRONG, ""), "the server sent no rest"),
        (
            Answer::with(200, &[("etag", "\"v2\"")], CONTENT),
            "the content has changed since",
        ),
    ] {
        let broken = Answer::with(200, STRONG, CONTENT).cut(10);
        let server = Server::answering([broken, answer]).await;
        let (got, end) = read(download(&server).await.expect("a file")).await;
        assert_eq!(got, &CONTENT.as_bytes()[..10]);
        let message = end.expect_err("half a file").to_string();
        let expected = format!("the connection broke, and {why}");
        assert!(message.ends_with(&expected), "{message}");
    }
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
    // A part of what is compressed could not be read.
    assert_eq!(
        server.requests()[0].header("accept-encoding"),
        Some("identity")
    );
}

/// An HTTP client that decodes a body takes away its length and `content-encoding`: the range counts other bytes.
#[tokio::test]
async fn a_part_without_a_size_ends_with_its_answer() {
    let head = "HTTP/1.1 206 Status\r\netag: \"v1\"\r\naccept-ranges: bytes\r\n\
                content-range: bytes 0-9/10\r\ntransfer-encoding: chunked\r\n\r\n";
    for content in ["01234", CONTENT] {
        let part = Answer::raw(head).chunk(Duration::ZERO, content);
        for is_whole in [true, false] {
            let part = match is_whole {
                true => part.clone().end(),
                false => part.clone().close(),
            };
            let server = Server::answering([part]).await;
            let request = client(&server).exports().retrieve();
            let file = request.header("range", "bytes=0-").pdf().await;
            let (got, end) = read(file.expect("a part")).await;
            assert_eq!(got, content.as_bytes());
            assert_eq!(end.is_ok(), is_whole, "{content}: {end:?}");
            assert_eq!(server.count(), 1);
        }
    }
}

/// A server may answer with fewer bytes than were asked for (RFC 9110 §15.3.7).
#[tokio::test]
async fn a_part_that_is_shorter_than_what_was_asked_for_is_continued() {
    let part = |range: &str, content: &str| {
        let range = format!("bytes {range}/20");
        Answer::with(
            206,
            &[("etag", "\"v1\""), ("content-range", &range)],
            content,
        )
    };
    let answers = [
        Answer::with(200, STRONG, CONTENT).cut(15),
        part("5-9", "56789"),
        part("10-11", "ab"),
        part("12-19", "cdefghij"),
    ];
    let server = Server::answering(answers).await;
    let file = download(&server).await.expect("a file");
    assert_eq!(
        &file.bytes().await.expect("all of it")[..],
        CONTENT.as_bytes()
    );
    let asked = server.requests();
    let asked: Vec<_> = asked
        .iter()
        .filter_map(|request| request.header("range"))
        .collect();
    assert_eq!(asked, ["bytes=5-", "bytes=10-", "bytes=12-"]);
}

/// Several ranges of one answer are none of the whole, so nothing says where it broke.
#[tokio::test]
async fn several_ranges_are_not_taken_up_again() {
    let headers = &[
        ("etag", "\"v1\""),
        ("accept-ranges", "bytes"),
        ("content-type", "multipart/byteranges; boundary=b"),
    ];
    let server = Server::answering([Answer::with(206, headers, CONTENT).cut(10)]).await;
    let request = client(&server).exports().retrieve();
    let file = request.header("range", "bytes=0-1,5-9").pdf().await;
    let (got, end) = read(file.expect("a file")).await;
    assert_eq!(got, &CONTENT.as_bytes()[..10]);
    assert_eq!(end.expect_err("half of it").kind(), ErrorKind::Connection);
    assert_eq!(server.count(), 1);
}

/// The server counts its own bytes, which are compressed on the way.
#[tokio::test]
async fn what_is_compressed_is_not_taken_up_again() {
    let server = breaking(
        1,
        &[
            ("etag", "\"v1\""),
            ("accept-ranges", "bytes"),
            // None that an HTTP client undoes, whatever its features are.
            ("content-encoding", "compress"),
        ],
    )
    .await;
    let request = client(&server).exports().retrieve();
    let file = request.header("accept-encoding", "compress").pdf().await;
    let (got, end) = read(file.expect("a file")).await;
    assert_eq!(got, &CONTENT.as_bytes()[..5]);
    assert_eq!(end.expect_err("half of it").kind(), ErrorKind::Connection);
    assert_eq!(server.count(), 1);
}

/// Within the second of its last change a content may change again (RFC 9110 §8.8.2.2).
#[tokio::test]
async fn a_date_names_the_content_once_it_is_a_second_old() {
    const CHANGED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const DATED: &[&[(&str, &str)]] = &[
        &[("date", "Sun, 06 Nov 1994 08:49:38 GMT")],
        &[("date", "Sun, 06 Nov 1994 08:49:37 GMT")],
        &[("date", "Sun, 06 Nov 1994 08:49:36 GMT")],
        &[("date", "yesterday")],
        &[],
        // A weak tag says that bytes may differ, whatever the date.
        &[
            ("date", "Sun, 06 Nov 1994 08:49:38 GMT"),
            ("etag", "W/\"v1\""),
        ],
    ];
    for (index, dated) in DATED.iter().enumerate() {
        let mut headers = vec![("accept-ranges", "bytes"), ("last-modified", CHANGED)];
        headers.extend_from_slice(dated);
        let server = breaking(1, headers.leak()).await;
        let (got, end) = read(download(&server).await.expect("a file")).await;
        match index {
            0 => {
                end.expect("all of it");
                assert_eq!(got, CONTENT.as_bytes());
                assert_eq!(server.requests()[1].header("if-range"), Some(CHANGED));
            }
            _ => {
                assert_eq!(
                    end.expect_err("half").kind(),
                    ErrorKind::Connection,
                    "{dated:?}"
                );
                assert_eq!(server.count(), 1, "{dated:?}");
            }
        }
    }
}
