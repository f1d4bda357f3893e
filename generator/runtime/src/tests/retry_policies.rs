//! Which calls are sent again, as a client, a call or a description decides.

use super::support::{Answer, Server, builder, busy, client, good, new_thing};
use crate::runtime::error::ErrorKind;
use crate::runtime::http::retries::Retries;

#[tokio::test]
async fn a_policy_of_a_call_replaces_that_of_the_client() {
    let server = Server::answering([busy(503)]).await;
    let client = builder(&server).retries(Retries::new().max(1)).build();
    let things = client.expect("a client").things();
    let error = things.retrieve("a").await.expect_err("busy");
    assert_eq!(error.attempts(), 2);
    let call = things.retrieve("a").retries(Retries::new().max(3));
    assert_eq!(call.await.expect_err("busy").attempts(), 4);
    // The last word counts.
    let call = things
        .retrieve("a")
        .max_retries(5)
        .retries(Retries::new().max(0));
    assert_eq!(call.await.expect_err("busy").attempts(), 1);
    let call = things
        .retrieve("a")
        .retries(Retries::new().max(0))
        .max_retries(2);
    assert_eq!(call.await.expect_err("busy").attempts(), 3);
}

#[tokio::test]
async fn a_conflict_is_tried_again_with_a_key_alone() {
    let server = Server::answering([busy(409), good()]).await;
    let things = client(&server).things();
    let error = things.retrieve("a").await.expect_err("a conflict");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Conflict, 1));
    assert!(!error.is_retryable());
    // `createThing` has a key of its own, and any other call can be given one.
    let server = Server::answering([busy(409), good()]).await;
    client(&server)
        .things()
        .create(&new_thing())
        .await
        .expect("a thing");
    let server = Server::answering([busy(409), good()]).await;
    let call = client(&server).things().retrieve("a");
    call.header("Idempotency-Key", "mine")
        .await
        .expect("a thing");
}

#[tokio::test]
async fn the_error_of_an_attempt_can_decide() {
    let server = Server::answering([busy(404), busy(404), good()]).await;
    let policy = Retries::new()
        .when(|error| error.operation() == Some("getThing") && error.kind() == ErrorKind::NotFound);
    let client = builder(&server).retries(policy).build().expect("a client");
    client
        .things()
        .retrieve("a")
        .await
        .expect("a thing, the third time");
    let server = Server::answering([busy(503)]).await;
    let call = client.to_builder().base_url(server.url()).build();
    let error = call.expect("a client").things().retrieve("a").await;
    assert_eq!(error.expect_err("busy").attempts(), 1);
}

#[tokio::test]
async fn a_wait_longer_than_the_policy_allows_is_not_waited_for() {
    let server =
        Server::answering([Answer::with(429, &[("retry-after", "2")], "{}"), good()]).await;
    let policy = Retries::new().longest_wait(std::time::Duration::from_secs(1));
    let call = client(&server).things().retrieve("a").retries(policy);
    assert_eq!(call.await.expect_err("a long wait").attempts(), 1);
}

#[tokio::test]
async fn a_post_is_repeated_unless_that_is_switched_off() {
    let careful = Retries::new().unsafe_methods(false);
    let send = async |server: &Server, retries: &Retries| {
        let client = builder(server).retries(retries.clone()).build();
        let call = client.expect("a client").files().create_image("an image");
        call.await.map(|_| server.count())
    };
    let server = Server::answering([busy(503), good()]).await;
    assert_eq!(send(&server, &Retries::new()).await.expect("a file"), 2);
    let server = Server::answering([busy(503), good()]).await;
    let error = send(&server, &careful).await.expect_err("a failure");
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    // It was turned away, and nothing was done.
    let server = Server::answering([busy(429), good()]).await;
    assert_eq!(send(&server, &careful).await.expect("a file"), 2);
    // A key makes the API know it again.
    let server = Server::answering([busy(503), good()]).await;
    let client = builder(&server).retries(careful.clone()).build();
    let call = client.expect("a client").things().create(&new_thing());
    call.await.expect("a thing");
    // What reads may be repeated at any time.
    let server = Server::answering([busy(503), good()]).await;
    let client = builder(&server).retries(careful).build();
    client
        .expect("a client")
        .things()
        .retrieve("a")
        .await
        .expect("a thing");
}

#[tokio::test]
async fn a_request_that_reached_nobody_is_sent_again_in_any_case() {
    let server = Server::answering([good()]).await;
    let address = server.url();
    drop(server);
    let client = crate::runtime::client::Client::builder()
        .base_url(address)
        .api_key("sk-test-key")
        .retries(Retries::new().unsafe_methods(false).max(1));
    let call = client
        .build()
        .expect("a client")
        .files()
        .create_image("an image");
    assert_eq!(call.await.expect_err("nobody").attempts(), 2);
}

#[tokio::test]
async fn a_client_can_be_told_the_header_of_keys() {
    let server = Server::answering([busy(503), good()]).await;
    let client = builder(&server).idempotency_header("X-Request-Key").build();
    let client = client.expect("a client");
    client
        .files()
        .create_image("an image")
        .await
        .expect("a file");
    client.things().retrieve("a").await.expect("a thing");
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-request-key"))
        .collect();
    assert!(keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
    assert_eq!(keys[2], None, "what reads needs none");
}
