//! What cargo says while it builds: takes its lines of JSON, gives those that are about a
//! package. Never runs anything.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Something cargo says about the package in a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The compiler found something.
    Found {
        /// The name of the package's folder.
        folder: String,
        /// What it is.
        finding: Finding,
    },
    /// The library is compiled.
    Compiled {
        /// The name of the package's folder.
        folder: String,
        /// Nothing had changed since the last time.
        fresh: bool,
    },
}

/// An error or warning of the compiler's or of clippy's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `error` or `warning`.
    pub level: String,
    /// Such as `E0308` or `clippy::large_enum_variant`; some have none.
    pub code: Option<String>,
    /// What was found.
    pub message: String,
    /// The file, within the crate where it lies there.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The line's text.
    pub text: Option<String>,
}

/// The message of a line, when it is about a package below `root`.
pub fn parse(line: &str, root: &Path) -> Option<Message> {
    let value: Value = serde_json::from_str(line).ok()?;
    let manifest = Path::new(value["manifest_path"].as_str()?);
    let folder = manifest.parent()?.strip_prefix(root).ok()?;
    let folder = folder.to_str()?.to_owned();
    match value["reason"].as_str()? {
        "compiler-artifact" if is_library(&value["target"]) => Some(Message::Compiled {
            folder,
            fresh: value["fresh"].as_bool().unwrap_or(false),
        }),
        "compiler-message" => {
            let finding = finding(&value["message"], &folder, root)?;
            Some(Message::Found { folder, finding })
        }
        _ => None,
    }
}

/// The program that a line tells of, and the folder of its package below `root`.
pub fn program(line: &str, root: &Path) -> Option<(String, PathBuf)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let program = PathBuf::from(value["executable"].as_str()?);
    let manifest = Path::new(value["manifest_path"].as_str()?);
    let folder = manifest.parent()?.strip_prefix(root).ok()?;
    Some((folder.to_str()?.to_owned(), program))
}

/// The error that a line tells of, as the compiler words it for people.
pub fn rendered_error(line: &str) -> Option<String> {
    let value: Value = serde_json::from_str(line).ok()?;
    let message = &value["message"];
    let rendered = message["rendered"].as_str()?;
    (message["level"] == "error").then(|| rendered.to_owned())
}

fn is_library(target: &Value) -> bool {
    let kinds = target["kind"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "lib"))
}

/// What the compiler found; `None` for its summaries, "aborting due to 2 previous errors".
fn finding(message: &Value, folder: &str, root: &Path) -> Option<Finding> {
    let level = message["level"].as_str()?;
    if !level.starts_with("error") && level != "warning" {
        return None;
    }
    let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
    let code = message["code"]["code"].as_str();
    let words = message["message"].as_str()?;
    if spans.is_empty() && code.is_none() && is_summary(words) {
        return None;
    }
    let span = spans
        .iter()
        .find(|span| span["is_primary"] == true)
        .or(spans.first());
    let span = span.map(outermost);
    let file = span.and_then(|span| span["file_name"].as_str());
    Some(Finding {
        level: level.to_owned(),
        code: code.map(str::to_owned),
        message: words.to_owned(),
        file: file.map(|file| within_crate(file, folder, root)),
        line: span.and_then(|span| span["line_start"].as_u64()),
        text: span
            .and_then(|span| span["text"][0]["text"].as_str())
            .map(|text| text.trim().to_owned()),
    })
}

fn is_summary(words: &str) -> bool {
    words.starts_with("aborting due to")
        || words.contains("warning emitted")
        || words.contains("warnings emitted")
}

/// The place that a person would look at: of a macro's expansion, where it was called.
fn outermost(span: &Value) -> &Value {
    let mut span = span;
    while span["expansion"]["span"].is_object() {
        span = &span["expansion"]["span"];
    }
    span
}

/// Cargo names files of a workspace from its root.
fn within_crate(file: &str, folder: &str, root: &Path) -> String {
    let path = Path::new(file);
    let path = path.strip_prefix(root).unwrap_or(path);
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.display().to_string()
}

#[cfg(test)]
mod tests;
