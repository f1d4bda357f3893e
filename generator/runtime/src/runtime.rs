//! The part of this client that is the same for every API.

pub mod api;
pub mod auth;
pub mod calls;
pub mod client;
pub mod client_builder;
pub mod configuration;
pub mod error;
pub mod error_kind;
pub mod headers;
pub mod http;
pub mod pages;
pub mod stream;
pub mod styles;
#[cfg(feature = "test-util")]
pub mod test_util;
pub mod webhooks;
pub mod wire;
