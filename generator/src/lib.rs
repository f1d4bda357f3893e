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
mod render;
mod schemas;
mod selection;
mod source;
mod type_text;

use std::collections::BTreeMap;

pub use call_writer::CallWriter;
pub use checks::{CheckedType, ValueChecks, value_checks};
pub use compare::{
    Change, Class, Comparison, Group, Level, Site, Versions, Wire, compare, compare_with,
};
pub use contract::Contract;
pub use coverage::{Coverage, Missing};
pub use derives::{Derive, GROUPS, STANDARD, check_derive};
pub use diagnostic::{Code, Diagnostic, Location, Setting, Severity, joined_overlay};
pub use emit::{CallText, Given, GivenFile, GivenValue, GivenVariant, Gives, Part, Unknown};
pub use foreign::check_path;
pub use losses::Loss;
pub use names::Names;
pub use openapi::{Keyword, Support, keywords};
pub use selection::Selection;
pub use source::Sources;

use diagnostic::{Report, Tolerance};

/// The result of a generation.
#[derive(Debug)]
pub struct Output {
    /// The files of the crate, path → text; none when one of the findings is an error.
    pub files: BTreeMap<String, String>,
    /// The further files of a new crate, path → text: a changelog, the texts of its licence. It is its owner's to go
    /// on with, and is not written again.
    pub starters: BTreeMap<String, String>,
    /// Everything found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of the operations the client has; of a description with errors nothing is known.
    pub coverage: Coverage,
    /// What faults cost a description that was read leniently, the most frequent first.
    pub losses: Vec<Loss>,
}

/// How to generate.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// Errors of these codes become warnings: what a dangling reference leads to, for instance,
    /// is then any JSON.
    pub tolerated: &'o [Code],
    /// Reads what faults leave of a description: an error costs only what it touches, a parameter, an
    /// answer, a schema or an operation, and is a warning. A text that is no description stays an error.
    pub lenient: bool,
    /// The names of the client as it was generated last, from its [file](Names::FILE): they stay what they
    /// are. Without them everything is named anew.
    pub names: Option<&'o Names>,
    /// The operations that the client has; without it, all.
    pub selection: Option<&'o Selection>,
    /// The types of other crates that are used for strings: a `format` and the [path](check_path) of a type.
    pub types: &'o [(String, String)],
    /// What types derive beside what they derive anyway.
    pub derives: &'o [Derive],
    /// The version of the crate, where its owner decides it. Comparisons take it for the description's; what is
    /// generated does not depend on it.
    pub version: Option<&'o str>,
    /// The name of the package, as the manifest of the crate has it by now. It stays, unless `x-package` says another.
    pub package: Option<&'o str>,
    /// Whether that name is its owner's: it stays whatever the description says.
    pub owns_package: bool,
    /// What writes the files, such as `cargo xtask codegen`: their first lines name it.
    pub command: &'o str,
    /// Called with the name of each stage when it has done its work.
    pub after_stage: &'o (dyn Fn(&'static str) + Sync),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            tolerated: &[],
            lenient: false,
            names: None,
            selection: None,
            types: &[],
            derives: &[],
            version: None,
            package: None,
            owns_package: false,
            command: "cargo xtask codegen",
            after_stage: &|_| {},
        }
    }
}

impl<'o> Options<'o> {
    fn tolerance(&self) -> Tolerance<'o> {
        Tolerance {
            codes: self.tolerated,
            lenient: self.lenient,
        }
    }
}

/// Generates the client of a description.
///
/// ```no_run
/// use std::fs;
/// use std::path::Path;
///
/// use generator::{Sources, generate};
///
/// let description = r#"{ "openapi": "3.1.0", "info": { "title": "Empty", "version": "1.0.0" }, "paths": {} }"#;
/// let output = generate(&Sources::new("empty.json", description));
/// for (path, text) in output.files {
///     let file = Path::new("crates/empty").join(path);
///     fs::create_dir_all(file.parent().expect("a folder"))?;
///     fs::write(file, text)?;
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn generate(sources: &Sources) -> Output {
    generate_with(sources, &Options::default())
}

/// Generates the client of a description, as the options say.
pub fn generate_with(sources: &Sources, options: &Options<'_>) -> Output {
    let report = Report::new(sources, options.tolerance());
    let (files, starters, coverage) = run(sources, &report, options).unwrap_or_default();
    let losses = report.losses_by_kind();
    Output {
        files,
        starters,
        diagnostics: report.finish(),
        coverage,
        losses,
    }
}

/// Reads what a description asks of requests and answers, as the options say.
///
/// # Errors
///
/// Everything found, when one of the findings is an error.
pub fn contract(sources: &Sources, options: &Options<'_>) -> Result<Contract, Vec<Diagnostic>> {
    let report = Report::new(sources, options.tolerance());
    let read = || {
        if diagnostic::unreadable(&report) {
            return None;
        }
        let description = openapi::read(sources, &report)?;
        if report.has_errors() {
            return None;
        }
        let mut contract = contract::of(&description);
        let api = lower::lower(description, options, &report).api;
        contract::add_readings(&mut contract, &api);
        Some(contract)
    };
    let contract = read();
    contract.ok_or_else(|| report.finish())
}

/// Writes code that names everything of a client, which it calls `client`: each type, field, variant, function
/// and argument has a line. The code compiles against the client of every later version that only adds, and
/// each of its lines is a line of that client's code too. `None` when one of the findings is an error.
pub fn caller(sources: &Sources, options: &Options<'_>) -> Option<String> {
    let report = Report::new(sources, options.tolerance());
    let api = lower_sources(sources, &report, options)?;
    Some(emit::caller(&api))
}

/// Path → text.
type Texts = BTreeMap<String, String>;

/// Runs the stages in their order; `None` when an error keeps the next one from running.
fn run<'s>(
    sources: &'s Sources,
    report: &Report<'s>,
    options: &Options<'_>,
) -> Option<(Texts, Texts, Coverage)> {
    let after_stage = options.after_stage;
    let api = lower_sources(sources, report, options)?;
    foreign::report_unused(&api.foreign, report);
    derives::report_missing(&api.underived, report);
    if report.has_errors() {
        return None;
    }
    let files = emit::emit(&api);
    after_stage("emit");
    // The header of each file shows that the description was read leniently.
    let lenient = format!("{} --lenient", options.command);
    let command = match report.has_overcome() {
        true => lenient.as_str(),
        false => options.command,
    };
    let text = |file: &emit::File| {
        let text = render::render(file, command, &api.origin);
        (file.path.clone(), text)
    };
    let files = files.iter().map(text).collect();
    after_stage("render");
    Some((files, emit::starters(&api), Coverage::of(&api)))
}

/// The first half: the API that a description asks for.
fn lower_sources<'s>(
    sources: &'s Sources,
    report: &Report<'s>,
    options: &Options<'_>,
) -> Option<api::Api> {
    if diagnostic::unreadable(report) {
        return None;
    }
    let mut description = openapi::read(sources, report)?;
    if let Some(selection) = options.selection {
        selection.apply(&mut description, report);
    }
    (options.after_stage)("openapi");
    let api = lower::lower(description, options, report).api;
    (options.after_stage)("lower");
    (!report.has_errors()).then_some(api)
}
