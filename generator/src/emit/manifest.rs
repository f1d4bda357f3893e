//! The manifest of the crate.

use std::collections::BTreeSet;

use super::runtime::{self, Part};
use super::{Content, File};
use crate::api::{Api, Given, Member, Module, Rest, Shape};

/// A crate that a part of the runtime may need: its name in code, and its line in a manifest.
const DEPENDENCIES: &[(&str, &str)] = &[
    (
        "base64",
        r#"base64 = { version = "0.23", default-features = false, features = ["std"] }"#,
    ),
    (
        "bytes",
        r#"bytes = { version = "1", default-features = false }"#,
    ),
    (
        "encoding_rs",
        r#"encoding_rs = { version = "0.8", default-features = false, features = ["alloc"] }"#,
    ),
    (
        "fastrand",
        r#"fastrand = { version = "2", default-features = false, features = ["std"] }"#,
    ),
    (
        "futures_core",
        r#"futures-core = { version = "0.3", default-features = false }"#,
    ),
    ("hmac", r#"hmac = { version = "0.13" }"#),
    ("http", r#"http = { version = "1" }"#),
    ("http_body", r#"http-body = { version = "1" }"#),
    ("httpdate", r#"httpdate = { version = "1" }"#),
    (
        "indexmap",
        r#"indexmap = { version = "2", default-features = false, features = ["serde", "std"] }"#,
    ),
    (
        "jiff",
        r#"jiff = { version = "0.2", default-features = false, features = ["std"] }"#,
    ),
    (
        "memchr",
        r#"memchr = { version = "2", default-features = false, features = ["std"] }"#,
    ),
    (
        "mime_guess",
        r#"mime_guess = { version = "2", default-features = false }"#,
    ),
    (
        "percent_encoding",
        r#"percent-encoding = { version = "2" }"#,
    ),
    (
        "reqwest",
        r#"reqwest = { version = "0.13", default-features = false, features = ["system-proxy"] }"#,
    ),
    (
        "serde",
        r#"serde = { version = "1", default-features = false, features = ["std"] }"#,
    ),
    (
        "serde_json",
        r#"serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "unbounded_depth"] }"#,
    ),
    (
        "serde_path_to_error",
        r#"serde_path_to_error = { version = "0.1" }"#,
    ),
    (
        "sha2",
        r#"sha2 = { version = "0.11", default-features = false }"#,
    ),
    (
        "tempfile",
        r#"tempfile = { version = "3", default-features = false }"#,
    ),
    (
        "tokio",
        r#"tokio = { version = "1", default-features = false, features = ["rt", "time"] }"#,
    ),
    (
        "tracing",
        r#"tracing = { version = "0.1", default-features = false, features = ["std"] }"#,
    ),
];

/// The oldest compiler for what is emitted and for its newest dependencies.
const RUST_VERSION: &str = "1.88";

/// The features: name, what it stands for, what else it switches on.
pub(super) const FEATURES: &[(&str, &str, &[&str])] = &[
    (
        "rustls",
        "TLS by rustls; for an `https` address this or `native-tls` is needed.",
        &["reqwest/rustls"],
    ),
    (
        "native-tls",
        "TLS by the operating system's own library.",
        &["reqwest/native-tls"],
    ),
    (
        "http2",
        "HTTP/2, where the server speaks it.",
        &["reqwest/http2"],
    ),
    ("gzip", "Answers compressed with gzip.", &["reqwest/gzip"]),
    (
        "blocking",
        "`wait()` on every request, for code that is not async.",
        &[],
    ),
    ("tracing", "A span for every call and every attempt.", &[]),
    (
        "test-util",
        "A scripted API in memory, for the tests of code that uses this crate.",
        &[],
    ),
];

pub(super) fn manifest(api: &Api, parts: &BTreeSet<Part>, files: &[File]) -> File {
    let package = &api.package;
    let mut text = format!(
        "[package]\nname = {}\nversion = {}\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\ndescription = {}\n",
        quoted(&package.name),
        quoted(&package.version),
        quoted(&package.description),
    );
    for (key, value) in [
        ("license", &package.license),
        ("homepage", &package.homepage),
        ("repository", &package.repository),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    }
    for (key, list) in [
        ("keywords", &package.keywords),
        ("categories", &package.categories),
    ] {
        if !list.is_empty() {
            let list: Vec<String> = list.iter().map(|word| quoted(word)).collect();
            text.push_str(&format!("{key} = [{}]\n", list.join(", ")));
        }
    }
    text.push_str(
        "\n# docs.rs shows what each feature adds.\n[package.metadata.docs.rs]\nall-features = true\n",
    );
    let mut dependencies = String::new();
    let mut optional: Vec<(&str, String)> = Vec::new();
    for (name, line) in DEPENDENCIES {
        match runtime::user_of_crate(files, parts, name) {
            None => {}
            Some(None) => dependencies.push_str(&format!("{line}\n")),
            Some(Some(feature)) => {
                optional.push((feature, format!("dep:{}", name.replace('_', "-"))));
                dependencies.push_str(&format!(
                    "{}, optional = true }}\n",
                    line.trim_end_matches([' ', '}'])
                ));
            }
        }
    }
    if parts.contains(&Part::Client) {
        text.push_str("\n[features]\ndefault = [\"rustls\"]\n");
        for (feature, meaning, also) in FEATURES {
            let mut also: Vec<String> = also.iter().map(|also| quoted(also)).collect();
            also.extend(
                optional
                    .iter()
                    .filter(|(other, _)| other == feature)
                    .map(|(_, dependency)| quoted(dependency)),
            );
            text.push_str(&format!("# {meaning}\n{feature} = [{}]\n", also.join(", ")));
        }
    }
    text.push_str("\n[dependencies]\n");
    text.push_str(&dependencies);
    // What the tests and the example need and the crate does not.
    let tests = files.iter().any(super::examples::is_test);
    let tests = ["serde", "serde_json"].into_iter().filter(|_| tests);
    let lines = DEPENDENCIES.iter().filter(|(name, line)| {
        tests.clone().any(|test| test == *name) && !dependencies.contains(line)
    });
    let mut lines: String = lines.map(|(_, line)| format!("{line}\n")).collect();
    if api.example.is_some() {
        lines.push_str(
            "tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n",
        );
    }
    if !lines.is_empty() {
        text.push_str(&format!("\n[dev-dependencies]\n{lines}"));
    }
    File {
        path: "Cargo.toml".to_owned(),
        content: Content::Plain(text),
        parts: BTreeSet::new(),
    }
}

/// The settings of clippy, where the API asks for more values at once than clippy's own measure.
pub(super) fn clippy(api: &Api) -> Option<File> {
    const MOST_ARGUMENTS: usize = 7;
    let most = calls(&api.root).chain(constructors(api)).max();
    let most = most.filter(|most| *most > MOST_ARGUMENTS)?;
    let text = format!(
        "# A path, or a constructor of what is sent, has as many values as the API asks for.\n\
         too-many-arguments-threshold = {most}\n"
    );
    Some(File {
        path: "clippy.toml".to_owned(),
        content: Content::Plain(text),
        parts: BTreeSet::new(),
    })
}

/// How many arguments each method takes, itself included.
fn calls(module: &Module) -> Box<dyn Iterator<Item = usize> + '_> {
    let operations = module.handle.iter().flat_map(|handle| &handle.operations);
    let own = operations.map(|operation| {
        let body = operation.body.as_ref().is_some_and(|body| body.required);
        1 + operation.required().count() + usize::from(body)
    });
    Box::new(own.chain(module.children.iter().flat_map(calls)))
}

/// How many arguments each `new` takes.
fn constructors(api: &Api) -> impl Iterator<Item = usize> {
    let sent = api.types.iter().filter(|def| def.sent);
    sent.filter_map(|def| match &def.shape {
        Shape::Struct(object) => {
            let fields = object.members.iter().filter_map(Member::field);
            let arguments = fields.filter(|field| matches!(field.given, Given::Argument(_)));
            Some(arguments.count() + usize::from(matches!(object.rest, Rest::Union(..))))
        }
        _ => None,
    })
}

/// A string of TOML; JSON's escapes are among TOML's, which also wants DEL escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{7f}', "\\u007f")
}
