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
    ("calls/pending", &["Pending"]),
    ("client", &["Client"]),
    ("client_builder", &["ClientBuilder"]),
    ("error", &["Error"]),
    ("error_kind", &["ErrorKind"]),
    ("http/rate_limit", &["RateLimit", "RateLimits"]),
    ("http/response", &["Response"]),
    ("pages/blocking_pages", &["BlockingItems", "BlockingPages"]),
    ("pages/items", &["Items"]),
    ("pages/page", &["Page"]),
    ("pages/page_stream", &["Pages"]),
    ("test_util", &["test_util"]),
    ("wire/base64", &["Base64"]),
    ("wire/date", &["Date"]),
    ("wire/date_time", &["DateTime"]),
    ("wire/extra", &["Extra"]),
    ("wire/presence", &["Nullable"]),
    ("wire/timestamp", &["Timestamp"]),
];

/// Parts that others speak of in a macro, and that only its user knows to be needed.
const ON_REQUEST: &[&str] = &[
    "calls/decode",
    "calls/described",
    "wire/argument",
    "wire/builder",
];

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

/// The parts that a text names in code: `runtime::folder::part`, or `runtime::part`.
fn references(text: &str) -> Vec<String> {
    const PREFIX: &str = "runtime::";
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut found = Vec::new();
    for line in code {
        for (at, _) in line.match_indices(PREFIX) {
            let path = line[at + PREFIX.len()..]
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'))
                .next()
                .unwrap_or_default();
            let mut segments = path.split("::");
            let first = segments.next().unwrap_or_default();
            found.push(first.to_owned());
            found.extend(segments.next().map(|second| format!("{first}/{second}")));
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
    const HOLDERS: [&str; 3] = ["wire/object", "wire/tuple", "wire/union"];
    if !named.iter().any(|part| HOLDERS.contains(&part.as_str())) {
        // Serde writes a map by itself unless it stands in a value that is written by us.
        named.retain(|part| part != "wire/map");
    }
    if !named.iter().any(|part| part == "client") {
        // Only types: what carries requests is of no use to them.
        return closure(named);
    }
    // A client can always be observed, called without async, and tested.
    let paged = named.iter().any(|part| part == "pages/paged_request");
    let features = FEATURES
        .iter()
        .filter(|(_, part)| paged || *part != "pages/blocking_pages");
    named.extend(features.map(|(_, part)| (*part).to_owned()));
    named.push("http/failure".to_owned());
    closure(named)
}

/// Parts that stand behind a feature of cargo.
const FEATURES: &[(&str, &str)] = &[
    ("blocking", "calls/blocking"),
    ("blocking", "pages/blocking_pages"),
    ("test-util", "test_util"),
    ("tracing", "http/trace"),
];

/// The files of those parts, and those that declare them.
pub(super) fn files(needed: &BTreeSet<&'static str>) -> Vec<File> {
    let mut files: Vec<File> = parts::FOLDERS
        .iter()
        .filter_map(|(folder, docs)| declarations(folder, docs, needed))
        .collect();
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

/// The module file of a folder; the root of the runtime is the folder without a name.
fn declarations(folder: &str, docs: &str, needed: &BTreeSet<&'static str>) -> Option<File> {
    let mut modules = BTreeMap::new();
    for part in needed {
        let below = match folder {
            "" => Some(*part),
            folder => part
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/')),
        };
        // A part with files of its own below it declares them itself.
        let Some(below) = below.filter(|below| !below.starts_with("test_util/")) else {
            continue;
        };
        match below.split_once('/') {
            None => modules.insert(below, Some(*part)),
            Some((folder, _)) => modules.insert(folder, None),
        };
    }
    if modules.is_empty() {
        return None;
    }
    let declarations = modules.into_iter().map(|(name, part)| {
        let module = super::tokens::ident(name);
        let feature = part.and_then(feature);
        let feature = feature.map(|feature| quote::quote!(#[cfg(feature = #feature)]));
        // A part that is exported as a module is public.
        let public = EXPORTS
            .iter()
            .any(|(known, names)| part == Some(*known) && names == &[*known]);
        let visibility = if public {
            quote::quote!(pub)
        } else {
            quote::quote!(pub(crate))
        };
        quote::quote!(#feature #visibility mod #module;)
    });
    let pieces = vec![Piece::Modules(declarations.collect())];
    let docs = Docs {
        blocks: vec![Block::Text(docs.to_owned(), 0)],
    };
    Some(File {
        path: match folder {
            "" => "src/runtime.rs".to_owned(),
            folder => format!("src/runtime/{folder}.rs"),
        },
        content: Content::Rust { docs, pieces },
        parts: BTreeSet::new(),
    })
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
            format!("runtime::{}", part.replace('/', "::"))
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
    FEATURES
        .iter()
        .find(|(_, known)| {
            part.strip_prefix(known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .map(|(feature, _)| *feature)
}
