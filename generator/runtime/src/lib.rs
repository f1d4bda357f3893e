//! The part of a generated client that never changes.
//!
//! The files under `runtime/` are copied as they are into `src/runtime/` of every client that needs
//! them; the list of modules, `runtime.rs`, is written by the generator (the one here is for this
//! crate). [`sample`] is a client as the generator would write it, [`wire_sample`]
//! are types with their tables. This crate is never published.
//!
//! | files | copied when |
//! |---|---|
//! | `api`, `base_url`, `call`, `client`, `client_builder`, `configuration`, `credential`, `encode`, `error`, `error_kind`, `exchange`, `failure`, `headers`, `operation`, `outgoing`, `pending`, `problem`, `rate_limit`, `receive`, `redirect`, `request_options`, `response`, `retry`, `retry_after`, `transport` | always |
//! | `basic`, `bearer`, `header_key`, `query_key` | the API has a credential in that place |
//! | `credential_setter` | the API has a credential |
//! | `header_setting` | clients can be configured with headers |
//! | `path` | an operation has a path parameter |
//! | `json_body` | an operation sends JSON |
//! | `json_media` | an operation sends JSON under a media type of its own |
//! | `query_list` | a query parameter holds several values |
//! | `request` | an operation has one answer (`request!`) |
//! | `paged_request`, `list`, `page`, `pages`, `items`, `trail` | an operation lists (`paged_request!`) |
//! | `decode` | an answer is JSON (`request!(… -> T)`, `paged_request!`) |
//! | `described` | an operation describes the body of its errors |
//! | `blocking`; `blocking_pages` with `pages` | always, behind the feature `blocking` |
//! | `test_util` and `test_util/*` | always, behind the feature `test-util` |
//! | `trace` | always, behind the feature `tracing` |
//! | `wire`, `wire_input`, `scalar`, `found`, `containers` | a type is described |
//! | `object`, `fields` | an object is (`object!`) |
//! | `required`, `optional`, `nullable`, `constant`, `optional_constant` | a table has such a row |
//! | `presence` | a field or a place can be absent or null |
//! | `extra`, `map` | keys beyond the description are kept, as JSON or as a type |
//! | `string_enum`, `integer_enum`, `builder` | that table is there |
//! | `union`, `node`, `literal` | a union is described (`union!`); `literal` for constants too |
//! | `timestamp`, `date_time`, `date`, `base64`, `map`, `tuple` | a field has that type |

// A client of somebody else's program has no business ending it: `?` and `else`, never `expect`.
#[warn(clippy::expect_used)]
pub mod runtime;
pub mod sample;
pub mod wire_sample;

#[cfg(test)]
mod tests;
