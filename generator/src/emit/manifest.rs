//! The manifest of the crate.

use std::collections::BTreeSet;

use super::dependencies::{self, DEPENDENCIES, Dependency};
use super::runtime::{self, Part};
use super::{Content, File, features};
use crate::api::{ALL_RESOURCES, Api, Brings, OTHER_TYPES};
use crate::names::Names;

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
    let needed = DEPENDENCIES.iter().filter_map(|dependency| {
        let feature = runtime::user_of_crate(files, parts, dependency.code)?;
        Some(Needed {
            dependency,
            feature,
        })
    });
    let needed: Vec<Needed> = needed.collect();
    let mut text = package(api);
    if parts.contains(&Part::Client) {
        text.push_str(&of_features(api, &needed));
    }
    text.push_str(&of_dependencies(api, &needed));
    text.push_str(&dev_dependencies(api, &needed, files));
    File {
        path: "Cargo.toml".to_owned(),
        content: Content::Plain(text),
        parts: BTreeSet::new(),
    }
}

/// A dependency of the client.
struct Needed {
    dependency: &'static Dependency,
    /// The feature without which it is not needed.
    feature: Option<&'static str>,
}

fn package(api: &Api) -> String {
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
    text + "\n# docs.rs shows what each feature adds.\n[package.metadata.docs.rs]\nall-features = true\n"
}

fn of_features(api: &Api, needed: &[Needed]) -> String {
    let default: &[&str] = match &api.features[..] {
        [] => &["rustls"],
        _ => &["rustls", ALL_RESOURCES],
    };
    let mut text = format!("\n[features]\ndefault = [{}]\n", list(default));
    for (feature, meaning, also) in FEATURES {
        let own = needed.iter().filter(|need| need.feature == Some(feature));
        let own: Vec<String> = own
            .map(|need| format!("dep:{}", need.dependency.package))
            .collect();
        let also = also.iter().copied().chain(own.iter().map(String::as_str));
        let also = list(&also.collect::<Vec<_>>());
        text.push_str(&format!("# {meaning}\n{feature} = [{also}]\n"));
    }
    text + &of_parts(api)
}

fn of_dependencies(api: &Api, needed: &[Needed]) -> String {
    let lines = needed.iter().map(|need| {
        let Needed {
            dependency,
            feature,
        } = need;
        match dependency.code {
            "serde_json" if api.package.has_big_integers => format!(
                "# `arbitrary_precision` keeps the digits of integers beyond 64 bits.\n{}",
                dependency.line(&["arbitrary_precision"], feature.is_some())
            ),
            _ => dependency.line(&[], feature.is_some()),
        }
    });
    let lines: String = lines.collect();
    format!("\n[dependencies]\n{lines}")
}

/// What the tests and the example need and the crate does not.
fn dev_dependencies(api: &Api, needed: &[Needed], files: &[File]) -> String {
    let tests = files.iter().any(super::examples::is_test);
    let tests = ["serde", "serde_json"].into_iter().filter(|_| tests);
    let tests = tests.filter_map(dependencies::find).filter(|test| {
        let mut needed = needed.iter();
        needed.all(|need| need.dependency.code != test.code)
    });
    let mut lines: String = tests.map(|test| test.line(&[], false)).collect();
    let example = dependencies::find("tokio").filter(|_| api.example.is_some());
    lines.extend(example.map(|tokio| tokio.line_of(&["macros", "rt-multi-thread"], false)));
    match lines.as_str() {
        "" => lines,
        lines => format!("\n[dev-dependencies]\n{lines}"),
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
