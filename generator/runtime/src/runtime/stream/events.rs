//! Events whose data is JSON, with the signs that most APIs give.

use serde::de::DeserializeOwned;

use crate::runtime::http::open::Opened;
use crate::runtime::stream::event_stream::{EventStream, Signs};
use crate::runtime::stream::raw_event::RawEvent;

static SIGNS: Signs = Signs {
    end_data: &["[DONE]"],
    end_names: &[],
    errors: &["error"],
    error_member: true,
};

/// Reads an answer as events whose data is JSON.
///
/// # Errors
///
/// The answer is no event stream.
pub(crate) fn events<T: DeserializeOwned + Send>(
    opened: &mut Opened,
) -> Result<EventStream<T>, String> {
    EventStream::open(opened, RawEvent::json, &SIGNS)
}
