//! Requests and responses over HTTP: attempts, retries, redirects, limits.

pub mod base_url;
pub mod body;
pub mod clock;
pub mod connections;
pub mod encode;
pub mod exchange;
pub mod failure;
pub mod header_setting;
pub mod headers;
pub mod incoming;
pub mod limit;
pub mod open;
pub mod outgoing;
pub mod own_client;
pub mod problem;
pub mod rate_limit;
pub mod receive;
pub mod redirect;
pub mod response;
pub mod retry;
pub mod retry_after;
#[cfg(feature = "tracing")]
pub mod trace;
pub mod transport;
pub mod transport_error;
