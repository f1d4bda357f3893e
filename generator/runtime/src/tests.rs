//! The tests of the runtime: pure parts by their values, the rest over HTTP on loopback.

mod support;

mod client;
mod encoding;
mod errors;
mod pages;
mod rate_limits;
mod redirects;
mod requests;
mod responses;
mod retries;
mod retry_waits;
mod secrets;

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "test-util")]
mod test_kit;
#[cfg(feature = "tracing")]
mod tracing;
