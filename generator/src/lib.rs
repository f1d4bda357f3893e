//! OpenAPI text in, files of Rust text out.
//!
//! Text comes in at one end, each stage turns one plain value into the next, text goes out at the
//! other end, and nothing flows back:
//!
//! ```text
//! source   files → tree            one ordered tree of YAML or JSON; every node knows its place
//! openapi  tree → description      OpenAPI 3.0, 3.1 and 3.2 in one form, references resolved
//! lower    description → api       every decision: names, optionality, unions, pages, derives
//! api      (data)                  the API as its caller sees it; no OpenAPI, no tokens
//! emit     api → tokens            one file for each kind of output; nothing left to decide
//! render   tokens → text           header, blank lines, formatting
//! ```
//!
//! [`generate`] is the whole entry. It does no IO and reads no environment and no clock: the same
//! input gives the same bytes on every run and every machine.

mod api;
mod diagnostic;
mod emit;
mod lower;
mod openapi;
mod render;
mod source;

use std::collections::BTreeMap;

pub use diagnostic::{Code, Diagnostic, Location, Severity};
pub use source::Sources;

use diagnostic::Report;

/// What came of a description.
#[derive(Debug)]
pub struct Output {
    /// The files of the crate, path → text; none when one of the findings is an error.
    pub files: BTreeMap<String, String>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Generates the client of a description.
///
/// ```
/// use generator::{Sources, generate};
///
/// let description = r#"{ "openapi": "3.1.0", "info": { "title": "Empty", "version": "1.0.0" }, "paths": {} }"#;
/// let output = generate(&Sources::new("empty.json", description));
/// assert!(output.files.contains_key("src/lib.rs"));
/// ```
pub fn generate(sources: &Sources) -> Output {
    generate_tolerating(sources, &[])
}

/// Generates the client of a description in which errors of some codes are only warned of: what
/// a dangling reference leads to, for instance, is then any JSON.
pub fn generate_tolerating(sources: &Sources, tolerated: &[Code]) -> Output {
    let report = Report::new(sources, tolerated);
    let api = match diagnostic::unreadable(&report) {
        true => None,
        false => {
            openapi::read(sources, &report).map(|description| lower::lower(description, &report))
        }
    };
    let files = match api.filter(|_| !report.has_errors()) {
        Some(api) => {
            let files = emit::emit(&api);
            files
                .iter()
                .map(|file| (file.path.clone(), render::render(file, &api.origin)))
                .collect()
        }
        None => BTreeMap::new(),
    };
    Output {
        files,
        diagnostics: report.finish(),
    }
}
