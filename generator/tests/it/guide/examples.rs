//! Every block of Rust is compiled as its reader sees it, against the client of the invented API in
//! `tests/guide`; those of the README against the client of this repository. A block that has
//! functions of its own is a module, any other the body of an asynchronous function that is given a
//! `client`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::{Diagnostic, Severity, Sources, generate};

use super::pages::{Block, Page, all};
use super::root;
use crate::compile::{cargo, write_crate};
use crate::workspaces::{self, write};

const MANIFEST: &str = r#"
[package]
name = "guide"
version = "0.0.0"
edition = "2024"

[dependencies]
bookshop = { path = "../bookshop", default-features = false, features = ["blocking", "test-util"] }
openai-fine-tuning = { path = "FINE_TUNING", default-features = false, features = ["test-util"] }
futures-util = { version = "0.3", default-features = false, features = ["std"] }
http = "1"
pin = { path = "../pin" }
serde_json = "1"
tokio = { version = "1", features = ["fs", "io-util", "macros", "rt", "sync"] }

# An example may show a value that it does not use.
[lints.rust]
unused = "allow"
"#;

const NAME: &str = "generator/tests/guide/openapi.yaml";

#[test]
fn every_example_compiles() {
    let output = generate(&description());
    let coverage = &output.coverage;
    assert_eq!(
        (coverage.without, coverage.left_out),
        (0, 0),
        "{:#?}",
        output.diagnostics
    );
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    write_crate(&workspace.join("bookshop"), &output.files);
    let fine_tuning = root().join("generated-client").canonicalize().unwrap();
    let fine_tuning = fine_tuning.to_string_lossy().replace('\\', "/");
    let manifest = MANIFEST.replace("FINE_TUNING", &fine_tuning);
    write(&workspace.join("guide/Cargo.toml"), &manifest);
    let mut modules = String::new();
    for page in all() {
        for block in page.blocks("rust") {
            if !is_documentation_test(&page, block) {
                modules += &module(&page, block);
            }
        }
    }
    write(&workspace.join("guide/src/lib.rs"), &modules);
    workspaces::workspace(&workspace, &["bookshop", "guide"].map(str::to_owned));
    cargo(
        &workspace,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    );
}

/// The generator and its commands are not compiled for this: what shows them is a test of their own
/// documentation, word by word.
fn is_documentation_test(page: &Page, block: &Block) -> bool {
    for (name, path) in [
        ("generator::", "generator/src/pipeline.rs"),
        ("cargo_verbatim::", "xtask/command/src/lib.rs"),
    ] {
        if block.text.contains(name) {
            let text = fs::read_to_string(root().join(path)).expect(path);
            let lines = text.lines().filter_map(|line| {
                let line = line.strip_prefix("//!").or(line.strip_prefix("///"))?;
                Some(line.strip_prefix(' ').unwrap_or(line))
            });
            let documentation = lines.collect::<Vec<_>>().join("\n");
            assert!(
                documentation.contains(block.text.trim_end()),
                "{}:{}: {path} has no such example",
                page.path,
                block.line
            );
            return true;
        }
    }
    false
}

/// A block as a module.
fn module(page: &Page, block: &Block) -> String {
    let (path, line) = (&page.path, block.line);
    let stem = Path::new(path).file_stem().unwrap().to_string_lossy();
    let package = match path.as_str() {
        "README.md" => "openai_fine_tuning",
        _ => "bookshop",
    };
    let name = format!("{}_{line}", stem.to_lowercase());
    let mut text = format!("\n/// {path}, line {line}.\nmod {name} {{\n");
    if has_functions(&block.text) {
        text += &block.text;
    } else {
        let _ = write!(
            text,
            "async fn example(client: {package}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
             {}Ok(())\n}}\n",
            block.text
        );
    }
    text + "}\n"
}

/// Whether a block is more than the body of a function: its last line closes a function.
fn has_functions(text: &str) -> bool {
    let opens = |line: &&str| line.contains("fn ") && line.ends_with('{') && !line.starts_with(' ');
    text.lines().any(|line| opens(&line)) && text.ends_with("}\n")
}

/// Every overlay that is shown has an effect on the description, and no fault.
#[test]
fn every_overlay_applies() {
    for page in all() {
        for block in page.blocks("yaml") {
            if !block.text.starts_with("overlay:") {
                continue;
            }
            let mut sources = description();
            sources.overlay("shown.overlay.yaml", block.text.as_str());
            let faults = faults(&generate(&sources).diagnostics);
            assert!(
                faults.is_empty(),
                "{}:{}:\n{}",
                page.path,
                block.line,
                faults.join("\n")
            );
        }
    }
}

/// Whatever is shown as YAML or TOML can be read.
#[test]
fn every_block_of_data_can_be_read() {
    for page in all() {
        for block in page.blocks("toml") {
            let read: Result<toml::Table, _> = block.text.parse();
            assert!(read.is_ok(), "{}:{}: {read:?}", page.path, block.line);
        }
        for block in page.blocks("yaml") {
            let read = Sources::new("block.yaml", block.text.as_str()).json();
            assert!(read.is_some(), "{}:{}", page.path, block.line);
        }
    }
}

fn description() -> Sources {
    let text = fs::read(root().join(NAME)).expect(NAME);
    Sources::new("openapi.yaml", text)
}

fn faults(found: &[Diagnostic]) -> Vec<String> {
    let faults = found
        .iter()
        .filter(|found| found.severity != Severity::Note);
    faults.map(|found| found.message.clone()).collect()
}
