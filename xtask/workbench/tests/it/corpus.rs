//! `corpus` as a user runs it: which documents there are, what is printed, and the exit codes.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::support::{expect, workbench};

/// A description of one operation, which gives the schema that `reference` names.
fn description(title: &str, reference: &str) -> String {
    format!(
        "\
openapi: 3.1.0
info: {{ title: {title}, version: 1.0.0 }}
servers: [{{ url: 'https://pets.example/v1' }}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: {{ $ref: '{reference}' }}
components:
  schemas:
    Pets:
      type: object
      properties:
        name: {{ type: string }}
"
    )
}

/// Two good documents of the same name, one that is broken, and files that are no descriptions.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let manifest = "file\tkind\nbroken.yml\tnegative\npets.yaml\treal\n";
    for (name, text) in [
        (
            "pets.yaml",
            description("Pets", "#/components/schemas/Pets"),
        ),
        ("more.yaml", description("Pets", "shared.json#/Pet")),
        ("broken.yml", "openapi: [3.1.0\n".to_owned()),
        (
            "shared.json",
            r#"{ "Pet": { "type": "object" } }"#.to_owned(),
        ),
        ("manifest.tsv", manifest.to_owned()),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn corpus(folder: &Path, arguments: &[&str]) -> Output {
    workbench(folder)
        .args(["corpus", "."])
        .args(arguments)
        .env("CARGO_TARGET_DIR", "built")
        .output()
        .expect("a process")
}

#[test]
fn every_description_is_a_row_and_nothing_is_written() {
    let folder = folder();
    let (out, err) = expect(&corpus(folder.path(), &[]), 0);
    assert_eq!(err, "", "a progress bar in a pipe");
    let names: Vec<&str> = out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.contains(".y") || word.contains(".json"))
        .collect();
    assert_eq!(names, ["broken.yml", "more.yaml", "pets.yaml"]);
    assert!(
        out.ends_with("3 documents: 2 crates generated, 1 refused\n"),
        "{out}"
    );
    assert!(!folder.path().join("built").exists());
}

#[test]
fn a_program_gets_one_object() {
    let folder = folder();
    let arguments = ["--format", "json", "--manifest", "manifest.tsv"];
    let (out, err) = expect(&corpus(folder.path(), &arguments), 0);
    assert_eq!(err, "");
    let object: serde_json::Value = serde_json::from_str(&out).expect("an object");
    let documents = object["documents"].as_array().expect("documents");
    let outcome = |index: usize| documents[index]["outcome"].as_str();
    assert_eq!(
        [outcome(0), outcome(1), outcome(2)],
        [Some("refused"), Some("emitted"), Some("emitted")]
    );
    assert_eq!(documents[0]["findings"][0]["file"], "./broken.yml");
    assert_eq!(documents[2]["document"], "pets.yaml");
    assert_eq!(documents[2]["operations"], 1);
    assert_eq!(object["totals"]["emitted"], 2);
    assert_eq!(object["totals"]["kinds"]["negative"]["refused"], 1);
}

#[test]
fn documents_are_chosen_by_name() {
    let folder = folder();
    let (out, _) = expect(&corpus(folder.path(), &["--only", "pet*yaml"]), 0);
    assert!(out.ends_with("1 document: 1 crate generated\n"), "{out}");
    let (_, err) = expect(&corpus(folder.path(), &["--only", "cats"]), 2);
    assert!(err.contains("no document in `.` is called that"), "{err}");
}

#[test]
fn a_dangling_reference_is_tolerated_unless_the_run_is_strict() {
    let folder = folder();
    let dangling = description("Pets", "#/components/schemas/Dogs");
    fs::write(folder.path().join("pets.yaml"), dangling).expect("a file");
    let only = ["--only", "pets"];
    let (out, _) = expect(&corpus(folder.path(), &only), 0);
    assert!(out.contains("E0200×1"), "{out}");
    assert!(out.ends_with("1 document: 1 crate generated\n"), "{out}");
    let (out, _) = expect(
        &corpus(folder.path(), &[&only[..], &["--strict"]].concat()),
        0,
    );
    assert!(
        out.ends_with("1 document: 0 crates generated, 1 refused\n"),
        "{out}"
    );
}

#[test]
fn what_cannot_be_carried_out_has_an_exit_code_of_its_own() {
    let folder = folder();
    let (_, err) = expect(&corpus(folder.path(), &["--manifest", "none.tsv"]), 2);
    assert!(err.contains("cannot read the manifest `none.tsv`"), "{err}");
    fs::write(
        folder.path().join("manifest.tsv"),
        "file\tkind\ngone.yaml\treal\n",
    )
    .expect("a file");
    let (_, err) = expect(&corpus(folder.path(), &["--manifest", "manifest.tsv"]), 2);
    assert!(err.contains("cannot read `./gone.yaml`"), "{err}");
}

#[test]
fn help_says_what_the_columns_mean() {
    let folder = folder();
    let (out, _) = expect(&corpus(folder.path(), &["--help"]), 0);
    for words in [
        "Examples:",
        "--sample <N>",
        "Columns:",
        "build s",
        "Exit codes:",
    ] {
        assert!(out.contains(words), "no {words} in:\n{out}");
    }
}
