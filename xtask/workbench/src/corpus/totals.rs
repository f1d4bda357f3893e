//! Adding up: takes the records of a run, gives sums over all of them and over those of a kind.

use std::collections::BTreeMap;

use generator::Code;

use super::build::Build;
use super::document::Document;
use super::generation::{Generated, Outcome};
use super::values::Tried;

/// All that a run knows of one document.
#[derive(Debug)]
pub struct Record {
    /// The document.
    pub document: Document,
    /// What the generator made of it.
    pub generated: Generated,
    /// What the compiler said, when the crate was compiled.
    pub build: Option<Build>,
    /// What came of values, when they were tried.
    pub values: Option<Tried>,
}

/// Sums over some documents.
#[derive(Debug, Default, PartialEq)]
pub struct Totals {
    /// How many documents there are.
    pub documents: usize,
    /// Those that gave a crate.
    pub emitted: usize,
    /// Those in which something is an error, and those that cannot be read.
    pub refused: usize,
    /// Those the generator panicked on.
    pub panicked: usize,
    /// Operations of the documents that gave a crate.
    pub operations: usize,
    /// Those of them that are whole.
    pub whole: usize,
    /// Those of them that can be called and are without something.
    pub without: usize,
    /// Those of them that were left out.
    pub left_out: usize,
    /// What operations are without, and why they are left out, with how many of them.
    pub missing: BTreeMap<(String, bool), usize>,
    /// Structs and enums outside the runtime.
    pub types: usize,
    /// Lines in all files.
    pub lines: usize,
    /// Files.
    pub files: usize,
    /// The generator's time, in milliseconds, one document after the other.
    pub milliseconds: f64,
    /// How often each code was found.
    pub codes: BTreeMap<Code, usize>,
    /// The crates that were compiled.
    pub built: usize,
    /// Those of them that did not go through.
    pub failed: usize,
    /// The time of compiling them.
    pub build_seconds: f64,
    /// Values that went through the types.
    pub values: usize,
    /// Those of them that came back in other words.
    pub respelled: usize,
    /// Those that did not come back.
    pub lost: usize,
    /// Crates whose values could not be tried.
    pub untried: usize,
    /// How often the compiler and clippy found what.
    pub build_codes: BTreeMap<String, usize>,
}

impl Totals {
    /// The sums over some records.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let mut totals = Self::default();
        records.into_iter().for_each(|record| totals.add(record));
        totals
    }

    /// The sums of each kind that a manifest has, in alphabetical order.
    pub fn by_kind(records: &[Record]) -> BTreeMap<&str, Self> {
        let mut kinds: BTreeMap<&str, Self> = BTreeMap::new();
        for record in records {
            if let Some(kind) = &record.document.kind {
                kinds.entry(kind).or_default().add(record);
            }
        }
        kinds
    }

    /// Whether the generator or what it wrote has a fault.
    pub fn has_faults(&self) -> bool {
        self.panicked > 0 || self.failed > 0 || self.lost > 0 || self.untried > 0
    }

    /// What operations are without, whether they are left out for it, and how many they are: the most
    /// frequent first.
    pub fn missing(&self) -> Vec<(&str, bool, usize)> {
        let missing = self.missing.iter();
        let missing = missing.map(|((what, left_out), count)| (what.as_str(), *left_out, *count));
        let mut missing: Vec<_> = missing.collect();
        missing.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        missing
    }

    fn add(&mut self, record: &Record) {
        let Record {
            generated,
            build,
            values,
            ..
        } = record;
        self.documents += 1;
        match generated.outcome {
            Outcome::Emitted => self.emitted += 1,
            Outcome::Refused | Outcome::Unreadable(_) => self.refused += 1,
            Outcome::Panicked(_) => self.panicked += 1,
        }
        let coverage = &generated.coverage;
        self.operations += coverage.operations();
        self.whole += coverage.whole;
        self.without += coverage.without;
        self.left_out += coverage.left_out;
        for missing in &coverage.missing {
            let key = (missing.what.clone(), missing.left_out);
            *self.missing.entry(key).or_default() += missing.operations;
        }
        self.types += generated.types;
        self.lines += generated.lines;
        self.files += generated.files.len();
        self.milliseconds += generated.milliseconds;
        for (code, count) in &generated.codes {
            *self.codes.entry(*code).or_default() += count;
        }
        if let Some(tried) = values {
            self.values += tried.values;
            self.respelled += tried.respelled.len();
            self.lost += tried.lost.len();
            self.untried += usize::from(tried.failed.is_some());
        }
        if let Some(build) = build {
            self.built += 1;
            self.failed += usize::from(!build.compiled);
            self.build_seconds += build.seconds.unwrap_or(0.0);
            for (code, count) in &build.codes {
                *self.build_codes.entry(code.clone()).or_default() += count;
            }
        }
    }
}
