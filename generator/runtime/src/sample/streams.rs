//! Operations of the made-up API whose answers are streams.

use super::Thing;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode::json;
use crate::runtime::calls::described::described;
use crate::runtime::calls::if_changed::if_changed_methods;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::pending::Pending;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::calls::true_field::field_is_true;
use crate::runtime::calls::true_member::member_is_true;
use crate::runtime::calls::true_parts::part_is_true;
use crate::runtime::calls::true_query::query_is_true;
use crate::runtime::client::Client;
use crate::runtime::http::open::open;
use crate::runtime::http::open_methods::open_methods;
use crate::runtime::stream::event_stream::{EventStream, Signs};
use crate::runtime::stream::events::events;
use crate::runtime::stream::json_lines::json_lines;
use crate::runtime::stream::json_sequence::json_sequence;
use crate::runtime::stream::json_stream::JsonStream;
use crate::runtime::stream::raw_event::RawEvent;

use super::types::Refused;

impl Client {
    /// `/changes`
    pub fn changes(&self) -> Changes {
        Changes(self.clone())
    }
}

/// `/changes`
#[derive(Debug, Clone)]
pub struct Changes(Client);

impl Changes {
    /// What changes, as events.
    pub fn follow(&self) -> FollowChanges {
        FollowChanges(self.0.call(&FOLLOW))
    }

    /// What changes, by the names of the events.
    pub fn tell(&self) -> TellChanges {
        TellChanges(self.0.call(&TELL))
    }

    /// What changes, a line for each thing.
    pub fn watch(&self) -> WatchChanges {
        WatchChanges(self.0.call(&WATCH))
    }

    /// What changed, a record for each thing.
    pub fn replay(&self) -> ReplayChanges {
        ReplayChanges(self.0.call(&REPLAY))
    }

    /// A change, or the steps towards it.
    pub fn plan(&self, thing: &Thing) -> PlanChange {
        PlanChange(self.0.call(&PLAN).json::<&Thing>(thing))
    }

    /// The same, asked for by a form, by parts or in the query.
    pub fn estimate(&self) -> EstimateChange {
        EstimateChange(self.0.call(&PLAN))
    }
}

/// Made by [`Changes::follow`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct FollowChanges(Call);

open_methods!(FollowChanges -> EventStream<Thing>, events);

static FOLLOW: Operation = Operation {
    id: "followChanges",
    method: "GET",
    path: "/changes",
    accept: "text/event-stream",
    error: Some(described::<Refused>),
    ..Operation::USUAL
};

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A thing that is new.
    Added(Thing),
    /// The id of a thing that is gone.
    Removed(String),
    /// An event that the description does not name.
    Unknown(RawEvent),
}

/// Made by [`Changes::tell`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct TellChanges(Call);

open_methods!(TellChanges -> EventStream<Change>, |opened| {
    EventStream::open(opened, Change::read, &TELL_SIGNS)
});

static TELL_SIGNS: Signs = Signs {
    end_data: &[],
    end_names: &["over"],
    errors: &["failed"],
    error_member: false,
};

impl Change {
    fn read(event: &RawEvent) -> Result<Self, String> {
        Ok(match event.name() {
            "added" => Self::Added(event.json()?),
            "removed" => Self::Removed(event.data().to_owned()),
            _ => Self::Unknown(event.clone()),
        })
    }
}

static TELL: Operation = Operation {
    id: "tellChanges",
    method: "GET",
    path: "/changes/names",
    accept: "text/event-stream",
    ..Operation::USUAL
};

/// Made by [`Changes::watch`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct WatchChanges(Call);

open_methods!(WatchChanges -> JsonStream<Thing>, json_lines);

static WATCH: Operation = Operation {
    id: "watchChanges",
    method: "GET",
    path: "/changes/lines",
    accept: "application/x-ndjson",
    ..Operation::USUAL
};

/// Made by [`Changes::replay`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct ReplayChanges(Call);

open_methods!(ReplayChanges -> JsonStream<Thing>, json_sequence);

static REPLAY: Operation = Operation {
    id: "replayChanges",
    method: "GET",
    path: "/changes/records",
    accept: "application/json-seq",
    ..Operation::USUAL
};

/// Made by [`Changes::plan`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct PlanChange(Call);

impl PlanChange {
    /// Sends this with `stream` set to true, and reads the answer as it arrives.
    pub fn stream(self) -> Pending<EventStream<Thing>> {
        let call = self.0.json_member::<bool>(&["stream"], true);
        open(call.accept("text/event-stream"), |_| true, events)
    }
}

request_methods!(PlanChange -> Thing, json, |call: Call| {
    call.unless(member_is_true, "stream", "stream")
});

static PLAN: Operation = Operation {
    id: "planChange",
    method: "POST",
    path: "/changes/plan",
    accept: "application/json",
    ..Operation::USUAL
};

/// Made by [`Changes::estimate`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct EstimateChange(Call);

impl EstimateChange {
    /// Whether the answer is a stream, as a field of a form.
    pub fn stream(self, stream: bool) -> Self {
        Self(self.0.field::<bool>("stream", stream))
    }

    /// Whether the answer is a stream, as a part.
    pub fn stream_part(self, stream: bool) -> Self {
        Self(self.0.part_text::<bool>("stream", stream, None))
    }

    /// Whether the answer is a stream, in the query.
    pub fn stream_query(self, stream: bool) -> Self {
        Self(self.0.query::<bool>("stream", stream))
    }

    /// Sends this with `stream` set to true, and reads the answer as it arrives.
    pub fn events(self) -> Pending<EventStream<Thing>> {
        let Self(call) = self.stream(true);
        open(call.accept("text/event-stream"), |_| true, events)
    }
}

request_methods!(EstimateChange -> Thing, json, |call: Call| {
    let call = call.unless(field_is_true, "stream", "events");
    let call = call.unless(part_is_true, "stream", "events");
    call.unless(query_is_true, "stream", "events")
});

if_changed_methods!(EstimateChange -> Thing, json, |call: Call| {
    call.unless(query_is_true, "stream", "events")
});

#[cfg(test)]
impl PlanChange {
    /// The call inside, for tests that look at what would be sent.
    pub(crate) fn into_call(self) -> Call {
        self.0
    }
}
