//! Timeouts: of the client, of one call, of an HTTP client of the caller's own.

use std::time::Duration;

use super::support::{Answer, KEY, Server, builder, client, thing};
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;

#[tokio::test]
async fn the_timeout_of_a_call_wins() {
    let late = Answer::json(200, thing("a")).after(Duration::from_millis(300));
    let server = Server::answering([late]).await;
    let short = Duration::from_millis(50);
    let impatient = builder(&server)
        .timeout(short)
        .max_retries(0)
        .build()
        .expect("a client");
    let error = impatient
        .things()
        .retrieve("a")
        .await
        .expect_err("a timeout");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        format!(
            "timeout for getThing: no whole response within 50ms (127.0.0.1:{})",
            server.port()
        )
    );
    assert!(error.is_retryable());
    impatient
        .things()
        .retrieve("a")
        .timeout(Duration::from_secs(20))
        .await
        .expect("a thing");
    let patient = client(&server);
    let call = patient.things().retrieve("a").timeout(short).max_retries(0);
    assert_eq!(
        call.await.expect_err("a timeout").kind(),
        ErrorKind::Timeout
    );
}

#[tokio::test]
async fn the_timeout_of_an_own_http_client_is_kept_unless_one_is_set() {
    let late = Answer::json(200, thing("a")).after(Duration::from_millis(300));
    let server = Server::answering([late]).await;
    let http = reqwest::Client::builder()
        .timeout(Duration::from_millis(50))
        .build();
    let base = Client::builder()
        .base_url(server.url())
        .api_key(KEY)
        .max_retries(0);
    let base = base.http_client(http.expect("an HTTP client"));
    let kept = base.clone().build().expect("a client");
    let error = kept
        .things()
        .retrieve("a")
        .await
        .expect_err("the HTTP client's timeout");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let error = kept
        .things()
        .retrieve("a")
        .deadline(Duration::from_secs(20))
        .await;
    assert_eq!(
        error.expect_err("the HTTP client's timeout").kind(),
        ErrorKind::Timeout
    );
    kept.things()
        .retrieve("a")
        .timeout(Duration::from_secs(20))
        .await
        .expect("a thing");
    let set = base
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client");
    set.things().retrieve("a").await.expect("a thing");
}

#[test]
fn an_own_http_client_connects_as_it_was_built_to() {
    let builder = Client::builder()
        .api_key("sk-test")
        .http_client(reqwest::Client::new())
        .connect_timeout(Duration::from_secs(1));
    let error = builder.build().expect_err("two ways to connect");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "invalid configuration: expected an own HTTP client or a connect_timeout, found both: set \
         the timeout on the HTTP client"
    );
}

/// A host that takes no more connections: its queue is full, and nobody empties it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn connecting_is_limited_in_time_and_tried_again() {
    use std::net::SocketAddr;

    use tokio::net::{TcpSocket, TcpStream};

    let socket = TcpSocket::new_v4().expect("a socket");
    let any: SocketAddr = ([127, 0, 0, 1], 0).into();
    socket.bind(any).expect("a free port");
    let listener = socket.listen(1).expect("a queue");
    let address = listener.local_addr().expect("a bound socket");
    let mut waiting = Vec::new();
    while let Ok(connected) =
        tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await
    {
        waiting.push(connected.expect("a place in the queue"));
    }
    let client = Client::builder()
        .api_key("sk-test")
        .base_url(format!("http://{address}"))
        .connect_timeout(Duration::from_millis(100))
        .max_retries(1)
        .build();
    let error = client.expect("a client").things().retrieve("a").await;
    let error = error.expect_err("no connection");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert_eq!(
        error.to_string(),
        format!("timeout for getThing: no connection in time ({address})")
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn timeouts_beyond_what_a_clock_can_say_are_none() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = builder(&server)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .build();
    let things = client.expect("a client").things();
    things.retrieve("a").await.expect("a thing");
    let call = things.retrieve("a").timeout(Duration::MAX);
    call.deadline(Duration::MAX).await.expect("a thing");
}

#[tokio::test]
async fn a_timeout_of_nothing_is_an_error_at_once() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let things = client(&server).things();
    let call = things.retrieve("a").timeout(Duration::ZERO).max_retries(0);
    assert_eq!(call.await.expect_err("no time").kind(), ErrorKind::Timeout);
    let call = things.retrieve("a").deadline(Duration::ZERO);
    let error = call.await.expect_err("no time");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
}
