//! Events as servers send them, and what a client reads of them.

use std::time::Duration;

use super::thing;
use crate::runtime::error::Error;
use crate::runtime::stream::event_stream::EventStream;
use crate::sample::Thing;

/// The media type of events.
pub(in crate::tests) const EVENTS: &str = "text/event-stream; charset=utf-8";

/// No pause.
pub(in crate::tests) const NOW: Duration = Duration::ZERO;

/// A pause that a server makes between two pieces.
pub(in crate::tests) const PAUSE: Duration = Duration::from_millis(30);

/// An event with a thing.
pub(in crate::tests) fn event(id: &str) -> String {
    format!("data: {}\n\n", thing(id))
}

/// The ids of the things that are left, and how the stream ends.
pub(in crate::tests) async fn rest(
    events: &mut EventStream<Thing>,
) -> (Vec<String>, Result<(), Error>) {
    let mut ids = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(thing)) => ids.push(thing.id),
            Ok(None) => return (ids, Ok(())),
            Err(error) => return (ids, Err(error)),
        }
    }
}
