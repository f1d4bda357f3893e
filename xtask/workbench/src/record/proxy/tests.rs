use std::time::{Duration, Instant};

use ::tests::answer::Answer;
use ::tests::server::Server;

use super::Proxy;
use crate::record::exchange::Recorded;

/// How long the second item of the stream takes.
const PAUSE: Duration = Duration::from_millis(400);

fn api() -> Server {
    Server::start(|_| {
        let answer = Answer::new(200).header("content-type", "text/event-stream");
        let answer = answer.piece(Duration::ZERO, "data: 1\n\n");
        answer.piece(PAUSE, "data: 2\n\n")
    })
    .expect("a port")
}

/// What is recorded where a client reads so many pieces of a stream, and when it had the first.
fn streamed(pieces: usize) -> (Vec<Recorded>, Duration) {
    let api = api();
    let proxy = Proxy::start(&api.url("/v1")).expect("a proxy");
    let url = proxy.url();
    let read = async move {
        let begun = Instant::now();
        let client = reqwest::Client::new();
        let mut response = client.get(url).send().await.expect("an answer");
        let mut first = None;
        for _ in 0..pieces {
            let piece = response.chunk().await.expect("a piece");
            first = first.or(piece.map(|_| begun.elapsed()));
        }
        first.expect("a piece")
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().expect("a runtime");
    let first = runtime.block_on(read);
    drop(runtime);
    let (recorded, failure) = proxy.finish();
    assert_eq!(failure, None);
    (recorded, first)
}

#[test]
fn a_stream_is_handed_on_as_it_comes_and_recorded_whole() {
    let (recorded, first) = streamed(3);
    assert!(first < PAUSE, "{first:?}");
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].body, b"data: 1\n\ndata: 2\n\n");
}

#[test]
fn what_a_client_leaves_half_way_is_recorded_as_far_as_it_came() {
    let (recorded, _) = streamed(1);
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].body, b"data: 1\n\n");
}
