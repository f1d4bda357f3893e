//! The clients of a suite: takes the descriptions, gives for each the files of its crate, what
//! writes its calls, and the findings that say why something cannot be called.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_verbatim::disk;
use cargo_verbatim::place::Place;
use generator::{CallWriter, Code, Contract, Options, Severity};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::described;
use super::suite::Response;
use crate::corpus::panics;

/// What was made of a description.
#[derive(Debug)]
pub struct Client {
    /// The name of the description's file.
    pub document: String,
    /// The client, or why there is none.
    pub made: Result<Made, String>,
}

/// A client that was generated.
#[derive(Debug)]
pub struct Made {
    /// The files of its crate, path → text.
    pub files: BTreeMap<String, String>,
    /// What writes its calls.
    pub writer: CallWriter,
    /// The servers and credentials of a description.
    pub contract: Contract,
    findings: Vec<Finding>,
}

/// A finding about the description.
#[derive(Debug)]
struct Finding {
    code: String,
    message: String,
    pointer: String,
}

impl Client {
    /// How an expected answer of an operation differs from its description.
    pub fn misfit(&self, operation: &str, response: &Response) -> Option<String> {
        let contract = &self.made.as_ref().ok()?.contract;
        described::misfit(contract, operation, response)
    }

    /// Generates the clients of the descriptions.
    pub fn all(documents: Vec<(String, PathBuf)>) -> Vec<Self> {
        let one = |(document, path): (String, PathBuf)| {
            let made = panics::catch(|| make(&document, path));
            let made = made.unwrap_or_else(|said| Err(format!("the generator panicked: {said}")));
            Self { document, made }
        };
        documents.into_par_iter().map(one).collect()
    }
}

fn make(document: &str, path: PathBuf) -> Result<Made, String> {
    let place = Place {
        path,
        shown: document.to_owned(),
    };
    let sources = disk::read(&place, Path::new(".")).map_err(|error| error.message)?;
    // Scenarios that cannot be called are left out one by one.
    let options = Options {
        tolerated: &[Code::NothingToCall],
        ..Options::default()
    };
    let output = generator::generate_with(&sources, &options);
    let errors = output.diagnostics.iter();
    let mut errors = errors.filter(|found| found.severity == Severity::Error);
    if let Some(error) = errors.next() {
        return Err(format!("`{}` {}", error.code.id(), error.message));
    }
    let refused = |_| "its description is refused".to_owned();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = output.diagnostics.iter().map(|found| {
        let found = found.json(&sources);
        Finding {
            code: text(&found["code"]),
            message: text(&found["message"]),
            pointer: text(&found["pointer"]),
        }
    });
    Ok(Made {
        files: output.files,
        writer: CallWriter::new(&sources, &options).map_err(refused)?,
        contract: generator::contract(&sources, &options).map_err(refused)?,
        findings: findings.collect(),
    })
}

impl Made {
    /// The contract of an operation.
    pub fn operation(&self, id: &str) -> Option<&generator::contract::Operation> {
        let mut operations = self.contract.operations.iter();
        operations.find(|operation| operation.id.as_deref() == Some(id))
    }

    /// The findings that say why an operation, or one argument of it, is not in the client: those
    /// that are in the operation and name the argument, if one is asked for.
    pub fn reason(&self, operation: &str, argument: Option<&str>) -> Option<String> {
        let known = self.operation(operation)?;
        let path = known.path.replace('~', "~0").replace('/', "~1");
        let method = known.method.to_lowercase();
        let pointer = format!("/paths/{path}/{method}");
        let named = |found: &&Finding| match argument {
            Some(name) => found.message.contains(&format!("`{name}`")),
            None => found.pointer == pointer && found.code == Code::SkippedOperation.id(),
        };
        let at = |found: &&Finding| found.pointer.starts_with(&pointer);
        let found = self.findings.iter().filter(named);
        let found = found.clone().find(at).or_else(|| found.clone().next())?;
        let prefix = format!("`{operation}` is left out: ");
        let message = found.message.strip_prefix(&prefix);
        Some(format!(
            "{}: {}",
            found.code,
            message.unwrap_or(&found.message)
        ))
    }
}
