//! `additions` as a user runs it, on small descriptions: what is added breaks no caller.

use std::path::{Path, PathBuf};

use super::support::{expect, workbench};

/// How many additions are made to each description, and compiled at the end. Names are compared after each.
const COUNT: &str = "14";

#[test]
fn a_program_that_names_everything_compiles_after_additions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // What the workspace was built with is not built again.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("..");
    let output = workbench(&root)
        .args(["additions", "spec/fine-tuning.yaml"])
        .arg("generator/tests/ok/shapes/openapi.yaml")
        .arg("generator/tests/ok/webhooks/openapi.yaml")
        .args(["--count", COUNT, "--every", COUNT, "--seed", "1"])
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("a process");
    let (out, _) = expect(&output, 0);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "spec/fine-tuning.yaml: seed 1, 14 additions, 1 compilation, 0 failures",
            "generator/tests/ok/shapes/openapi.yaml: seed 1, 14 additions, 1 compilation, 0 failures",
            "generator/tests/ok/webhooks/openapi.yaml: seed 1, 14 additions, 1 compilation, 0 failures",
        ]
    );
}

#[test]
fn a_description_that_gives_no_client_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.yaml"), "openapi: [3.1.0\n").expect("a file");
    let output = workbench(folder.path())
        .args(["additions", "a.yaml"])
        .env("CARGO_TARGET_DIR", folder.path().join("built"))
        .output()
        .expect("a process");
    let (_, err) = expect(&output, 2);
    assert!(err.contains("`a.yaml`: the file cannot be read"), "{err}");
}
