//! Streams: answers that arrive as items, one after the other.

#[cfg(feature = "blocking")]
pub mod blocking_event_stream;
#[cfg(feature = "blocking")]
pub mod blocking_json_stream;
pub mod event_parser;
pub mod event_stream;
pub mod events;
pub mod flow;
pub mod framing;
pub mod json_lines;
pub mod json_sequence;
pub mod json_stream;
pub mod of_api;
pub mod raw_event;
