//! The worked example: a client of everything that people do around checkpoints, and the program of a
//! user, which runs against a recording that is served over HTTP and receives webhooks over HTTP.

use std::fs;
use std::path::Path;

use generator::{Sources, generate};

use crate::compile::{cargo, write_crate};
use crate::workspaces::{self, write};

const MANIFEST: &str = r#"
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
bytes = "1"
fine-tuning = { path = "../client", default-features = false }
http-body-util = "0.1"
hyper = { version = "1", features = ["http1", "server"] }
hyper-util = { version = "0.1", features = ["tokio"] }
pin = { path = "../pin" }
tests = { path = "SERVERS" }
tokio = { version = "1", features = ["io-util", "macros", "net", "rt"] }
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
    let manifest = MANIFEST.replace("SERVERS", &workspaces::servers());
    write(&workspace.join("program/Cargo.toml"), &manifest);
    for file in ["main.rs", "program.rs", "receiver.rs"] {
        let text = fs::read_to_string(example.join(file)).unwrap();
        write(&workspace.join("program/src").join(file), &text);
    }
    workspaces::workspace(&workspace, &["client", "program"].map(str::to_owned));
    let lints = ["clippy", "--workspace", "--", "-D", "warnings"];
    cargo(&workspace, &lints);
    let folder = tempfile::tempdir().unwrap();
    let arguments = [example.join("recording.har"), folder.path().to_owned()];
    let arguments = arguments.each_ref().map(|path| path.to_str().unwrap());
    let run = ["run", "--quiet", "--package", "program", "--"];
    cargo(&workspace, &[&run[..], &arguments[..]].concat());
}
