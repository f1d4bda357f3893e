//! `cargo xtask corpus`: generates the client of every description in a folder, compiles the
//! clients on request, and reports each result. No document stops the run.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_verbatim::disk;
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report;
use generator::{Code, Options, ValueChecks};
use xtask::workbench::corpus::{Arguments, Format};

use self::build::Build;
use self::cargo::Cargo;
use self::document::Document;
use self::generation::{Generated, Outcome, Settings, generate_all};
use self::manifest::Manifest;
use self::progress::Progress;
use self::totals::{Record, Totals};
use self::workspace::{Member, Workspace};

pub mod build;
pub mod cargo;
mod document;
mod faults;
pub mod generation;
mod json;
mod manifest;
pub mod messages;
pub mod panics;
mod progress;
pub mod selection;
mod table;
mod totals;
pub mod values;
pub mod workspace;

/// Runs the command for a user whose current folder is `here`.
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
        lenient: !arguments.strict,
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
        &[Code::NothingToCall]
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
            lenient: !arguments.strict,
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
