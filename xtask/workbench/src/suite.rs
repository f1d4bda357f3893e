//! `cargo xtask suite`: makes a type of every schema in JSON Schema's test suite, sends every value
//! through its type, and reports where the result is not the one that the suite expects.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report;
use generator::{Code, Options, Severity, Sources, ValueChecks};
use xtask::workbench::suite::Arguments;

use self::cases::Case;
use crate::corpus::cargo::Cargo;
use crate::corpus::generation::{Generated, Outcome};
use crate::corpus::values::json::Json;
use crate::corpus::values::{program, send};
use crate::corpus::workspace::Workspace;

mod cases;
mod reasons;

/// What came of the suite.
#[derive(Debug, Default)]
struct Results {
    schemas: usize,
    refused: Vec<String>,
    valid: usize,
    invalid: usize,
    /// Invalid values that were decoded, by the file and the reason.
    taken: BTreeMap<(String, &'static str), usize>,
    /// Valid values that were not decoded, by the reason.
    narrower: BTreeMap<&'static str, usize>,
    faults: Vec<String>,
}

/// Runs the command for a user whose current folder is `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = Place::new(target.as_deref(), "target", here);
    match suite(arguments, here, &target) {
        Ok(results) => {
            report::print(&results.text());
            ExitCode::from(u8::from(!results.faults.is_empty()))
        }
        Err(error) => report::fail(&error),
    }
}

fn suite(arguments: &Arguments, here: &Path, target: &Place) -> Result<Results, Error> {
    let folder = Place::new(Some(&arguments.folder), "", here);
    let cases = cases::read(&folder)?;
    let mut results = Results {
        schemas: cases.len(),
        ..Results::default()
    };
    // What is refused alone would take all others with it.
    let mut kept = Vec::new();
    for case in &cases {
        match refusals(case) {
            codes if codes.is_empty() => kept.push(case),
            codes => {
                let line = format!("{}: {} ({codes})", case.file, case.name);
                results.refused.push(line);
            }
        }
    }
    let sources = cases::document(&kept);
    let options = options();
    let output = generator::generate_with(&sources, &options);
    let checks = generator::value_checks(&sources, &options)
        .ok_or_else(|| Error::new("the schemas are refused together, though not alone"))?;
    let mut generated = Generated::nothing(Outcome::Emitted);
    generated.files = output.files;
    let place = Place {
        path: target.path.join("suite"),
        shown: target.inside("suite"),
    };
    let answers = answers(&kept, &checks, &generated, place)?;
    for ((case, test), answer) in kept
        .iter()
        .flat_map(|case| case.tests.iter().map(move |test| (case, test)))
        .zip(answers)
    {
        results.judge(case, test, answer);
    }
    Ok(results)
}

fn options() -> Options<'static> {
    // A schema that is not there allows everything: JSON Schema's own is one of them.
    const TOLERATED: &[Code] = &[Code::MissingReference];
    Options {
        tolerated: TOLERATED,
        ..Options::default()
    }
}

/// The codes for which a schema is refused.
fn refusals(case: &Case) -> String {
    let sources: Sources = cases::document(&[case]);
    let output = generator::generate_with(&sources, &options());
    let errors = output
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let mut codes: Vec<String> = errors
        .map(|found| format!("{}: {}", found.code.id(), found.message))
        .collect();
    codes.dedup();
    codes.join(", ")
}

/// What the types make of all values, in their order.
fn answers(
    cases: &[&Case],
    checks: &ValueChecks,
    generated: &Generated,
    place: Place,
) -> Result<Vec<Result<String, String>>, Error> {
    let mut workspace = Workspace::open(place)?;
    workspace
        .add(0, "suite.json", generated, |member| program(checks, member))
        .map_err(Error::new)?;
    workspace.write_manifest(Path::new("Cargo.lock"))?;
    let cargo = Cargo {
        jobs: None,
        features: String::new(),
    };
    let members: Vec<_> = workspace.members.iter().collect();
    let (programs, complaint) = cargo.values_programs(&workspace, &members)?;
    let Some(program) = programs.values().next() else {
        return Err(Error::new(format!(
            "the crate does not compile: {complaint}"
        )));
    };
    let index: BTreeMap<&str, usize> = checks
        .types
        .iter()
        .enumerate()
        .filter_map(|(index, checked)| Some((checked.path.rsplit("::").next()?, index)))
        .collect();
    let mut values = Vec::new();
    for case in cases {
        let index = index
            .get(case.type_name().as_str())
            .ok_or_else(|| Error::new(format!("`{}` gave no type", case.type_name())))?;
        values.extend(case.tests.iter().map(|test| (*index, test.wrapped())));
    }
    send(&values, program, &workspace.place.path)
}

impl Results {
    fn judge(&mut self, case: &Case, test: &cases::Test, answer: Result<String, String>) {
        let sent = test.wrapped();
        let came = answer.as_ref().ok().and_then(|text| Json::parse(text).ok());
        let value = Json::parse(&sent).ok();
        let equal = matches!((&came, &value), (Some(came), Some(value)) if came.equals(value));
        let place = format!("{}: {}: {}", case.file, case.name, test.name);
        let shown = |answer: &Result<String, String>| match answer {
            Ok(text) => text.clone(),
            Err(why) => why.clone(),
        };
        if test.valid {
            self.valid += 1;
        } else {
            self.invalid += 1;
        }
        match (test.valid, answer.is_ok()) {
            (_, true) if !equal => {
                let fault = format!("{place}\n    {sent}\n    came back as {}", shown(&answer));
                self.faults.push(fault);
            }
            (true, true) | (false, false) => {}
            (true, false) => match reasons::narrower(case, test) {
                Some(why) => *self.narrower.entry(why).or_default() += 1,
                None => {
                    let why = shown(&answer);
                    self.faults
                        .push(format!("{place}\n    {sent}\n    is valid, but {why}"));
                }
            },
            (false, true) => match reasons::wider(&case.file) {
                Some(why) => *self.taken.entry((case.file.clone(), why)).or_default() += 1,
                None => {
                    let fault = format!("{place}\n    {sent}\n    is not valid, but taken");
                    self.faults.push(fault);
                }
            },
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let taken: usize = self.taken.values().sum();
        let narrower: usize = self.narrower.values().sum();
        let _ = writeln!(
            text,
            "{} schemas, {} of them refused\n{} valid values, {narrower} of them not decoded\n{} invalid values, {taken} of them decoded",
            self.schemas,
            self.refused.len(),
            self.valid,
            self.invalid,
        );
        for line in &self.refused {
            let _ = writeln!(text, "  refused: {line}");
        }
        for (why, count) in &self.narrower {
            let _ = writeln!(text, "  {count:>4} valid, not decoded: {why}");
        }
        for ((file, why), count) in &self.taken {
            let _ = writeln!(text, "  {count:>4} invalid, decoded: `{file}`: {why}");
        }
        for fault in &self.faults {
            let _ = writeln!(text, "\nfault: {fault}");
        }
        let _ = writeln!(text, "{} faults", self.faults.len());
        text
    }
}
