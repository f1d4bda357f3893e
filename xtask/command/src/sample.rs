//! Small crates for tests, in folders that are removed afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::install::install;
use crate::ownership::MARK;
use crate::place::Place;
use crate::plan::Plan;

/// A folder that is there and empty.
pub fn folder() -> (TempDir, Place) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = place(folder.path());
    (folder, place)
}

/// A folder as a user names it.
pub fn place(path: &Path) -> Place {
    Place {
        path: path.to_owned(),
        shown: "client".to_owned(),
    }
}

/// What a generator gives: a manifest, a root, and the files named, each with a text.
pub fn files(further: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (path, text) in [("Cargo.toml", "[package]"), ("src/lib.rs", "//! A client.")] {
        files.insert(path.to_owned(), generated(text));
    }
    for (path, text) in further {
        files.insert((*path).to_owned(), generated(text));
    }
    files
}

/// A text with the header.
pub fn generated(text: &str) -> String {
    format!("// {MARK}cargo xtask codegen` from api.yaml\n\n{text}\n")
}

/// Brings a folder up to date.
pub fn write(out: &Place, files: BTreeMap<String, String>) {
    let plan = Plan::new(out, files).expect("a plan");
    install(&plan).expect("an installation");
}

/// Everything in a folder: path to text, folders with an empty one.
pub fn everything(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

/// When a file was last written.
pub fn modified(path: &Path) -> SystemTime {
    fs::metadata(path)
        .and_then(|found| found.modified())
        .expect("a file with a time")
}

fn collect(folder: &Path, within: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.insert(path.clone(), String::new());
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read_to_string(entry.path()).expect("a text"));
        }
    }
}
