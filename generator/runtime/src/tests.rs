//! The tests of the runtime: pure parts by their values, the rest over HTTP on loopback.
//!
//! `PROMISES.md` says which of them holds which promise of the contract.

mod support;

mod answers;
mod any_calls;
mod bodies;
mod client;
mod connections;
mod credentials;
mod deadlines;
mod download_names;
mod download_resuming;
mod downloads;
mod encoding;
mod errors;
mod errors_by_status;
mod event_parser;
mod fetched_credentials;
mod fields_sent;
mod headers;
mod interceptors;
mod json_framing;
mod json_streams;
mod multipart;
mod multipart_positions;
mod page_faults;
mod page_links;
mod page_shapes;
mod pages;
mod planted_secrets;
mod promises;
mod random_pages;
mod rate_limits;
mod redirects;
mod requests;
mod responses;
mod retries;
mod retry_policies;
mod retry_waits;
mod secrets;
mod sent_items;
mod servers;
mod stream_faults;
mod stream_requests;
mod stream_times;
mod streams;
mod styles;
mod styles_sent;
mod styles_templates;
mod timeouts;
mod transport;
mod typed_headers;
mod upload_faults;
mod uploads;
mod webhooks;
mod wire_deep;
mod wire_depth;
mod wire_enums;
mod wire_errors;
mod wire_flattened;
mod wire_formats;
mod wire_identity;
mod wire_objects;
mod wire_scalars;
mod wire_tags;
mod wire_tuples;
mod wire_unions;
mod wire_values;
mod wire_wide;
mod wire_xml;
mod xml;

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "test-util")]
mod test_kit;
#[cfg(feature = "test-util")]
mod test_kit_bodies;
#[cfg(feature = "test-util")]
mod test_kit_streams;
#[cfg(feature = "test-util")]
mod test_kit_time;
#[cfg(feature = "tracing")]
mod tracing;
