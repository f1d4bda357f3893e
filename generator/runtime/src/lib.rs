//! The part of a generated client that does not depend on the API.
//!
//! The files below `runtime/` are copied unchanged into `src/runtime/` of every client that needs
//! them, in the same folders; each file is a *part*. A part needs the parts that it names as
//! `crate::runtime::…`. The module files (`runtime.rs`, `runtime/wire.rs`, …) are written by the
//! generator, which declares only the parts that a client carries; those here declare all of them.
//!
//! [`sample`] is a client as the generator would write it, [`wire_sample`] holds types with their
//! tables. This crate is never published.
//!
//! | folder | what is in it |
//! |---|---|
//! | `runtime` | the client, its configuration, its errors |
//! | `runtime/auth` | credentials: where each kind stands in a request |
//! | `runtime/calls` | operations, the requests of a caller, and what awaiting them does |
//! | `runtime/http` | attempts, retries, redirects, limits, the transport |
//! | `runtime/pages` | pages, items, and the way from one page to the next |
//! | `runtime/wire` | how each type of a description is read and written |
//! | `runtime/test_util` | an API in memory, behind the feature `test-util` |

// A client must never end the program that uses it: `?` and `else`, never `expect`.
#[warn(clippy::expect_used)]
pub mod runtime;
pub mod sample;
pub mod wire_sample;

#[cfg(test)]
mod tests;
