//! The manifest of the crate.

use std::collections::BTreeSet;

use super::runtime::{self, Part};
use super::{Content, File, features};
use crate::api::{ALL_RESOURCES, Api, Brings, OTHER_TYPES};
use crate::names::Names;

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
        r#"jiff = { version = "1", default-features = false, features = ["std"] }"#,
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
        "quick_xml",
        r#"quick-xml = { version = "0.42", default-features = false }"#,
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

/// The features: name, meaning, and which others it enables.
pub(super) const FEATURES: &[(&str, &str, &[&str])] = &[
    (
        own_feature("rustls"),
        "TLS by rustls; for an `https` address this or `native-tls` is needed.",
        &["reqwest/rustls"],
    ),
    (
        own_feature("native-tls"),
        "TLS by the operating system's own library.",
        &["reqwest/native-tls"],
    ),
    (
        own_feature("http2"),
        "HTTP/2, where the server supports it.",
        &["reqwest/http2"],
    ),
    (
        own_feature("gzip"),
        "Answers compressed with gzip.",
        &["reqwest/gzip"],
    ),
    (
        own_feature("blocking"),
        "`wait()` on every request, for code that is not async.",
        &[],
    ),
    (
        own_feature("tracing"),
        "A span for every call and every attempt.",
        &[],
    ),
    (
        own_feature("test-util"),
        "A scripted API in memory, for the tests of code that uses this crate.",
        &[],
    ),
];

/// A feature of every client: its name is reserved by the build script, which finds it here.
const fn own_feature(name: &str) -> &str {
    name
}

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
            let words: Vec<&str> = list.iter().map(String::as_str).collect();
            text.push_str(&format!("{key} = [{}]\n", self::list(&words)));
        }
    }
    text.push_str(&format!("exclude = [{}]\n", list(&[Names::FILE])));
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
        let default: &[&str] = match &api.features[..] {
            [] => &["rustls"],
            _ => &["rustls", ALL_RESOURCES],
        };
        text.push_str(&format!("\n[features]\ndefault = [{}]\n", list(default)));
        for (feature, meaning, also) in FEATURES {
            let needed = optional.iter().filter(|(other, _)| other == feature);
            let also = also.iter().copied();
            let also: Vec<&str> = also
                .chain(needed.map(|(_, dependency)| dependency.as_str()))
                .collect();
            text.push_str(&format!("# {meaning}\n{feature} = [{}]\n", list(&also)));
        }
        text.push_str(&of_parts(api));
    }
    text.push_str("\n[dependencies]\n");
    if api.package.has_big_integers {
        let plain = "serde_json = { version = \"1\", features = [";
        let about = "# `arbitrary_precision` keeps the digits of integers beyond 64 bits.";
        let precise = format!("{about}\n{plain}\"arbitrary_precision\", ");
        dependencies = dependencies.replace(plain, &precise);
    }
    text.push_str(&dependencies);
    // What the tests and the example need and the crate does not.
    let tests = files.iter().any(super::examples::is_test);
    let tests = ["serde", "serde_json"].into_iter().filter(|_| tests);
    let lines = DEPENDENCIES.iter().filter(|(name, _)| {
        tests.clone().any(|test| test == *name) && !dependencies.contains(&format!("{name} = "))
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

/// The features that each bring a part of the client.
fn of_parts(api: &Api) -> String {
    // What no operation uses would cost every user time to compile.
    let features = api.features.iter();
    let of_calls = features.filter(|feature| feature.brings != Brings::OtherTypes);
    let names = of_calls.map(|feature| format!("    {},\n", quoted(&feature.name)));
    let names: String = names.collect();
    let row = |(name, brings): (&str, String)| match name {
        ALL_RESOURCES => format!("# {brings}\n{name} = [\n{names}]\n"),
        // A type that no operation uses may have members that any resource brings.
        OTHER_TYPES => format!("# {brings}\n{name} = [{}]\n", quoted(ALL_RESOURCES)),
        name => format!("# {brings}\n{} = []\n", key(name)),
    };
    features::rows(api).into_iter().map(row).collect()
}

/// The items of a list of texts.
fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    items.join(", ")
}

/// A key of TOML, quoted where it is not plain.
fn key(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    match name.chars().all(is_plain) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// A string of TOML; JSON's escapes are among TOML's, which also wants DEL escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{7f}', "\\u007f")
}
