//! Both clients, generated and compiled with the same program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{Names, Options, Sources, generate_with};
use serde_json::Value;

use super::case::{Case, Parts, Sample, description};
use crate::workspaces::{self, target, write};

/// What the compiler and the clients say.
pub struct Truth {
    /// The code of the first error with the new client, by case.
    pub errors: BTreeMap<String, String>,
    /// Whether a sample was read, by case.
    pub read: BTreeMap<String, bool>,
}

impl Truth {
    pub fn of(cases: &[Case]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes");
        let old = workspace(&folder.join("old"), cases, |case| &case.old, None);
        let names = fs::read(old.join("client").join(Names::FILE)).unwrap();
        let names = Names::read(&Sources::new(Names::FILE, names)).unwrap();
        let new = workspace(&folder.join("new"), cases, |case| &case.new, Some(&names));
        let errors = check(&old, cases);
        assert!(errors.is_empty(), "with the old client: {errors:#?}");
        let mut read = run(&old);
        read.extend(run(&new));
        Self {
            errors: check(&new, cases),
            read,
        }
    }
}

/// A client of all cases, and a program for each that uses it. The new client keeps the names of
/// the old one.
fn workspace(
    folder: &Path,
    cases: &[Case],
    side: impl Fn(&Case) -> &Parts,
    names: Option<&Names>,
) -> PathBuf {
    let mut all = Parts::default();
    for Parts {
        root,
        schemes,
        paths,
        webhooks,
        schemas,
    } in cases.iter().map(side)
    {
        for (all, lines) in [
            (&mut all.root, root),
            (&mut all.schemes, schemes),
            (&mut all.webhooks, webhooks),
        ] {
            // Several cases may ask for the same credential, or have the same webhook.
            for line in lines.lines() {
                if !all.contains(line) {
                    *all += &format!("{line}\n");
                }
            }
        }
        all.paths += paths;
        all.schemas += schemas;
    }
    let text = description(&all);
    let options = Options {
        names,
        ..Options::default()
    };
    let output = generate_with(&Sources::new("changes.yaml", text.as_str()), &options);
    assert!(
        !output.files.is_empty(),
        "{:#?}\n{text}",
        output.diagnostics
    );
    for (path, text) in &output.files {
        write(&folder.join("client").join(path), text);
    }
    for case in cases {
        let text = format!("use client::*;\n{}\n", case.user);
        write(&folder.join(USERS).join(format!("{}.rs", case.name)), &text);
    }
    write_program(folder, cases.iter().map(|case| case.name));
    write(
        &folder.join("samples/src/main.rs"),
        &samples(cases, names.is_some()),
    );
    workspaces::workspace(folder, &["client", "users", "samples"].map(str::to_owned));
    for name in ["users", "samples"] {
        let manifest = MANIFEST.replace("NAME", name);
        let manifest = manifest.replace("SERVERS", &workspaces::servers());
        write(&folder.join(name).join("Cargo.toml"), &manifest);
    }
    folder.to_owned()
}

/// A program that tells of each sample whether this client reads it.
fn samples(cases: &[Case], is_new: bool) -> String {
    let mut text = String::from("use client::*;\nfn main() {\n");
    for case in cases {
        let sample = match (&case.sample, is_new) {
            (Some(Sample::Gets(ty, json)), false) | (Some(Sample::Sends(ty, json)), true) => {
                (ty, json)
            }
            _ => continue,
        };
        let (ty, json) = sample;
        text += &format!(
            "    println!(\"{} {{}}\", serde_json::from_str::<{ty}>(r#\"{json}\"#).is_ok());\n",
            case.name
        );
    }
    text + "}\n"
}

/// The code of the first error of each case. All of them are modules of one program. It is compiled without those that
/// are known to be wrong, until it compiles: where a name means nothing, the compiler checks no more than names.
fn check(folder: &Path, cases: &[Case]) -> BTreeMap<String, String> {
    let mut errors = BTreeMap::new();
    loop {
        let right = cases.iter().map(|case| case.name);
        write_program(folder, right.filter(|name| !errors.contains_key(*name)));
        let known = errors.len();
        if compile(folder, &mut errors) {
            return errors;
        }
        assert!(errors.len() > known, "{errors:#?}");
    }
}

/// Writes the program of these cases.
fn write_program<'a>(folder: &Path, cases: impl Iterator<Item = &'a str>) {
    let modules: String = cases.map(|name| format!("mod {name};\n")).collect();
    let text = format!("#![allow(unused, deprecated)]\n{modules}");
    write(&folder.join(USERS).join("lib.rs"), &text);
}

/// Compiles the modules, and adds the first error of each that is wrong; says whether there was none.
fn compile(folder: &Path, errors: &mut BTreeMap<String, String>) -> bool {
    let output = cargo(folder)
        .args(["check", "--offline", "--package", "users"])
        .arg("--message-format=json")
        .output()
        .unwrap();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let message = &line["message"];
        if message["level"] != "error" {
            continue;
        }
        let spans = message["spans"].as_array().into_iter().flatten();
        let mut files = spans.filter_map(|span| span["file_name"].as_str());
        let case = files.find_map(|file| file.strip_prefix(USERS)?.strip_suffix(".rs"));
        if let Some(case) = case {
            let case = case.trim_start_matches(['/', '\\']).to_owned();
            let code = message["code"]["code"].as_str().unwrap_or("");
            errors.entry(case).or_insert(code.to_owned());
        }
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !errors.is_empty(), "{complaint}");
    output.status.success()
}

/// Where the modules of the cases are.
const USERS: &str = "users/src";

fn run(folder: &Path) -> BTreeMap<String, bool> {
    let arguments = ["run", "--offline", "--quiet", "--package", "samples"];
    let output = cargo(folder).args(arguments).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(case, read)| (case.to_owned(), read == "true"))
        .collect()
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS");
    cargo
}

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
client = { path = "../client", default-features = false, features = ["other-types"] }
pin = { path = "../pin" }
serde_json = "1"
tests = { path = "SERVERS" }
tokio = { version = "1", features = ["macros", "rt"] }
"#;
