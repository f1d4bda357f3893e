//! The part of a generated client that does not depend on the API.
//!
//! The files below `runtime/` are copied unchanged into `src/runtime/` of every client that needs
//! them, in the same folders; each file is a *part*. The generator's build script reads here what a
//! part needs (it names other parts as `crate::runtime::…`), the feature that it needs, and what
//! the root of a client re-exports (the `pub use` lines below). The module files (`runtime.rs`,
//! `runtime/wire.rs`, …) declare all parts here, and in a client those that it carries.
//!
//! [`sample`] is a client as the generator would write it, [`wire_sample`] holds types with their
//! tables. This crate is never published.
//!
//! | folder | what is in it |
//! |---|---|
//! | `runtime` | the client, its configuration, its errors |
//! | `runtime/auth` | credentials: which part of a request has each kind |
//! | `runtime/calls` | operations, the requests of a caller, and what awaiting them does |
//! | `runtime/headers` | how the described headers of answers are read |
//! | `runtime/http` | attempts, retries, redirects, limits, the transport |
//! | `runtime/pages` | pages, items, and the way from one page to the next |
//! | `runtime/stream` | answers that arrive as items: events, JSON lines, JSON sequences |
//! | `runtime/webhooks` | what the API sends by itself: signatures, bodies |
//! | `runtime/wire` | how each type of a description is read and written |
//! | `runtime/test_util` | an API in memory, behind the feature `test-util` |

// A client must never end the program that uses it: `?` and `else`, never `expect`.
#[warn(clippy::expect_used)]
pub mod runtime;
pub mod sample;
pub mod wire_sample;

pub use runtime::auth::client_credentials::ClientCredentials;
pub use runtime::auth::credential_source::CredentialSource;
pub use runtime::auth::fetched_secret::FetchedSecret;
pub use runtime::calls::any::AnyRequest;
pub use runtime::calls::download::Download;
pub use runtime::calls::pending::Pending;
pub use runtime::calls::sent_items::SentItems;
pub use runtime::calls::upload::Upload;
pub use runtime::client::Client;
pub use runtime::client_builder::ClientBuilder;
pub use runtime::error::Error;
pub use runtime::error_kind::ErrorKind;
pub use runtime::http::rate_limit::{RateLimit, RateLimits};
pub use runtime::http::response::Response;
pub use runtime::http::retries::Retries;
pub use runtime::http::transport;
#[cfg(feature = "blocking")]
pub use runtime::pages::blocking_pages::{BlockingItems, BlockingPages};
pub use runtime::pages::items::Items;
pub use runtime::pages::page::Page;
pub use runtime::pages::page_stream::Pages;
#[cfg(feature = "blocking")]
pub use runtime::stream::blocking_event_stream::BlockingEventStream;
#[cfg(feature = "blocking")]
pub use runtime::stream::blocking_json_stream::BlockingJsonStream;
pub use runtime::stream::event_stream::EventStream;
pub use runtime::stream::json_stream::JsonStream;
pub use runtime::stream::raw_event::RawEvent;
#[cfg(feature = "test-util")]
pub use runtime::test_util;
pub use runtime::webhooks::webhook_error::WebhookError;
pub use runtime::webhooks::webhook_message::WebhookMessage;
pub use runtime::wire::base64::Base64;
pub use runtime::wire::date::Date;
pub use runtime::wire::date_time::DateTime;
pub use runtime::wire::deep::DeepBox;
pub use runtime::wire::extra::Extra;
pub use runtime::wire::presence::Nullable;
pub use runtime::wire::timestamp::Timestamp;

#[cfg(test)]
mod tests;
