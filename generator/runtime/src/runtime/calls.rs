//! Calls: what an operation is, what a request of it holds, and what awaiting it does.

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod call;
pub mod decode;
pub mod described;
pub mod json_body;
pub mod json_media;
pub mod operation;
pub mod path;
pub mod pending;
pub mod query_list;
pub mod request;
pub mod request_options;
