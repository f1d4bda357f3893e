//! `cargo xtask additions`: adds to descriptions at random, and compiles a program that names everything of
//! the first client against the clients that follow.

mod add;
mod client;
mod crates;
mod find;

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_verbatim::disk;
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report;
use fastrand::Rng;
use serde_json::Value;
use xtask::workbench::additions::Arguments;

use self::client::Client;
use self::crates::Crates;

/// How many additions are tried for each one that gives a valid description.
const TRIES: usize = 50;

/// Runs the command for a user whose current folder is `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    match additions(arguments, here) {
        Ok(failures) => ExitCode::from(u8::from(failures > 0)),
        Err(error) => {
            report::fail(&error);
            ExitCode::from(2)
        }
    }
}

fn additions(arguments: &Arguments, here: &Path) -> Result<usize, Error> {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = Place::new(target.as_deref(), "target", here);
    let mut failures = 0;
    for document in &arguments.documents {
        let place = Place::new(Some(document), "", here);
        let tried = Trial::of(&place, arguments, &target)?.run()?;
        report::print(&tried.text(&place.shown, arguments.seed));
        failures += tried.failures.len();
    }
    Ok(failures)
}

/// A description to which things are added.
struct Trial<'a> {
    /// The description, as the user named it.
    shown: String,
    arguments: &'a Arguments,
    crates: Crates,
    document: Value,
    /// The client before any addition.
    first: Client,
    /// The client of the document.
    client: Client,
    /// Additions since the last compilation, and the document before them.
    open: Vec<String>,
    before: (Value, Client),
    /// The program has compiled against a client.
    compiles: bool,
    results: Results,
}

/// What came of a description.
#[derive(Debug, Default)]
struct Results {
    additions: usize,
    compilations: usize,
    /// Additions that made no valid description.
    refused: usize,
    failures: Vec<String>,
}

impl<'a> Trial<'a> {
    fn of(place: &Place, arguments: &'a Arguments, target: &Place) -> Result<Self, Error> {
        let sources = disk::read(place, Path::new("."))?;
        let json = sources.json();
        let document = json.and_then(|text| serde_json::from_str(&text).ok());
        let unusable = |why: &str| Error::new(format!("`{}`: {why}", place.shown));
        let document: Value = document.ok_or_else(|| unusable("the file cannot be read"))?;
        let first = Client::of(&document, None).map_err(|why| unusable(&why))?;
        let crates = Crates::open(target, &first.package)?;
        crates.write_caller(&first.caller)?;
        Ok(Self {
            shown: place.shown.clone(),
            arguments,
            crates,
            before: (document.clone(), first.clone()),
            client: first.clone(),
            document,
            first,
            open: Vec::new(),
            compiles: false,
            results: Results::default(),
        })
    }

    fn run(mut self) -> Result<Results, Error> {
        let mut rng = Rng::with_seed(self.arguments.seed);
        let every = self.arguments.every as usize;
        // A description that becomes invalid by every addition would be tried for ever.
        let mut tries = self.arguments.count.saturating_mul(TRIES);
        while self.results.additions < self.arguments.count && tries > 0 {
            tries -= 1;
            let mut document = self.document.clone();
            let words = &self.first.types;
            let Some(addition) = add::add(&mut rng, &mut document, words) else {
                continue;
            };
            let client = match Client::of(&document, Some(&self.client.names)) {
                Ok(client) => client,
                // Its findings are not about names.
                Err(_) => {
                    self.results.refused += 1;
                    continue;
                }
            };
            self.results.additions += 1;
            if let Some(lost) = client.lost(&self.first) {
                self.fail(&addition, &lost);
                continue;
            }
            (self.document, self.client) = (document, client);
            self.open.push(addition);
            if self.open.len() >= every {
                self.compile()?;
            }
        }
        if !self.open.is_empty() {
            self.compile()?;
        }
        Ok(self.results)
    }

    fn compile(&mut self) -> Result<(), Error> {
        self.results.compilations += 1;
        self.crates
            .write_client(&self.client.files, &self.client.package)?;
        let additions = std::mem::take(&mut self.open).join("; ");
        match self.crates.check()? {
            Ok(()) => {
                self.compiles = true;
                self.before = (self.document.clone(), self.client.clone());
            }
            Err(error) => {
                self.expect_to_compile()?;
                self.fail(&additions, &error);
                (self.document, self.client) = self.before.clone();
            }
        }
        Ok(())
    }

    /// An addition is at fault only where the program compiles without it.
    fn expect_to_compile(&mut self) -> Result<(), Error> {
        if !self.compiles {
            let (files, package) = (&self.first.files, &self.first.package);
            self.crates.write_client(files, package)?;
            self.crates.check()?.map_err(|error| {
                let shown = &self.shown;
                Error::new(format!(
                    "`{shown}`: the program does not compile against its own client"
                ))
                .help(error)
            })?;
            self.compiles = true;
        }
        Ok(())
    }

    fn fail(&mut self, addition: &str, why: &str) {
        let number = self.results.additions;
        let why = why.trim_end().replace('\n', "\n    ");
        let failure = format!("addition {number}: {addition}\n    {why}");
        self.results.failures.push(failure);
    }
}

impl Results {
    fn text(&self, document: &str, seed: u64) -> String {
        let mut text = format!(
            "{document}: seed {seed}, {}, {}, {}\n",
            report::plural(self.additions, "addition"),
            report::plural(self.compilations, "compilation"),
            report::plural(self.failures.len(), "failure"),
        );
        for failure in &self.failures {
            let _ = writeln!(text, "  {failure}");
        }
        text
    }
}
