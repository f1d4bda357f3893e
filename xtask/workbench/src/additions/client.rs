//! The client of a description: takes its JSON and the names so far, gives the files and the program that
//! names everything of it.

use std::collections::{BTreeMap, BTreeSet};

use generator::{Code, Names, Options, Severity, Sources};
use serde_json::Value;

/// A client, its names, and the program that names everything of it.
#[derive(Debug, Clone)]
pub struct Client {
    /// The name of its package.
    pub package: String,
    /// Its files by their paths.
    pub files: BTreeMap<String, String>,
    /// The names for the next version to keep.
    pub names: Names,
    /// The program.
    pub caller: String,
    /// The names of its types.
    pub types: Vec<String>,
}

/// How many of the lines that are gone a failure shows.
const SHOWN: usize = 5;

impl Client {
    /// Generates the client with the names that it had.
    ///
    /// # Errors
    ///
    /// The first error of the description.
    pub fn of(document: &Value, names: Option<&Names>) -> Result<Self, String> {
        let sources = Sources::new("description.json", document.to_string());
        let options = Options {
            names,
            tolerated: &[Code::MissingReference, Code::NothingToCall],
            ..Options::default()
        };
        let output = generator::generate_with(&sources, &options);
        let caller = generator::caller(&sources, &options);
        let names = output.files.get(Names::FILE).cloned();
        let names = names.and_then(|text| Names::read(&Sources::new(Names::FILE, text)).ok());
        let manifest = output.files.get("Cargo.toml");
        let package = manifest.and_then(|text| package(text));
        let (Some(caller), Some(names), Some(package)) = (caller, names, package) else {
            let mut found = output.diagnostics.into_iter();
            let error = found.find(|found| found.severity == Severity::Error);
            return Err(error.map_or_else(
                || "the file of names cannot be read again".to_owned(),
                |error| error.message,
            ));
        };
        let types = caller.lines().filter_map(|line| {
            let ty = line.strip_prefix("const _: Option<client::")?;
            let name = ty.split_once('>')?.0;
            (!name.contains("::")).then(|| name.to_owned())
        });
        Ok(Self {
            types: types.collect(),
            package,
            files: output.files,
            names,
            caller,
        })
    }

    /// What the program of an earlier client names that this one has not: a name that is gone, or that is
    /// for something else on the wire.
    pub fn lost(&self, first: &Self) -> Option<String> {
        // A name may be for several things: headers of answers, for instance, that differ in their case.
        let mut lines: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (code, wire) in self.caller.lines().map(of_wire) {
            lines.entry(code).or_default().insert(wire);
        }
        let is_kept = |line: &str| {
            let (code, wire) = of_wire(line);
            let now = lines.get(code);
            // What nothing told on the wire may be told by something new.
            now.is_some_and(|now| {
                wire.is_empty()
                    || now.contains(wire)
                    || now.iter().any(|now| shares_a_tag(now, wire))
            })
        };
        let lost = first.caller.lines().filter(|line| !is_kept(line));
        let lost: Vec<&str> = lost.collect();
        let shown: Vec<&str> = lost.iter().take(SHOWN).copied().collect();
        let more = lost.len() - shown.len();
        let mut text = format!("no longer there:\n{}", shown.join("\n"));
        if more > 0 {
            text += &format!("\n… and {more} more lines");
        }
        (!lost.is_empty()).then_some(text)
    }
}

/// What a line of the program names, and what that is for on the wire.
fn of_wire(line: &str) -> (&str, &str) {
    line.split_once(" // ").unwrap_or((line, ""))
}

/// Whether a branch of a union still has one of the constants that told it from the others, `"type" = "a", "type" = "b"`:
/// beside a new branch fewer may do.
fn shares_a_tag(now: &str, before: &str) -> bool {
    !tags(now).is_disjoint(&tags(before))
}

fn tags(wire: &str) -> BTreeSet<&str> {
    let tags = wire.split("\", \"").map(|tag| tag.trim_matches('"'));
    tags.filter(|tag| tag.contains("\" = ")).collect()
}

/// The name that a manifest gives its package.
fn package(manifest: &str) -> Option<String> {
    let mut names = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("name = \""));
    Some(names.next()?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::shares_a_tag;

    #[test]
    fn a_branch_is_known_by_a_whole_constant() {
        let before = r#""type" = "a", "kind" = "x, y""#;
        assert!(shares_a_tag(before, before));
        assert!(shares_a_tag(r#""type" = "b", "type" = "a""#, before));
        assert!(shares_a_tag(r#""kind" = "x, y""#, before));
        for other in ["", r#""type" = "ab""#, r#""type" = "A""#, r#""kind" = "x""#] {
            assert!(!shares_a_tag(other, before), "{other}");
        }
        assert!(!shares_a_tag("answer \"a\"", "answer \"a\""));
    }
}
