//! Takes the API, gives the files of the crate as pieces: tokens, lines, tables, imports. Nothing is decided
//! here but how to write it in Rust.

mod answer;
mod behind;
mod body;
mod by_status;
mod call;
mod caller;
mod client;
mod clippy;
mod dependencies;
mod enums;
mod errors;
mod examples;
mod features;
mod given;
mod handle;
mod headers;
mod imports;
mod layout;
mod lib_rs;
mod located;
mod manifest;
mod missing;
mod package;
mod pages;
mod parameter;
mod part;
mod program;
mod request;
mod resource;
mod runtime;
mod servers;
mod stream;
mod tokens;
mod types;
mod usage;
mod values;
mod webhooks;
mod wire;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

pub(crate) use self::behind::attribute;
pub(crate) use self::call::{builder, call};
pub(crate) use self::caller::caller;
pub use self::given::{CallText, Given, GivenFile, GivenValue, GivenVariant, Gives, Part, Unknown};
pub(crate) use self::layout::broken_type;
pub(crate) use self::program::program;
pub(crate) use self::tokens::{lines, unprintable};
use crate::api::{Api, Docs, Module, Type};
use crate::names::Names;

/// A file of the crate.
#[derive(Debug)]
pub(crate) struct File {
    /// Within the crate, with slashes.
    pub path: String,
    pub content: Content,
    /// The parts of the runtime that it names.
    pub parts: BTreeSet<runtime::Part>,
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    Rust {
        docs: Docs,
        pieces: Vec<Piece>,
    },
    /// A part of the runtime, unchanged.
    Runtime(&'static str),
    /// TOML or YAML, in which `#` begins a comment.
    Plain(String),
    Markdown(String),
    /// An example, as JSON text.
    Json(String),
}

/// A piece of a Rust file that has a blank line before and after it.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Attributes of the whole file.
    Attributes(Vec<TokenStream>),
    /// `mod` declarations, one a line.
    Modules(Vec<TokenStream>),
    /// Imports or re-exports: a path and the names taken from it.
    Uses(Vec<Use>),
    Item(TokenStream),
    /// Items as the file has them, laid out as rustfmt does. The most frequent items are written so,
    /// since making tokens of lines and lines of tokens takes far longer.
    Lines(Vec<String>),
    /// A macro with one row a line.
    Table {
        name: String,
        rows: Vec<String>,
    },
    /// What each of these features brings.
    Behind {
        features: Vec<String>,
        piece: Box<Piece>,
    },
}

/// `use path::{names};`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    pub public: bool,
    /// The features of cargo of which each brings it; none where it is always there.
    pub features: Vec<String>,
    pub path: String,
    pub names: Vec<String>,
}

/// Every file of the crate.
pub(crate) fn emit(api: &Api) -> Vec<File> {
    let homes = imports::Homes::of(api);
    let mut files: Vec<File> = Vec::new();
    if api.has_operations() {
        files.push(client::file(api, &homes));
        files.extend(servers::file(api));
        files.extend(headers::file(&homes));
        files.extend(xml::file(api));
    }
    for child in &api.root.children {
        module(api, &homes, child, "src", &mut files);
    }
    files.extend(
        api.webhooks
            .as_ref()
            .map(|webhooks| self::webhooks::file(webhooks, &homes)),
    );
    files.extend(examples::files(api, &homes));
    files.push(File {
        path: Names::FILE.to_owned(),
        content: Content::Plain(api.names.text()),
        parts: BTreeSet::new(),
    });
    let parts = runtime::carried(&files);
    files.push(lib_rs::lib(api, &homes, &parts, &files));
    files.extend(runtime::files(&parts));
    files.push(manifest::manifest(api, &parts, &files));
    files.extend(clippy::settings(api));
    files.extend(package::files(&homes));
    files
}

/// The files of a new crate that belong to its owner: path → text.
pub(crate) fn starters(api: &Api) -> BTreeMap<String, String> {
    package::starters(api)
}

/// How a user of the crate writes types, from the root of the crate.
pub(crate) fn paths<'t>(
    api: &Api,
    types: impl IntoIterator<Item = &'t Type>,
) -> impl Iterator<Item = String> {
    let homes = imports::Homes::of(api);
    types.into_iter().map(move |ty| tokens::path(ty, &homes))
}

fn module(
    api: &Api,
    homes: &imports::Homes<'_>,
    module: &Module,
    folder: &str,
    files: &mut Vec<File>,
) {
    let path = format!("{folder}/{}", module.name);
    files.push(resource::file(homes, module, &path));
    if wire::has_file(homes, module) {
        files.push(wire::file(api, homes, module, &path));
    }
    for child in &module.children {
        self::module(api, homes, child, &path, files);
    }
}
