//! Connections and tasks: used again, given back after failures, ended by whoever cancels.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::support::{Answer, MORE, Server, builder, client, good, list, new_thing, settle, thing};
use crate::runtime::calls::pending::Pending;
use crate::runtime::client::Client;
use crate::runtime::error::Error;

/// Within this, a call that is cancelled is gone. The best of some tries counts, since this machine
/// may be busy with something else in any one of them.
const AT_ONCE: Duration = Duration::from_millis(30);
const TRIES: usize = 8;

/// How long it takes until a call is gone that is cancelled once it is under way.
async fn cancelled<T: Send + 'static>(server: &Server, call: Pending<T>) -> Duration {
    let before = server.count();
    let task = tokio::spawn(call);
    server.asked(before + 1).await;
    // What was answered is now being read, or waited upon.
    settle().await;
    let began = Instant::now();
    task.abort();
    let error = task.await.err().expect("it was under way");
    let took = began.elapsed();
    assert!(error.is_cancelled(), "{error}");
    assert_eq!(server.count(), before + 1, "nothing was sent after that");
    took
}

async fn at_once<T: Send + 'static>(server: &Server, call: impl Fn() -> Pending<T>) {
    let mut best = Duration::MAX;
    for _ in 0..TRIES {
        best = best.min(cancelled(server, call()).await);
    }
    assert!(best < AT_ONCE, "{best:?}");
    server.deserted().await;
}

#[tokio::test]
async fn cancelling_returns_within_30_ms_inside_a_request() {
    let server = Server::answering([good().after(Duration::from_secs(600))]).await;
    let client = client(&server);
    at_once(&server, || client.things().retrieve("a").into_future()).await;
}

#[tokio::test]
async fn cancelling_returns_within_30_ms_inside_a_body() {
    let half = Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\"");
    let server = Server::answering([half]).await;
    let client = client(&server);
    at_once(&server, || client.things().retrieve("a").into_future()).await;
}

#[tokio::test]
async fn cancelling_returns_within_30_ms_inside_a_wait() {
    let waiting = Answer::with(503, &[("retry-after", "100")], "").close();
    let server = Server::answering([waiting]).await;
    let client = client(&server);
    at_once(&server, || client.things().retrieve("a").into_future()).await;
}

#[tokio::test]
async fn cancelling_returns_within_30_ms_while_pages_are_collected() {
    let server = Server::new(|request, _| match request.parameter("after") {
        None => Answer::json(200, list(&["a"], MORE)),
        Some(_) => good().after(Duration::from_secs(600)),
    })
    .await;
    let client = client(&server);
    let mut best = Duration::MAX;
    for tried in 1..=TRIES {
        let all: Pending<Vec<_>> = client.things().list().items().try_collect();
        let task = tokio::spawn(all);
        server.asked(2 * tried).await;
        let began = Instant::now();
        task.abort();
        assert!(task.await.expect_err("it was under way").is_cancelled());
        best = best.min(began.elapsed());
    }
    assert!(best < AT_ONCE, "{best:?}");
    server.deserted().await;
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let server = Server::answering([good().after(Duration::from_secs(600))]).await;
    let client = client(&server);
    let call = client.things().retrieve("a").into_future();
    tokio::time::timeout(Duration::from_millis(200), call)
        .await
        .expect_err("no answer by then");
    server.deserted().await;
}

#[tokio::test]
async fn timeouts_are_tried_again_and_leak_no_connection() {
    let hang = good().after(Duration::from_secs(600));
    let server = Server::answering([hang.clone(), hang, good().close()]).await;
    let client = client(&server);
    let call = client
        .things()
        .retrieve("a")
        .timeout(Duration::from_secs(1));
    call.await.expect("a thing, the third time");
    assert_eq!(server.count(), 3);
    server.deserted().await;
}

#[tokio::test]
async fn resets_are_tried_again_and_leak_no_connection() {
    let resets = [Answer::raw("").reset(), good().cut(3).reset()];
    for reset in resets {
        let server = Server::answering([reset.clone(), reset, good().close()]).await;
        let client = client(&server);
        client
            .things()
            .retrieve("a")
            .await
            .expect("a thing, the third time");
        assert_eq!(server.count(), 3);
        server.deserted().await;
    }
}

#[tokio::test]
async fn what_cannot_be_used_leaks_no_connection() {
    let large = thing(&"a".repeat(1_000));
    for answer in [
        Answer::raw("?!\r\n\r\n"),
        Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n"),
        Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
        Answer::raw(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{large}"
        )),
    ] {
        let server = Server::answering([answer]).await;
        let client = builder(&server).max_response_bytes(500).max_retries(0);
        let client = client.build().expect("a client");
        client
            .things()
            .retrieve("a")
            .await
            .expect_err("nothing to be used");
        server.deserted().await;
    }
}

#[tokio::test]
async fn a_client_that_is_dropped_leaves_no_connection_and_no_task() -> Result<(), Error> {
    let server = Server::answering([good()]).await;
    let tasks = tokio::runtime::Handle::current();
    let before = tasks.metrics().num_alive_tasks();
    let client = client(&server);
    for _ in 0..3 {
        client.things().retrieve("a").await?;
    }
    drop(client);
    server.deserted().await;
    let began = Instant::now();
    while tasks.metrics().num_alive_tasks() > before {
        assert!(began.elapsed() < super::support::GENEROUS);
        settle().await;
    }
    Ok(())
}

#[tokio::test]
async fn bytes_after_an_answer_are_not_taken_for_the_next() {
    let stray = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{}",
        thing("z").len(),
        thing("z")
    );
    let mut bytes = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{}",
        thing("a").len(),
        thing("a")
    );
    bytes.push_str(&stray);
    let server = Server::answering([Answer::raw(bytes)]).await;
    let client = client(&server);
    for _ in 0..50 {
        let thing = client.things().retrieve("a").await.expect("a thing");
        assert_eq!(thing.id, "a");
    }
}

#[tokio::test]
async fn a_connection_that_went_stale_is_not_the_callers_problem() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a port");
    let address = listener.local_addr().expect("an address");
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let (close, mut closed) = tokio::sync::mpsc::unbounded_channel();
    // It answers one request on each connection, and closes that a little later without a word.
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            let close = close.clone();
            tokio::spawn(async move {
                // What is not read would end the connection before its answer.
                let mut request = Vec::new();
                while let Ok(1..) = socket.read_buf(&mut request).await
                    && !request.ends_with(b"}")
                {}
                let body = thing("a");
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
                let _ = socket.write_all(format!("{head}{body}").as_bytes()).await;
                tokio::time::sleep(Duration::from_millis(5)).await;
                drop(socket);
                let _ = close.send(());
            });
        }
    });
    let client = Client::builder()
        .base_url(format!("http://{address}/v1"))
        .api_key("sk-test")
        .max_retries(0)
        .build()
        .expect("a client");
    for _ in 0..5 {
        let call = client.things().create(&new_thing());
        call.await.expect("a thing, on a connection of its own");
        closed.recv().await.expect("it is closed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(connections.load(Ordering::Relaxed), 5);
}
