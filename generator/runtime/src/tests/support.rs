//! What the tests share: a server of raw sockets, a client of it, and an eye on the logs.

mod logs;
mod server;

use std::time::Duration;

pub(super) use logs::seen;
pub(super) use server::{Answer, Received, Server};

use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;

/// The key that no log and no message may show.
pub(super) const KEY: &str = "sk-test-never-to-be-seen";

/// A client of a server on loopback, to configure further.
pub(super) fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .api_key(KEY)
        .timeout(Duration::from_secs(20))
}

/// A client of a server on loopback.
pub(super) fn client(server: &Server) -> Client {
    builder(server)
        .build()
        .expect("the test's configuration is complete")
}

/// A thing as JSON.
pub(super) fn thing(id: &str) -> String {
    format!(r#"{{"id":"{id}","size":1.5}}"#)
}

/// A list of things as JSON.
pub(super) fn list(ids: &[&str], rest: &str) -> String {
    let things: Vec<String> = ids.iter().map(|id| thing(id)).collect();
    format!(r#"{{"data":[{}]{rest}}}"#, things.join(","))
}

/// Gives a connection the time to return to its pool.
pub(super) async fn settle() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}
