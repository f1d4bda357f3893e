//! What the generator makes of a document: takes a document, gives its files and what can be
//! counted. Never writes, and never stops at a document, whatever its result.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use cargo_verbatim::disk;
use generator::{Code, Coverage, Options, Severity, Sources};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

use super::document::Document;
use super::panics;

/// What came of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A crate.
    Emitted,
    /// No crate: something found in the document is an error.
    Refused,
    /// A fault of the generator's: what the panic said, and where.
    Panicked(String),
    /// The document could not be read from the disk.
    Unreadable(String),
}

/// What was counted while one document was generated.
#[derive(Debug)]
pub struct Generated {
    /// What came of it.
    pub outcome: Outcome,
    /// The files of the crate, path → text.
    pub files: BTreeMap<String, String>,
    /// How often each code was found.
    pub codes: BTreeMap<Code, usize>,
    /// Every error and warning, as the generator words them for programs; only when asked for.
    pub findings: Vec<serde_json::Value>,
    /// How much of the operations the crate has.
    pub coverage: Coverage,
    /// Structs and enums outside the runtime.
    pub types: usize,
    /// Lines in all files.
    pub lines: usize,
    /// How long the generator took, without reading from the disk, in milliseconds.
    pub milliseconds: f64,
}

/// How to generate.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'s> {
    /// Errors of these codes become warnings.
    pub tolerated: &'s [Code],
    /// Whether an error costs only what it touches.
    pub lenient: bool,
    /// Whether to word each finding.
    pub findings: bool,
    /// How many documents to generate at a time; 0 for as many as there are cores.
    pub jobs: usize,
}

/// Generates every document, several at a time. Gives the results in the order of the
/// documents, and calls back after each.
///
/// # Errors
///
/// When the system gives no threads.
pub fn generate_all(
    documents: &[Document],
    settings: Settings<'_>,
    done: impl Fn(&Document) + Sync,
) -> Result<Vec<Generated>, ThreadPoolBuildError> {
    /// What the main thread of a process usually has: documents nest, and so do calls.
    const STACK: usize = 8 << 20;
    let pool = ThreadPoolBuilder::new()
        .num_threads(settings.jobs)
        .stack_size(STACK)
        .build()?;
    let one = |document: &Document| {
        let generated = generate(document, settings);
        done(document);
        generated
    };
    Ok(pool.install(|| documents.par_iter().map(one).collect()))
}

fn generate(document: &Document, settings: Settings<'_>) -> Generated {
    let sources = match disk::read(&document.place, Path::new(".")) {
        Ok(sources) => sources,
        Err(error) => return Generated::nothing(Outcome::Unreadable(error.message)),
    };
    run(&sources, settings, generator::generate_with)
}

fn run(
    sources: &Sources,
    settings: Settings<'_>,
    generate: impl FnOnce(&Sources, &Options<'_>) -> generator::Output,
) -> Generated {
    let options = Options {
        tolerated: settings.tolerated,
        lenient: settings.lenient,
        ..Options::default()
    };
    let start = Instant::now();
    let result = panics::catch(|| generate(sources, &options));
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    let output = match result {
        Ok(output) => output,
        Err(said) => {
            return Generated {
                milliseconds,
                ..Generated::nothing(Outcome::Panicked(said))
            };
        }
    };

    let mut generated = Generated::nothing(Outcome::Emitted);
    generated.milliseconds = milliseconds;
    for found in &output.diagnostics {
        *generated.codes.entry(found.code).or_default() += 1;
        if found.severity == Severity::Error {
            generated.outcome = Outcome::Refused;
        }
        if settings.findings && found.severity != Severity::Note {
            generated.findings.push(found.json(sources));
        }
    }
    generated.count(&output.files);
    generated.files = output.files;
    generated.coverage = output.coverage;
    generated
}

impl Generated {
    /// Nothing, for that reason.
    pub fn nothing(outcome: Outcome) -> Self {
        Self {
            outcome,
            files: BTreeMap::new(),
            codes: BTreeMap::new(),
            findings: Vec::new(),
            coverage: Coverage::default(),
            types: 0,
            lines: 0,
            milliseconds: 0.0,
        }
    }

    /// Counts what the crate holds, by its text: each definition begins a line.
    fn count(&mut self, files: &BTreeMap<String, String>) {
        // How long the examples of a document are says nothing about its crate.
        let files = files.iter().filter(|(path, _)| !path.starts_with("tests/"));
        for (path, text) in files {
            self.lines += text.lines().count();
            if path == "src/runtime.rs" || path.starts_with("src/runtime/") {
                continue;
            }
            for line in text.lines() {
                let defines = |words: &str| line.trim_start().starts_with(words);
                if defines("pub struct ") || defines("pub enum ") {
                    // Requests and handles hold a `Call` or a `Client`; they are no types of the API.
                    let is_ours =
                        line.ends_with("(Call);") || line.ends_with("(pub(crate) Client);");
                    self.types += usize::from(!is_ours);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
