//! What the tests share: a server of raw sockets, a client of it, and an eye on the logs.

mod answer;
mod logs;
mod received;
mod server;
pub(super) mod shelf;
pub(super) mod streams;
pub(super) mod uploads;

use std::time::Duration;

pub(super) use answer::Answer;
pub(super) use logs::seen;
pub(super) use received::Received;
pub(super) use server::Server;

use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::sample::{ListThings, Thing};

/// What a list that goes on says.
pub(super) const MORE: &str = r#","has_more":true"#;

/// What the last page of a list says.
pub(super) const LAST: &str = r#","has_more":false"#;

/// The time within which anything but a hang is over.
pub(super) const GENEROUS: Duration = Duration::from_secs(15);

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

/// A server that answers every request well.
pub(super) async fn willing() -> Server {
    Server::new(|request, _| match request.path() {
        path if path.ends_with("/things") && request.method == "GET" => {
            Answer::json(200, list(&["a"], LAST))
        }
        _ => Answer::json(200, thing("a")),
    })
    .await
}

/// The header of an answer that lets a client try again at once.
pub(super) const SOON: (&str, &str) = ("retry-after-ms", "1");

/// An answer that says to come back soon.
pub(super) fn busy(status: u16) -> Answer {
    Answer::with(status, &[SOON], "{}")
}

/// A thing, as it is asked for.
pub(super) fn good() -> Answer {
    Answer::json(200, thing("a"))
}

/// A thing to send.
pub(super) fn new_thing() -> Thing {
    serde_json::from_str(&thing("a")).expect("a thing")
}

/// The names of all things that a list holds.
pub(super) async fn ids(request: ListThings) -> Result<Vec<String>, Error> {
    let things: Vec<Thing> = request.items().try_collect().await?;
    Ok(things.into_iter().map(|thing| thing.id).collect())
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
