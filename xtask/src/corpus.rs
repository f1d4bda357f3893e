//! `cargo xtask corpus`: takes a folder of descriptions, tells what the generator makes of each,
//! and what the compiler makes of that. A document never stops the run.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::{Code, Options, ValueChecks};

use self::build::Build;
use self::cargo::Cargo;
use self::document::Document;
use self::generation::{Generated, Outcome, Settings, generate_all};
use self::manifest::Manifest;
use self::progress::Progress;
use self::totals::{Record, Totals};
use self::workspace::{Member, Workspace};
use crate::disk;
use crate::error::Error;
use crate::place::Place;
use crate::report;

pub mod build;
pub mod cargo;
mod document;
mod faults;
pub mod generation;
mod json;
mod manifest;
mod messages;
pub mod panics;
mod progress;
mod selection;
mod table;
mod totals;
pub mod values;
pub mod workspace;

/// Generate the client of every description in a folder, and tell what came of each
///
/// Every YAML and JSON file directly in the folder that has an `openapi` or `swagger` key is a
/// document; other files are read when a document refers to them. A document that is refused is
/// no failure of the run, nor does a panic of the generator's end it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The folder of the descriptions, relative to the folder you stand in
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Compile each crate, with clippy's default lints as errors
    ///
    /// The crates lie in `corpus` in the target folder and are compiled there, offline, with the
    /// versions of this project's Cargo.lock. After a run that compiled the same documents, a crate
    /// that has not changed is not compiled again.
    #[arg(long)]
    pub build: bool,

    /// Compile only so many crates, chosen evenly from the smallest document to the largest
    #[arg(long, value_name = "N", requires = "build")]
    pub sample: Option<usize>,

    /// Compile the crates with these features, such as blocking,tracing
    ///
    /// Without it the crates have no feature, not even the default one: that merely brings TLS.
    #[arg(
        long,
        value_name = "FEATURES",
        requires = "build",
        default_value = "",
        hide_default_value = true
    )]
    pub features: String,

    /// Send values through the types of each crate that was compiled
    ///
    /// Values are made from the schemas of the document, decoded by the emitted types, encoded
    /// again and compared. A value that does not come back is a failure.
    #[arg(long, requires = "build")]
    pub values: bool,

    /// Only documents whose name holds this, where `*` stands for anything; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub only: Vec<String>,

    /// A table of what the documents are: tab-separated, with columns `file` and `kind`
    ///
    /// Files that it names are documents too, wherever in the folder they lie. Totals are then
    /// also given for each kind; those of kind `negative` are meant to be refused.
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,

    /// Let a dangling reference (E0200) be an error, as `codegen` does
    ///
    /// Otherwise what it leads to is any JSON, so that the rest of the document is tried.
    #[arg(long)]
    pub strict: bool,

    /// How many documents to generate, and how many crates to compile, at a time
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// How the results are printed to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a table, what went wrong, and totals
    Text,
    /// For programs: one object with `documents` and `totals`, and every finding
    Json,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask corpus ../apis
      generate the client of each description in ../apis
  cargo xtask corpus ../apis --build --sample 6
      and compile six of them
  cargo xtask corpus ../apis --only stripe --build
      everything about the documents of one API
  cargo xtask corpus ../apis --manifest ../apis/manifest.tsv --format json > results.json
      results for a program to read";

const MORE: &str = "

Columns:
  operations   in the `paths` of the document, those left out (E0400) included
  types        structs and enums outside the runtime
  lines        in all files of the crate but those of its tests
  ms           the time of the generator, reading from the disk not included
  diagnostics  codes and how often each was found, the gravest first
  build s      the time from the end of the crate compiled before to the end of this one; all of
               them add up to the time of the build without that of the dependencies. With
               `--jobs 1` it is the time of the crate itself. – when it had not changed
  compiler     what the compiler and clippy found

Exit codes:
  0  all is well; documents may have been refused
  1  the generator panicked, or a crate did not compile
  2  the command could not be carried out: arguments, files that cannot be read or written, cargo";

/// Runs the command for a user who stands in the folder `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = Place::new(target.as_deref(), "target", here);
    match corpus(arguments, here, &target) {
        Ok(records) => {
            report::print(&match arguments.format {
                Format::Text => table::report(&records),
                Format::Json => format!("{:#}\n", json::object(&records)),
            });
            ExitCode::from(u8::from(Totals::of(&records).has_faults()))
        }
        Err(error) => {
            let format = match arguments.format {
                Format::Text => report::Format::Text,
                Format::Json => report::Format::Json,
            };
            report::complain(&report::failure(&error, format));
            ExitCode::from(2)
        }
    }
}

fn corpus(arguments: &Arguments, here: &Path, target: &Place) -> Result<Vec<Record>, Error> {
    let folder = Place::new(Some(&arguments.folder), "", here);
    let manifest = arguments.manifest.as_deref();
    let manifest = manifest.map(|file| Manifest::read(&Place::new(Some(file), "", here)));
    let mut documents = document::find(&folder, manifest.transpose()?.as_ref())?;
    if !arguments.only.is_empty() {
        let wanted = |pattern: &String, name: &str| selection::matches(name, pattern);
        documents.retain(|found| arguments.only.iter().any(|only| wanted(only, &found.name)));
        if documents.is_empty() {
            let message = format!("no document in `{}` is called that", folder.shown);
            return Err(Error::new(message).help("`--only` takes a part of a file's name"));
        }
    }

    let mut generated = generate(arguments, &documents)?;
    let mut builds = Vec::new();
    builds.resize_with(documents.len(), || (None, None));
    if arguments.build {
        let chosen = chosen(arguments, &documents, &generated);
        let place = Place {
            path: target.path.join("corpus"),
            shown: target.inside("corpus"),
        };
        let mut workspace = Workspace::open(place)?;
        let checks = checks(arguments, &documents, &chosen);
        let compiled = compile(
            arguments,
            &documents,
            &generated,
            &chosen,
            &checks,
            &mut workspace,
        )?;
        for (index, build) in compiled {
            builds[index].0 = Some(build);
        }
        let progress = Progress::new("Trying", if arguments.values { chosen.len() } else { 0 });
        let cargo = cargo(arguments);
        let mut done = |name: &str| progress.step(name);
        for (index, tried) in values::try_all(&workspace, &cargo, &checks, &mut done)? {
            builds[index].1 = Some(tried);
        }
    }
    let results = generated.drain(..).zip(builds);
    let records = documents.into_iter().zip(results);
    Ok(records
        .map(|(document, (generated, (build, values)))| Record {
            document,
            generated,
            build,
            values,
        })
        .collect())
}

fn generate(arguments: &Arguments, documents: &[Document]) -> Result<Vec<Generated>, Error> {
    let settings = Settings {
        tolerated: tolerated(arguments),
        findings: arguments.format == Format::Json,
        jobs: arguments.jobs.unwrap_or(0).into(),
    };
    let progress = Progress::new("Generating", documents.len());
    generate_all(documents, settings, |document| {
        progress.step(&document.name)
    })
    .map_err(|error| Error::new(format!("cannot start threads: {error}")))
}

fn tolerated(arguments: &Arguments) -> &'static [Code] {
    if arguments.strict {
        &[]
    } else {
        &[Code::MissingReference]
    }
}

/// The documents to compile, of those that gave a crate.
fn chosen(arguments: &Arguments, documents: &[Document], generated: &[Generated]) -> Vec<usize> {
    let emitted: Vec<usize> = (0..documents.len())
        .filter(|&index| generated[index].outcome == Outcome::Emitted)
        .collect();
    let sizes: Vec<u64> = emitted
        .iter()
        .map(|&index| documents[index].bytes)
        .collect();
    let wanted = arguments.sample.unwrap_or(emitted.len());
    selection::evenly(&sizes, wanted)
        .into_iter()
        .map(|index| emitted[index])
        .collect()
}

/// What there is to try of the documents that are compiled, by their index.
fn checks(
    arguments: &Arguments,
    documents: &[Document],
    chosen: &[usize],
) -> BTreeMap<usize, ValueChecks> {
    let chosen = chosen.iter().filter(|_| arguments.values);
    let found = chosen.filter_map(|&index| {
        let sources = disk::read(&documents[index].place, Path::new(".")).ok()?;
        let options = Options {
            tolerated: tolerated(arguments),
            ..Options::default()
        };
        let checks = generator::value_checks(&sources, &options)?;
        (!checks.types.is_empty()).then_some((index, checks))
    });
    found.collect()
}

fn compile(
    arguments: &Arguments,
    documents: &[Document],
    generated: &[Generated],
    chosen: &[usize],
    checks: &BTreeMap<usize, ValueChecks>,
    workspace: &mut Workspace,
) -> Result<Vec<(usize, Build)>, Error> {
    let mut builds = Vec::new();
    for &index in chosen {
        let program = |member: &Member| {
            let checks = checks.get(&index);
            checks.map_or_else(BTreeMap::new, |checks| values::program(checks, member))
        };
        let added = workspace.add(index, &documents[index].name, &generated[index], program);
        if let Err(why) = added {
            builds.push((index, Build::refused(why)));
        }
    }
    let progress = Progress::new("Compiling", workspace.members.len());
    let lock_file = Path::new("Cargo.lock");
    builds.extend(build::build(
        workspace,
        &cargo(arguments),
        lock_file,
        &mut |name| progress.step(name),
    )?);
    Ok(builds)
}

fn cargo(arguments: &Arguments) -> Cargo {
    Cargo {
        jobs: arguments.jobs.map(usize::from),
        features: arguments.features.clone(),
    }
}

#[cfg(test)]
mod tests;
