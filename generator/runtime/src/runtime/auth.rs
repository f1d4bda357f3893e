//! Credentials: which part of a request has each kind.

pub mod basic;
pub mod bearer;
pub mod chosen;
pub mod client_credentials;
pub mod cookie_key;
pub mod credential;
pub mod credential_setter;
pub mod credential_source;
pub mod fetched_secret;
pub mod header_key;
pub mod provider;
pub mod query_key;
pub mod redaction;
pub mod secrets;
