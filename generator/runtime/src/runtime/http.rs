//! Requests and responses over HTTP: attempts, retries, redirects, limits.

pub mod base_url;
pub mod encode;
pub mod exchange;
pub mod failure;
pub mod header_setting;
pub mod headers;
pub mod outgoing;
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
pub mod unfollowed;
