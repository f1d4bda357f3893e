//! The worked example: a client of everything that people do around checkpoints, and the program of a
//! user, which runs against a recording that is served over HTTP.

use std::fs;
use std::path::Path;

use generator::{Sources, generate};

use crate::compile::{cargo, profiles, write, write_crate};

const MANIFEST: &str = r#"
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
fine-tuning = { path = "../client", default-features = false }
tests = { path = "SERVERS" }
tokio = { version = "1", features = ["macros", "rt"] }
"#;

#[test]
fn a_program_trains_a_model_and_asks_it() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = package.join("tests/worked");
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worked");
    let document = fs::read(example.join("openapi.yaml")).unwrap();
    let output = generate(&Sources::new("openapi.yaml", document));
    let coverage = &output.coverage;
    assert_eq!(
        (coverage.without, coverage.left_out),
        (0, 0),
        "{coverage:?}"
    );
    write_crate(&workspace.join("client"), &output.files);
    let servers = package.join("../tests").canonicalize().unwrap();
    let manifest = MANIFEST.replace("SERVERS", &servers.to_string_lossy().replace('\\', "/"));
    write(&workspace.join("program/Cargo.toml"), &manifest);
    for file in ["main.rs", "program.rs"] {
        let text = fs::read_to_string(example.join(file)).unwrap();
        write(&workspace.join("program/src").join(file), &text);
    }
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"program\"]\n\n";
    write(
        &workspace.join("Cargo.toml"),
        &format!("{members}{}", profiles()),
    );
    fs::copy(package.join("../Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let lints = ["clippy", "--offline", "--workspace", "--", "-D", "warnings"];
    cargo(&workspace, &lints);
    let folder = tempfile::tempdir().unwrap();
    let arguments = [example.join("recording.har"), folder.path().to_owned()];
    let arguments = arguments.each_ref().map(|path| path.to_str().unwrap());
    let run = ["run", "--offline", "--quiet", "--package", "program", "--"];
    cargo(&workspace, &[&run[..], &arguments[..]].concat());
}
