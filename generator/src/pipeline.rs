//! The stages in their order: sources in, a client out, or the first half of the way.

use std::collections::BTreeMap;

use crate::api::Api;
use crate::contract::{self, Contract};
use crate::coverage::Coverage;
use crate::diagnostic::{self, Diagnostic, Report};
use crate::losses::Loss;
use crate::options::Options;
use crate::source::Sources;
use crate::{derives, emit, foreign, lower, openapi, render};

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
pub(crate) fn lower_sources<'s>(
    sources: &'s Sources,
    report: &Report<'s>,
    options: &Options<'_>,
) -> Option<Api> {
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
