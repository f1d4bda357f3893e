//! `cargo xtask diff`, and what `codegen` says of the next release, as a user runs them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use super::support::{self, expect};

const OLD: &str = "\
openapi: 3.1.0
info: { title: Pets, version: 1.2.0 }
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        age: { type: integer }
";

fn new() -> String {
    OLD.replace("required: [name]", "required: []")
}

/// A folder with `api.yaml` as it was committed, and as it is.
fn repository(old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let api = folder.path().join("api.yaml");
    fs::write(&api, old).expect("a description");
    git(folder.path(), &["init", "-q", "--template="]);
    commit(folder.path());
    fs::write(&api, new).expect("a description");
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    let git = git.args(arguments).current_dir(folder);
    assert!(git.status().expect("git").success());
}

/// Commits all that is in a repository.
fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    let author = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    git(folder, &[&author[..], &["commit", "-qm", "One"]].concat());
}

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = support::xtask(folder);
    command.args(arguments).output().expect("a process")
}

const COMMITTED: [&str; 3] = ["diff", "HEAD:api.yaml", "api.yaml"];

#[test]
fn a_breaking_change_is_told_with_its_places() {
    let folder = repository(OLD, &new());
    let (out, err) = expect(&xtask(folder.path(), &COMMITTED), 100);
    let expected = "\
Pet
  breaking   Pet.name: required → optional: readers must handle `None` (Rust and wire)
             HEAD:api.yaml:10:9 → api.yaml:10:9

1 breaking change
version: choose 2.0.0 after 1.2.0, the new one is 1.2.0
";
    assert_eq!((out.as_str(), err.as_str()), (expected, ""));
}

#[test]
fn a_version_that_follows_is_a_success() {
    let folder = repository(OLD, &new().replace("1.2.0", "2.0.0"));
    let (out, _) = expect(&xtask(folder.path(), &COMMITTED), 0);
    let line = "version: 1.2.0 → 2.0.0 says so: 2.0.0 or higher is right\n";
    assert!(out.ends_with(line), "{out}");
}

#[test]
fn the_same_twice_changes_nothing() {
    let folder = repository(OLD, OLD);
    let (out, _) = expect(&xtask(folder.path(), &["diff", "api.yaml", "api.yaml"]), 0);
    assert!(out.starts_with("nothing changes for callers"), "{out}");
}

#[test]
fn programs_read_json_and_people_markdown() {
    let folder = repository(OLD, &new());
    let json = [&COMMITTED[..], &["--format", "json"]].concat();
    let (out, _) = expect(&xtask(folder.path(), &json), 100);
    let object: Value = serde_json::from_str(&out).expect("an object");
    let change = &object["changes"][0];
    assert_eq!(object["version"]["required"], "2.0.0");
    assert_eq!(change["class"], "breaking");
    assert_eq!(
        (&change["rust"], &change["wire"]),
        (&"major".into(), &"breaking".into())
    );
    let pointer = "/components/schemas/Pet/properties/name";
    assert_eq!(change["new"]["pointer"], pointer);
    assert_eq!(
        (&change["old"]["line"], &change["old"]["column"]),
        (&10.into(), &9.into())
    );

    let markdown = [&COMMITTED[..], &["--format", "markdown"]].concat();
    let (out, _) = expect(&xtask(folder.path(), &markdown), 100);
    assert!(
        out.contains("#### `Pet`\n\n- **breaking** (Rust and wire) `Pet.name`:"),
        "{out}"
    );
}

/// More additions than fit on a screen are only named.
#[test]
fn many_additions_are_named_and_not_placed() {
    let members: String = (0..12)
        .map(|n| format!("        more{n}: {{ type: string }}\n"))
        .collect();
    let added = format!(
        "{OLD}{members}    Toy: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n"
    );
    let folder = repository(OLD, &added);
    let (out, _) = expect(&xtask(folder.path(), &COMMITTED), 0);
    let expected = "\
13 additions (`--all` shows each with its place)
  new types
    Toy
  Pet (12)
    more0, more1, more2, more3, more4, more5, more6, more7, more8, more9, more10, more11

13 additions
version: choose 1.3.0 after 1.2.0, the new one is 1.2.0
";
    assert_eq!(out, expected);
    let all = [&COMMITTED[..], &["--all"]].concat();
    let (out, _) = expect(&xtask(folder.path(), &all), 0);
    assert!(
        out.contains("  addition   Pet.more11: added: `Option<String>`\n"),
        "{out}"
    );
    let json = [&COMMITTED[..], &["--format", "json"]].concat();
    let (out, _) = expect(&xtask(folder.path(), &json), 0);
    let object: Value = serde_json::from_str(&out).expect("an object");
    assert_eq!(object["changes"].as_array().map(Vec::len), Some(13));
}

/// So are other words in the documentation, behind what breaks.
#[test]
fn many_changes_of_words_are_named_behind_what_breaks() {
    let with = |word: &str, last: &str| {
        let member = |n| format!("        m{n:02}: {{ type: string, description: {word} }}\n");
        let members: String = (0..13).map(member).collect();
        format!("{OLD}{members}        z: {{ type: {last} }}\n")
    };
    let folder = repository(&with("one", "string"), &with("two", "integer"));
    let (out, _) = expect(&xtask(folder.path(), &COMMITTED), 100);
    let expected = "
13 changes of documentation alone (`--all` shows each with its place)
    Pet.m00, Pet.m01, Pet.m02, Pet.m03, Pet.m04, Pet.m05, Pet.m06, Pet.m07, Pet.m08, Pet.m09,
    Pet.m10, Pet.m11, Pet.m12

1 breaking change, 13 changes of documentation alone
";
    assert!(
        out.starts_with("Pet\n  breaking   Pet.z") && out.contains(expected),
        "{out}"
    );
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = repository("openapi: [3.1.0\n", OLD);
    let (_, err) = expect(&xtask(folder.path(), &COMMITTED), 1);
    assert!(err.starts_with("in HEAD:api.yaml:\nerror[E"), "{err}");
    assert!(
        err.ends_with("error: HEAD:api.yaml has 1 error; nothing was compared\n"),
        "{err}"
    );

    let (_, err) = expect(
        &xtask(folder.path(), &["diff", "gone:api.yaml", "api.yaml"]),
        1,
    );
    assert!(
        err.starts_with("error: cannot read `gone` of the repository"),
        "{err}"
    );

    let alone = tempfile::tempdir().expect("a folder");
    fs::write(alone.path().join("api.yaml"), OLD).expect("a description");
    let (_, err) = expect(&xtask(alone.path(), &COMMITTED), 1);
    assert!(
        err.starts_with("error: cannot ask git for the committed `api.yaml`"),
        "{err}"
    );
}

#[test]
fn codegen_warns_and_enters_the_changes_once() {
    let folder = repository(OLD, OLD);
    let codegen = ["codegen", "--spec", "api.yaml", "--out", "client"];
    expect(&xtask(folder.path(), &codegen), 0);
    commit(folder.path());
    fs::write(folder.path().join("api.yaml"), new()).expect("a description");
    let (out, err) = expect(&xtask(folder.path(), &codegen), 0);
    assert!(
        err.starts_with("warning[E0800]: 1 change would break callers"),
        "{err}"
    );
    assert!(err.contains("api.yaml:2:22"), "{err}");
    assert!(
        out.contains("client/CHANGELOG.md has an entry for 2.0.0"),
        "{out}"
    );
    let changelog = folder.path().join("client/CHANGELOG.md");
    let text = fs::read_to_string(&changelog).expect("a changelog");
    assert!(text.contains("- `Pet.name`: required → optional"), "{text}");

    // The file is the user's: neither a second run nor `--check` touches it.
    let (out, _) = expect(&xtask(folder.path(), &codegen), 0);
    assert!(!out.contains("CHANGELOG"), "{out}");
    let edited = text.replace("readers must handle `None`", "some pets have no name");
    fs::write(&changelog, &edited).expect("an edit");
    let check = [&codegen[..], &["--check"]].concat();
    expect(&xtask(folder.path(), &check), 0);
    expect(&xtask(folder.path(), &codegen), 0);
    assert_eq!(fs::read_to_string(&changelog).expect("a changelog"), edited);

    let strict = [&codegen[..], &["--deny", "warnings"]].concat();
    expect(&xtask(folder.path(), &strict), 1);
    let allowed = [&strict[..], &["--allow", "E0800"]].concat();
    expect(&xtask(folder.path(), &allowed), 0);
}

#[test]
fn the_version_of_the_crate_that_is_named_counts() {
    let folder = repository(OLD, OLD);
    let folder = folder.path();
    expect(
        &xtask(
            folder,
            &["codegen", "--spec", "api.yaml", "--out", "client"],
        ),
        0,
    );
    let manifest = folder.join("client/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    let own = text.replacen("version = \"1.2.0\"", "version = \"3.1.4\"", 1);
    fs::write(&manifest, own).expect("an edit");
    commit(folder);
    fs::write(folder.join("api.yaml"), new()).expect("a description");
    let named = [&COMMITTED[..], &["--out", "client"]].concat();
    let (out, _) = expect(&xtask(folder, &named), 100);
    assert!(out.contains("choose 4.0.0 after 3.1.4"), "{out}");
}
