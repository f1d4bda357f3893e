//! Which parts of the runtime a client carries: what its own code names, and what that names in
//! turn. The parts' own text says so; there is no second list to keep.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, File, Piece, Use};
use crate::api::{Block, Docs};

mod parts {
    include!(concat!(env!("OUT_DIR"), "/parts.rs"));
}

/// What a caller names of the runtime, by part: exported where the part is carried.
const EXPORTS: &[(&str, &[&str])] = &[
    ("base64", &["Base64"]),
    ("blocking_pages", &["BlockingItems", "BlockingPages"]),
    ("client", &["Client"]),
    ("client_builder", &["ClientBuilder"]),
    ("date", &["Date"]),
    ("date_time", &["DateTime"]),
    ("error", &["Error"]),
    ("error_kind", &["ErrorKind"]),
    ("extra", &["Extra"]),
    ("items", &["Items"]),
    ("page", &["Page"]),
    ("pages", &["Pages"]),
    ("pending", &["Pending"]),
    ("presence", &["Nullable"]),
    ("rate_limit", &["RateLimit", "RateLimits"]),
    ("response", &["Response"]),
    ("test_util", &["test_util"]),
    ("timestamp", &["Timestamp"]),
];

/// Parts that others speak of in a macro, and that only its user knows to be needed.
const ON_REQUEST: &[&str] = &["argument", "builder", "decode", "described"];

/// The parts that the given ones need, with themselves.
fn closure(named: impl IntoIterator<Item = String>) -> BTreeSet<&'static str> {
    let all: BTreeMap<&str, &str> = parts::PARTS.iter().copied().collect();
    let mut needed = BTreeSet::new();
    let mut open: Vec<String> = named.into_iter().collect();
    while let Some(name) = open.pop() {
        let Some((part, text)) = all.get_key_value(name.as_str()) else {
            continue;
        };
        if needed.insert(*part) {
            let named = references(text).into_iter();
            open.extend(named.filter(|name| !ON_REQUEST.contains(&name.as_str())));
            let below = format!("{part}/");
            open.extend(
                all.keys()
                    .filter(|key| key.starts_with(&below))
                    .map(|key| (*key).to_owned()),
            );
        }
    }
    needed
}

/// The parts that a text speaks of in code: `super::name` and `runtime::name`.
fn references(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut found = Vec::new();
    for line in code {
        for prefix in ["super::", "runtime::"] {
            for (at, _) in line.match_indices(prefix) {
                let name: String = line[at + prefix.len()..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                found.push(name);
            }
        }
    }
    found
}

/// The parts that a client carries, given the code that was emitted for it.
pub(super) fn needed(files: &[File]) -> BTreeSet<&'static str> {
    let mut named: Vec<String> = files
        .iter()
        .flat_map(|file| file.parts.iter().cloned())
        .collect();
    const HOLDERS: [&str; 3] = ["object", "tuple", "union"];
    if !named.iter().any(|part| HOLDERS.contains(&part.as_str())) {
        // Serde writes a map by itself unless it stands in a value that is written by us.
        named.retain(|part| part != "map");
    }
    if !named.iter().any(|part| part == "client") {
        // Only types: what carries requests is of no use to them.
        return closure(named);
    }
    // A client can always be observed, called without async, and tested.
    let paged = named.iter().any(|part| part == "paged_request");
    let features = FEATURES
        .iter()
        .filter(|(_, part)| paged || *part != "blocking_pages");
    named.extend(features.map(|(_, part)| (*part).to_owned()));
    named.push("failure".to_owned());
    closure(named)
}

/// Parts that stand behind a feature of cargo.
const FEATURES: &[(&str, &str)] = &[
    ("blocking", "blocking"),
    ("blocking", "blocking_pages"),
    ("test-util", "test_util"),
    ("tracing", "trace"),
];

/// The files of those parts, and the one that declares them.
pub(super) fn files(needed: &BTreeSet<&'static str>) -> Vec<File> {
    if needed.is_empty() {
        return Vec::new();
    }
    let mut files = vec![declarations(needed)];
    for (name, text) in parts::PARTS
        .iter()
        .filter(|(name, _)| needed.contains(name))
    {
        files.push(File {
            path: format!("src/runtime/{name}.rs"),
            content: Content::Runtime(text),
            parts: BTreeSet::new(),
        });
    }
    files
}

fn declarations(needed: &BTreeSet<&'static str>) -> File {
    let top = needed.iter().filter(|name| !name.contains('/'));
    let mut declarations = Vec::new();
    for name in top {
        let module = super::tokens::ident(name);
        let feature = feature(name).map(|feature| quote::quote!(#[cfg(feature = #feature)]));
        // What users see as a module is one for them.
        let public = EXPORTS
            .iter()
            .any(|(part, names)| part == name && names == &[*part]);
        let visibility = if public {
            quote::quote!(pub)
        } else {
            quote::quote!(pub(crate))
        };
        declarations.push(quote::quote!(#feature #visibility mod #module;));
    }
    let text = "The part of this client that is the same for every API.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    File {
        path: "src/runtime.rs".to_owned(),
        content: Content::Rust {
            docs,
            pieces: vec![Piece::Modules(declarations)],
        },
        parts: BTreeSet::new(),
    }
}

/// What the root of the crate re-exports of the runtime.
pub(super) fn exports(needed: &BTreeSet<&'static str>) -> Vec<Use> {
    let carried = EXPORTS.iter().filter(|(part, _)| needed.contains(part));
    let export = |(part, names): &(&str, &[&str])| Use {
        public: true,
        feature: feature(part),
        // A module that is itself exported stands for all that is in it.
        path: if names == &[*part] {
            "runtime".to_owned()
        } else {
            format!("runtime::{part}")
        },
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    carried.map(export).collect()
}

/// Who in a client uses a crate: `None` nobody, `Some(None)` the client as such, `Some(feature)`
/// one feature of it alone.
pub(super) fn user_of_crate(
    files: &[File],
    needed: &BTreeSet<&'static str>,
    name: &str,
) -> Option<Option<&'static str>> {
    if uses(files).any(|used| used.path.split("::").next() == Some(name)) {
        return Some(None);
    }
    let word = format!("{name}::");
    let users = parts::PARTS
        .iter()
        .filter(|(part, text)| needed.contains(part) && text.contains(&word));
    let features: BTreeSet<Option<&str>> = users.map(|(part, _)| feature(part)).collect();
    match features.iter().collect::<Vec<_>>()[..] {
        [] => None,
        [Some(only)] => Some(Some(only)),
        _ => Some(None),
    }
}

/// Every import of the emitted code.
pub(super) fn uses(files: &[File]) -> impl Iterator<Item = &Use> {
    let files = files.iter().filter(|file| !super::examples::is_test(file));
    let pieces = files.flat_map(|file| match &file.content {
        Content::Rust { pieces, .. } => pieces.as_slice(),
        _ => &[],
    });
    let lists = pieces.filter_map(|piece| match piece {
        Piece::Uses(uses) => Some(uses),
        _ => None,
    });
    lists.flatten()
}

/// The feature that a part stands behind.
fn feature(part: &str) -> Option<&'static str> {
    let top = part.split('/').next().unwrap_or(part);
    FEATURES
        .iter()
        .find(|(_, known)| *known == top)
        .map(|(feature, _)| *feature)
}
