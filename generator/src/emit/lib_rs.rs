//! `lib.rs`: the title, an example, what the client does not have, the modules, and what a caller names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use quote::quote;

use super::behind::{attribute, behind, of_any};

use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::types::plain_type;
use super::{
    Content, File, Piece, Use, client, features, headers, located, missing, runtime, tokens, usage,
    xml,
};
use crate::api::{
    Answer, Api, Block, EventItem, HeadersHome, METHOD, Module, OTHER_TYPES, Success, Type,
    TypeDef, crate_of,
};

/// `lib.rs`: the title, an example, the modules, and everything a caller names.
pub(super) fn lib(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> File {
    let mut docs = api.docs.clone();
    // The example is no part of what the text ends with.
    let heading = Block::Verbatim(vec!["# Usage".to_owned()]);
    docs.blocks
        .extend(api.docs.has_headings().then_some(heading));
    docs.blocks
        .extend(usage::of_crate(homes, &client::constructor(api)));
    docs.blocks.extend(usage::of_arrival(api).map(|mut lines| {
        lines.insert(0, "```no_run".to_owned());
        lines.push("```".to_owned());
        Block::Verbatim(lines)
    }));
    docs.blocks.extend(features::section(api));
    docs.blocks.extend(located::section(api));
    docs.blocks.extend(missing::section(api));
    let mut modules: Vec<Declared<'_>> = Vec::new();
    modules.extend(api.has_operations().then(|| own_module("client")));
    modules.extend((!parts.is_empty()).then(|| own_module("runtime")));
    let shared_headers = api.shared_headers();
    modules.extend((!shared_headers.is_empty()).then(headers::shared_module));
    modules.extend(api.used_xml().elements.contains(&true).then(xml::module));
    modules.extend(api.webhooks.iter().map(|webhooks| Declared {
        name: &webhooks.module,
        is_public: false,
        features: webhooks.feature.as_slice(),
    }));
    let servers = &api.servers;
    modules.extend((!servers.sets.is_empty()).then_some(Declared {
        name: &servers.module,
        is_public: true,
        features: &[],
    }));
    modules.extend(api.root.children.iter().map(|child| Declared {
        name: &child.name,
        // Which types are shared may change: they are named at the root, and by who shares them.
        is_public: child.handle.is_some(),
        features: &child.features,
    }));
    modules.sort();
    let declarations = modules.iter().flat_map(|module| match module.name {
        "runtime" | "xml_elements" if !api.features.is_empty() => {
            [of_parts(), module.lines()].concat()
        }
        _ => module.lines(),
    });
    let mut pieces = vec![
        Piece::Attributes(vec![
            quote!(#![cfg_attr(docsrs, feature(doc_cfg))]),
            quote!(#![forbid(unsafe_code)]),
            quote!(#![warn(missing_docs)]),
        ]),
        Piece::Lines(declarations.collect()),
        Piece::Uses(exports(api, homes, parts, files)),
    ];
    pieces.extend(deep(api, homes));
    pieces.extend(foreign(api, parts));
    File {
        path: "src/lib.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts: BTreeSet::new(),
    }
}

/// A module to declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Declared<'m> {
    pub name: &'m str,
    pub is_public: bool,
    /// The features of which each brings it; none where it is always there.
    pub features: &'m [String],
}

impl Declared<'_> {
    /// `pub mod name;`
    pub fn lines(&self) -> Vec<String> {
        let mut lines = attribute(self.features);
        let public = if self.is_public { "pub " } else { "" };
        lines.push(format!("{public}mod {};", tokens::raw(self.name)));
        lines
    }
}

/// A module of every client: its name is reserved by the build script, which finds it here.
pub(super) fn own_module(name: &str) -> Declared<'_> {
    Declared {
        name,
        is_public: false,
        features: &[],
    }
}

/// The attribute before a module that all resources share, of a client that may lack some.
fn of_parts() -> Vec<String> {
    vec![
        "// It has what all parts of the API need: some of them alone do not use all of it."
            .to_owned(),
        format!("#[cfg_attr(not(feature = {OTHER_TYPES:?}), allow(unused))]"),
    ]
}

/// The table of the types that a `DeepBox` holds.
fn deep(api: &Api, homes: &Homes<'_>) -> Vec<Piece> {
    let is_here = |def: &&TypeDef| def.same_as.is_none() && !def.left_out;
    let defs = api.types.iter().filter(is_here);
    let mut met = HashSet::new();
    let mut held: BTreeMap<&[String], Vec<String>> = BTreeMap::new();
    for ty in defs.flat_map(|def| def.shape.types()) {
        if let Some(ty) = deep_boxed(ty) {
            let ty = api.canonical_type(ty);
            let text = plain_type(&ty, homes);
            if met.insert(text.clone()) {
                held.entry(homes.features_of(&ty)).or_default().push(text);
            }
        }
    }
    if held.is_empty() {
        return Vec::new();
    }
    let uses = Use {
        public: false,
        features: of_any(held.keys().copied()),
        path: "runtime::wire::deep".to_owned(),
        names: vec!["deep".to_owned()],
    };
    let tables = held.into_iter().map(|(features, held)| {
        let rows = held.iter().enumerate();
        let table = Piece::Table {
            name: "deep".to_owned(),
            rows: rows.map(|(index, ty)| format!("{index} {ty};")).collect(),
        };
        behind(features, table)
    });
    [Piece::Uses(vec![uses])]
        .into_iter()
        .chain(tables)
        .collect()
}

/// The table of the types of other crates.
fn foreign(api: &Api, parts: &BTreeSet<Part>) -> Vec<Piece> {
    if !parts.contains(&Part::Foreign) {
        return Vec::new();
    }
    let uses = Use {
        public: false,
        features: Vec::new(),
        path: "runtime::wire::foreign".to_owned(),
        names: vec!["foreign".to_owned()],
    };
    let table = Piece::Table {
        name: "foreign".to_owned(),
        rows: api.foreign.types().into_iter().map(foreign_row).collect(),
    };
    vec![Piece::Uses(vec![uses]), table]
}

/// A row of that table. The compiler shows the line where the crate of the type is missing.
fn foreign_row(path: &str) -> String {
    match crate_of(path) {
        Some(name) => format!("::{path}; // a dependency: `cargo add {name} --features serde`"),
        None => format!("::{path};"),
    }
}

/// What a `DeepBox` in a type holds.
fn deep_boxed(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Deep(inner) => Some(inner),
        other => other.inner().and_then(deep_boxed),
    }
}

/// What callers name, at the root: the runtime's types and the API's.
fn exports(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> Vec<Use> {
    let mut exports = Imports::into_module("crate");
    let mut uses = Vec::new();
    for child in &api.root.children {
        if child.handle.is_none() {
            // Nothing but types: all of it is the crate's.
            let mut own = Imports::into_module("crate");
            own.add(&tokens::raw(&child.name), "*");
            let types = child.types.iter().map(|id| homes.features(*id));
            let modules = child.children.iter().map(|child| &child.features[..]);
            uses.extend(behind_uses(own, &of_any(types.chain(modules))));
            continue;
        }
        let mut own = Imports::into_module("crate");
        for module in modules(child) {
            for id in &module.types {
                let path = homes.path(*id).trim_start_matches("crate::");
                own.add(path, &tokens::raw(&homes.def(*id).name));
            }
        }
        answers(child, &tokens::raw(&child.name), &mut own);
        uses.extend(behind_uses(own, &child.features));
    }
    answers_of(&api.root, "client", &mut exports);
    for name in own_requests(api) {
        exports.add("client", &tokens::raw(name));
    }
    for name in api.shared_headers().into_keys() {
        exports.add(headers::shared_module().name, name);
    }
    let mut types = api.types.iter().filter(|def| !def.left_out);
    let mut holds_json = types.any(TypeDef::holds_json);
    if let Some(webhooks) = &api.webhooks {
        let mut own = Imports::into_module("crate");
        let told = webhooks.told.iter().map(|told| told.name.as_str());
        let receiver = webhooks.has_receiver().then_some(&*webhooks.receiver);
        let headers = webhooks.headers().map(|headers| headers.name.as_str());
        for name in told.chain(receiver).chain(headers) {
            own.add(&webhooks.module, name);
        }
        uses.extend(behind_uses(own, webhooks.feature.as_slice()));
        holds_json |= webhooks.told.is_some();
        let has_headers = webhooks.is_verified || webhooks.headers().next().is_some();
        if has_headers {
            exports.add("http", "HeaderMap");
        }
    }
    if parts.contains(&Part::Any) {
        exports.add("bytes", "Bytes");
        let names = api.types.iter().map(|def| def.name.as_str());
        if !names.chain(own_requests(api)).any(|name| name == METHOD) {
            exports.add("http", METHOD);
        }
    }
    if parts.contains(&Part::Client) {
        exports.add("http", "StatusCode");
        exports.add("http", "HeaderMap");
    }
    let is_used = |path| runtime::uses(files).any(|used| used.path == path);
    if is_used("indexmap") {
        exports.add("indexmap", "IndexMap");
    }
    if holds_json || parts.contains(&Part::Extra) || is_used("serde_json") {
        exports.add("serde_json", "Value");
        exports.add("serde_json", "json");
    }
    uses.extend(exports.uses());
    uses.extend(runtime::exports(parts));
    for export in &mut uses {
        export.public = true;
    }
    uses
}

/// The requests of the client itself. Those of a resource are named in its module, but that of the client is private.
fn own_requests(api: &Api) -> impl Iterator<Item = &str> {
    let handle = api.root.handle.iter();
    let operations = handle.flat_map(|handle| &handle.operations);
    operations.map(|operation| operation.request.as_str())
}

/// Imports that features bring.
fn behind_uses(imports: Imports, features: &[String]) -> Vec<Use> {
    let mut uses = imports.uses();
    for used in &mut uses {
        used.features = features.to_vec();
    }
    uses
}

/// What the answers of a resource are, and of those below it.
fn answers(module: &Module, path: &str, exports: &mut Imports) {
    answers_of(module, path, exports);
    for child in &module.children {
        let name = tokens::raw(&child.name);
        answers(child, &format!("{path}::{name}"), exports);
    }
}

/// The enums of answers by status, of events by name and of errors by status, and the structs of headers, each
/// from the file of its request.
fn answers_of(module: &Module, file: &str, exports: &mut Imports) {
    let operations = module.handle.iter().flat_map(|handle| &handle.operations);
    for operation in operations {
        for reading in operation.readings() {
            for events in reading.success.answers().filter_map(Answer::events) {
                if let EventItem::ByName(union) = &events.item
                    && union.is_defined
                {
                    exports.add(file, &union.name);
                }
            }
            if let Success::ByStatus(by_status) = &reading.success
                && by_status.is_defined
            {
                exports.add(file, &by_status.name);
            }
        }
        let errors = operation.errors.by_status.iter();
        for errors in errors.filter(|errors| errors.is_defined) {
            exports.add(file, &errors.name);
        }
        let headers = operation.headers.iter();
        for headers in headers.filter(|headers| headers.home == HeadersHome::Here) {
            exports.add(file, &headers.name);
        }
    }
}

fn modules(root: &Module) -> Vec<&Module> {
    let mut all = Vec::new();
    let mut stack = vec![root];
    while let Some(module) = stack.pop() {
        all.push(module);
        stack.extend(&module.children);
    }
    all
}
