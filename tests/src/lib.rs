//! Servers on loopback that replace an API, for tests, for the example and for `xtask`.
//!
//! | module | what it does |
//! |---|---|
//! | [`har`] | reads a recording (HAR 1.2, as browsers export it) |
//! | [`exchange`] | makes of a recorded entry a request and the answer to it |
//! | [`replay`] | answers as a recording says and objects to every other request |
//! | [`scripted`] | answers as a closure says and collects the requests |
//! | [`server`] | hands each request to a function and sends the answer it gives |
//! | [`request`], [`answer`] | what a server received, what it shall send |
//!
//! Nothing here knows a client or the generator: a server only speaks HTTP.

pub mod answer;
pub mod exchange;
pub mod har;
mod matching;
pub mod replay;
pub mod request;
pub mod scripted;
pub mod server;
