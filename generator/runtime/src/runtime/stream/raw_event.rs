//! One server-sent event, as it was sent.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::runtime::wire::from_json::from_json;

/// One server-sent event: its name, its data and the id that holds at it. Cheap to clone.
///
/// An item of an [`EventStream`](crate::runtime::stream::event_stream::EventStream) is read from the data
/// of one event.
#[derive(Clone, PartialEq, Eq)]
pub struct RawEvent {
    pub(crate) name: Arc<str>,
    pub(crate) data: Arc<str>,
    pub(crate) id: Arc<str>,
}

impl RawEvent {
    /// The name of the event; `message` where it was sent without one.
    pub fn name(&self) -> &str {
        match &*self.name {
            "" => "message",
            name => name,
        }
    }

    /// The data. Several lines of it are joined by `\n`.
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The id that was sent last, with this event or before it; empty where none was.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Decodes the data as JSON.
    ///
    /// # Errors
    ///
    /// What was expected and what was found, after the path.
    pub fn json<T: DeserializeOwned + Send>(&self) -> Result<T, String> {
        from_json(self.data.as_bytes())
    }
}

impl fmt::Debug for RawEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither data nor id: they are the API's words and may repeat a secret.
        f.debug_struct("RawEvent")
            .field("name", &self.name())
            .field("data_bytes", &self.data.len())
            .finish_non_exhaustive()
    }
}
