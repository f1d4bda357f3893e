//! The generated client against recorded and scripted servers, and the replay server against
//! itself.
//!
//! One binary: the client is linked once, and a test is a function in the module of its topic.

mod call_sites;
mod pages;
mod plain_http;
mod recording_files;
mod recordings;
mod replay;
mod round_trip;
mod scripted;
mod support;
