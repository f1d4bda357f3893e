//! Credentials: where each kind stands in a request.

pub mod basic;
pub mod bearer;
pub mod cookie_key;
pub mod credential;
pub mod credential_setter;
pub mod header_key;
pub mod query_key;
