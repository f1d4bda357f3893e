//! `lib.rs`: the title, an example, what the client does not have, the modules, and what a caller names.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::types::plain_type;
use super::{Content, File, Piece, Use, client, located, missing, runtime, tokens, usage};
use crate::api::{Answer, Api, EventItem, Module, Success, Type, TypeDef};

/// `lib.rs`: the title, an example, the modules, and everything a caller names.
pub(super) fn lib(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> File {
    let mut docs = api.docs.clone();
    docs.blocks
        .extend(usage::of_crate(api, &client::constructor(api)));
    docs.blocks.extend(located::section(api));
    docs.blocks.extend(missing::section(api));
    let mut modules: Vec<(&str, bool)> = Vec::new();
    modules.extend(api.has_operations().then(|| own_module("client")));
    modules.extend((!parts.is_empty()).then(|| own_module("runtime")));
    modules.extend(
        api.webhooks
            .iter()
            .map(|webhooks| (&*webhooks.module, false)),
    );
    let servers = &api.servers;
    modules.extend((!servers.sets.is_empty()).then_some((&*servers.module, true)));
    for child in &api.root.children {
        // Which types are shared may change: they are named at the root, and by who shares them.
        modules.push((&child.name, child.handle.is_some()));
    }
    modules.sort();
    let mut pieces = vec![
        Piece::Attributes(vec![
            quote!(#![cfg_attr(docsrs, feature(doc_cfg))]),
            quote!(#![forbid(unsafe_code)]),
            quote!(#![warn(missing_docs)]),
        ]),
        Piece::Modules(modules.iter().map(declared).collect()),
        Piece::Uses(exports(api, homes, parts, files)),
    ];
    pieces.extend(deep(api, homes));
    File {
        path: "src/lib.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts: BTreeSet::new(),
    }
}

/// A module of every client: its name is reserved by the build script, which finds it here.
pub(super) fn own_module(name: &str) -> (&str, bool) {
    (name, false)
}

/// `pub mod name;`
pub(super) fn declared(&(name, public): &(&str, bool)) -> TokenStream {
    let public = public.then(|| quote!(pub));
    let name = tokens::ident(name);
    quote!(#public mod #name;)
}

/// The table of the types that a `DeepBox` holds.
fn deep(api: &Api, homes: &Homes<'_>) -> Vec<Piece> {
    let is_here = |def: &&TypeDef| def.same_as.is_none() && !def.left_out;
    let defs = api.types.iter().filter(is_here);
    let mut met = HashSet::new();
    let mut held = Vec::new();
    for ty in defs.flat_map(|def| def.shape.types()) {
        if let Some(ty) = deep_boxed(ty) {
            let ty = plain_type(&api.canonical_type(ty), homes);
            if met.insert(ty.clone()) {
                held.push(ty);
            }
        }
    }
    if held.is_empty() {
        return Vec::new();
    }
    let rows = held.iter().enumerate();
    let rows = rows.map(|(index, ty)| format!("{index} {ty};")).collect();
    let uses = Use {
        public: false,
        feature: None,
        path: "runtime::wire::deep".to_owned(),
        names: vec!["deep".to_owned()],
    };
    vec![
        Piece::Uses(vec![uses]),
        Piece::Table {
            name: "deep".to_owned(),
            rows,
        },
    ]
}

/// What a `DeepBox` in a type holds.
fn deep_boxed(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Deep(inner) => Some(inner),
        Type::List(inner)
        | Type::Map(inner)
        | Type::Items(inner)
        | Type::Option(inner)
        | Type::Boxed(inner) => deep_boxed(inner),
        _ => None,
    }
}

/// What callers name, at the root: the runtime's types and the API's.
fn exports(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> Vec<Use> {
    let mut exports = Imports::into_module("crate");
    for module in modules(&api.root) {
        if module.handle.is_none() && module.children.is_empty() && !module.types.is_empty() {
            // Nothing but types: all of it is the crate's.
            exports.add(
                homes.path(module.types[0]).trim_start_matches("crate::"),
                "*",
            );
            continue;
        }
        for id in &module.types {
            let path = homes.path(*id).trim_start_matches("crate::");
            exports.add(path, &tokens::raw(&homes.def(*id).name));
        }
    }
    answers(&api.root, "", &mut exports);
    let mut types = api.types.iter().filter(|def| !def.left_out);
    let mut holds_json = types.any(TypeDef::holds_json);
    if let Some(webhooks) = &api.webhooks {
        let told = webhooks.told.iter().map(|told| told.name.as_str());
        let receiver = webhooks.has_receiver().then_some(&*webhooks.receiver);
        let headers = webhooks.headers().map(|headers| headers.name.as_str());
        for name in told.chain(receiver).chain(headers) {
            exports.add(&webhooks.module, name);
        }
        holds_json |= webhooks.told.is_some();
        let has_headers = webhooks.is_verified || webhooks.headers().next().is_some();
        if has_headers && !parts.contains(&Part::Client) {
            exports.add("http", "HeaderMap");
        }
    }
    if parts.contains(&Part::Client) {
        exports.add("reqwest", "StatusCode");
        exports.add("reqwest::header", "HeaderMap");
    }
    if runtime::uses(files).any(|used| used.path == "indexmap") {
        exports.add("indexmap", "IndexMap");
    }
    if holds_json {
        exports.add("serde_json", "Value");
    }
    let mut exports: Vec<Use> = exports.uses();
    exports.extend(runtime::exports(parts));
    for export in &mut exports {
        export.public = true;
    }
    exports
}

/// The enums of answers by status, of events by name and of errors by status, and the structs of headers, each
/// from the file of its request.
fn answers(module: &Module, path: &str, exports: &mut Imports) {
    let file = if path.is_empty() { "client" } else { path };
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
        for headers in headers.filter(|headers| headers.is_defined) {
            exports.add(file, &headers.name);
        }
    }
    for child in &module.children {
        let name = tokens::raw(&child.name);
        let path = match path {
            "" => name,
            path => format!("{path}::{name}"),
        };
        answers(child, &path, exports);
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
