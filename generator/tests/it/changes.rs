//! `compare` reports of a change what the compiler reports: for every kind of change there is a
//! description before and after, and code that uses the client. All of it is generated as one
//! client before and one after, compiled against the same code, and entered into
//! `tests/changes.md`. `UPDATE_EXPECT=1` writes that table.

mod answers;
mod arguments;
mod bodies;
mod calls;
mod case;
mod client;
mod credentials;
mod emitted;
mod errors;
mod fields;
mod pages;
mod servers;
mod values;
mod webhooks;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::{Change, Class, Level, Options, Sources, Wire, compare};

use self::case::{Case, Sample, description};

fn cases() -> Vec<Case> {
    [
        client::cases(),
        answers::cases(),
        calls::cases(),
        credentials::cases(),
        arguments::cases(),
        bodies::cases(),
        pages::cases(),
        errors::cases(),
        fields::cases(),
        servers::cases(),
        values::cases(),
        webhooks::cases(),
    ]
    .concat()
}

#[test]
fn every_verdict_is_the_compilers_and_the_wires() {
    let cases = cases();
    let truth = emitted::Truth::of(&cases);
    let seen = semver_checks();
    let mut table = String::from(HEAD);
    for case in &cases {
        let changes = verdicts(case);
        assert_eq!(
            changes.is_empty(),
            case.unchanged,
            "{}: {changes:#?}",
            case.name
        );
        let worst = |of: &dyn Fn(&Change) -> bool| changes.iter().any(of);
        let major = worst(&|change| change.rust == Level::Major);
        let broken = worst(&|change| change.wire == Wire::Breaking);
        let error = truth.errors.get(case.name);
        assert_eq!(
            major,
            error.is_some(),
            "{}: {changes:#?}\nthe compiler: {error:?}",
            case.name
        );
        if let Some(read) = truth.read.get(case.name) {
            assert_eq!(broken, !read, "{}: {changes:#?}", case.name);
        }
        let lints = seen.get(case.name);
        let breaking = lints.is_some_and(|lints| !lints.contains("deprecated"));
        assert!(major || !breaking, "{}: {lints:?}", case.name);
        row(&mut table, case, &changes, &truth, lints);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == table,
        "{} differs; UPDATE_EXPECT=1 accepts:\n{table}",
        path.display()
    );
}

fn verdicts(case: &Case) -> Vec<Change> {
    let sources = |text: &str| Sources::new("case.yaml", text);
    let (old, new) = (description(&case.old), description(&case.new));
    let comparison = compare(&sources(&old), &sources(&new), &Options::default());
    assert!(
        comparison.versions.is_some(),
        "{}: {:?} {:?}\n{old}\n{new}",
        case.name,
        comparison.old,
        comparison.new
    );
    comparison.changes
}

/// What cargo-semver-checks found in the two clients, by case; `semver-checks.txt` says how it was
/// run.
fn semver_checks() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/semver-checks.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs
        .map(|(case, lints)| (case.to_owned(), lints.to_owned()))
        .collect()
}

fn row(
    table: &mut String,
    case: &Case,
    changes: &[Change],
    truth: &emitted::Truth,
    lints: Option<&String>,
) {
    let said: Vec<String> = changes
        .iter()
        .map(|change| format!("`{}` {}", change.subject, change.text))
        .collect();
    let class = changes.iter().map(|change| change.class).min();
    let class = class.map_or("no change", Class::name);
    let major = changes.iter().any(|change| change.rust == Level::Major);
    let broken = changes.iter().any(|change| change.wire == Wire::Breaking);
    let axes = match (major, broken) {
        (true, true) => ": Rust, wire",
        (true, false) => ": Rust",
        (false, true) => ": wire",
        (false, false) => "",
    };
    let compiler = match truth.errors.get(case.name) {
        Some(code) if code.is_empty() => "refuses".to_owned(),
        Some(code) => format!("refuses: {code}"),
        None => "compiles".to_owned(),
    };
    let wire = match (&case.sample, truth.read.get(case.name)) {
        (Some(Sample::Gets(..)), Some(true)) => "the old client reads it",
        (Some(Sample::Gets(..)), Some(false)) => "the old client cannot read it",
        (Some(Sample::Sends(..)), Some(true)) => "the new one takes what was sent",
        (Some(Sample::Sends(..)), Some(false)) => "the new one refuses what was sent",
        _ => "",
    };
    let lints = match lints {
        Some(lints) => lints.as_str(),
        None if broken && !major => "cannot see: wire only",
        None if major => "cannot see: it compares no types",
        None => "finds nothing",
    };
    let name = case.name.replace('_', " ");
    let said = said.join("; ").replace('|', "\\|");
    let _ = writeln!(
        table,
        "| {name} | {said} | **{class}**{axes} | {compiler} | {wire} | {lints} |"
    );
}

const HEAD: &str = "\
# Changes, and who sees them

Written by `UPDATE_EXPECT=1 cargo test -p generator --test it changes`, and kept true by that test:
for each row there is a description before and after, and code that uses the client. Both clients are
generated and the code is compiled against both. Where there is a value to read, the client that was
built before reads what comes after, or the other way round for what is sent. The last column is what
cargo-semver-checks found in the same two clients; `semver-checks.txt` says how to run it again.

| change | verdict | class | compiler | wire | cargo-semver-checks |
|---|---|---|---|---|---|
";
