//! The generated client against recorded and scripted servers, and the replay server against
//! itself.
//!
//! One binary: the client is linked once, and a test is a function in the module of its topic.

mod call_sites;
mod compressed;
mod encoding;
mod faults;
mod middleware;
mod package;
mod pages;
mod plain_http;
mod recording_files;
mod recordings;
mod replay;
mod round_trip;
mod scripted;
mod secrets;
mod support;
mod test_kit;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what is allocated, to find what is never freed.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;
