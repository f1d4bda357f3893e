//! OpenAPI text in, files of Rust text out.
//!
//! Text comes in at one end, each stage turns one plain value into the next, text goes out at the
//! other end, and nothing flows back:
//!
//! ```text
//! source   files → tree            one ordered tree of YAML or JSON; every node knows its place
//! openapi  tree → description      OpenAPI 3.0, 3.1 and 3.2 in one form, references resolved
//! lower    description → api       every decision: names, optionality, unions, pages, derives
//! schemas  (asked by lower)        what a schema says: `$ref` and `allOf` merged, branches told apart
//! api      (data)                  the API as its caller sees it; no OpenAPI, no tokens
//! emit     api → tokens            one file for each kind of output; nothing left to decide
//! render   tokens → text           header, blank lines, formatting
//! ```
//!
//! Next to the pipeline is `compare`: two APIs → what the second changes for a caller of the
//! first; and `contract`: a description → what it asks of requests and answers, without a client.
//!
//! [`generate`] and [`compare()`], with options [`generate_with`] and [`compare_with`], are the entry; [`contract()`],
//! [`CallWriter`] and what else is public is for programs that test or call a client. None does IO or reads the environment
//! or a clock: the same input gives the same bytes on every run and every machine.

#![warn(clippy::unwrap_used)]

mod api;
mod call_writer;
mod checks;
mod circles;
mod compare;
pub mod contract;
mod coverage;
mod derives;
mod diagnostic;
mod emit;
mod foreign;
pub mod formats;
mod json;
mod keywords;
mod losses;
mod lower;
pub mod media;
mod names;
mod openapi;
mod options;
mod pipeline;
mod render;
mod schemas;
mod selection;
mod source;
mod type_text;

pub use api::crate_of;
pub use call_writer::CallWriter;
pub use checks::{CheckedType, ValueChecks, value_checks};
pub use compare::{
    Change, Class, Comparison, Group, Level, Site, Versions, Wire, compare, compare_with,
};
pub use contract::Contract;
pub use coverage::{Coverage, Missing};
pub use derives::{Derive, GROUPS, STANDARD, check_derive};
pub use diagnostic::{Code, Diagnostic, Location, Setting, Severity, joined_overlay, nearest};
pub use emit::{CallText, Given, GivenFile, GivenValue, GivenVariant, Gives, Part, Unknown};
pub use foreign::check_path;
pub use losses::Loss;
pub use names::Names;
pub use openapi::{Keyword, Support, keywords};
pub use options::Options;
pub use pipeline::{Output, caller, contract, generate, generate_with};
pub use selection::Selection;
pub use source::Sources;
