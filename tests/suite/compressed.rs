//! Feature `gzip`: bodies are decompressed, and it is what comes out that the limit counts.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use openai_fine_tuning::{Client, Error, ErrorKind};
use tests::answer::Answer;
use tests::scripted::Scripted;

use crate::support::{JOB, KEY, page};

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn compressed(body: Vec<u8>) -> Scripted {
    let script = move |_: &_| {
        let answer = Answer::json("").header("content-encoding", "gzip");
        answer.body(body.clone())
    };
    Scripted::start(script).expect("a server")
}

fn limited(server: &Scripted) -> Client {
    let builder = Client::builder().api_key(KEY).base_url(server.url("/v1"));
    let builder = builder.max_response_bytes(64 << 10).max_retries(0);
    builder.build().expect("a client")
}

#[tokio::test]
async fn a_compressed_page_is_read() -> Result<(), Error> {
    let server = compressed(gzip(&page(0..10, Some(false)).to_string()));
    let checkpoints = limited(&server).fine_tuning().jobs().checkpoints();
    assert_eq!(checkpoints.list(JOB).await?.data.len(), 10);
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
    Ok(())
}

#[tokio::test]
async fn a_small_body_that_becomes_a_large_one_is_refused() {
    let bomb = gzip(&" ".repeat(16 << 20));
    assert!(bomb.len() < 64 << 10, "{} bytes", bomb.len());
    let server = compressed(bomb);
    let checkpoints = limited(&server).fine_tuning().jobs().checkpoints();
    let error = checkpoints.list(JOB).await.expect_err("a large body");
    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
}

#[tokio::test]
async fn what_is_not_gzip_is_an_error_with_its_status() {
    let server = compressed(b"not gzip at all".to_vec());
    let checkpoints = limited(&server).fine_tuning().jobs().checkpoints();
    let error = checkpoints.list(JOB).await.expect_err("no body");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}
