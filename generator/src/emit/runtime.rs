//! Which parts of the runtime a client carries: those that its own code names, and those that they
//! need in turn.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, File, Piece, Use};
use crate::api::{Block, Docs};

// `Part`, with what each file declares about itself: written by the build script.
include!(concat!(env!("OUT_DIR"), "/parts.rs"));

/// What a part declares about itself.
struct Facts {
    path: &'static str,
    feature: Option<&'static str>,
    needs: &'static [Part],
    crates: &'static [&'static str],
    exports: &'static [&'static str],
    files: &'static [(&'static str, &'static str)],
}

impl Part {
    /// Its module in a client: `runtime::http::response`.
    pub fn module(self) -> String {
        format!("runtime::{}", self.facts().path.replace('/', "::"))
    }

    /// The last segment of that, which is also the name of the macro that it holds, if it does.
    pub fn name(self) -> &'static str {
        let path = self.facts().path;
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The module that contains it.
    fn parent(self) -> String {
        let module = self.module();
        match module.rsplit_once("::") {
            Some((parent, _)) => parent.to_owned(),
            None => module,
        }
    }

    /// Whether the root of a client re-exports it as a module.
    fn is_public(self) -> bool {
        self.facts().exports == [self.name()]
    }
}

/// The parts that a client carries, given the code that was emitted for it.
pub(super) fn carried(files: &[File]) -> BTreeSet<Part> {
    let mut named: BTreeSet<Part> = files.iter().flat_map(|file| file.parts.clone()).collect();
    // Serde reads and writes a map by itself, except within a type that the runtime reads.
    let mut holders = [Part::Object, Part::Tuple, Part::Union].iter();
    if !holders.any(|holder| named.contains(holder)) {
        named.remove(&Part::Map);
    }
    let mut carried = BTreeSet::new();
    let mut open: Vec<Part> = named.into_iter().collect();
    while !open.is_empty() {
        while let Some(part) = open.pop() {
            if carried.insert(part) {
                open.extend(part.facts().needs);
            }
        }
        // A part behind a feature adds to the parts that it needs, and comes with them.
        let whole = |part: &Part| part.facts().needs.iter().all(|need| carried.contains(need));
        let mut behind = BEHIND_FEATURES.to_vec();
        behind.retain(|part| !carried.contains(part) && whole(part));
        open = behind;
    }
    carried
}

/// The files of those parts, and those that declare them.
pub(super) fn files(carried: &BTreeSet<Part>) -> Vec<File> {
    let folders = FOLDERS.iter();
    let mut files: Vec<File> = folders
        .filter_map(|(folder, docs)| declarations(folder, docs, carried))
        .collect();
    for (path, text) in carried.iter().flat_map(|part| part.facts().files) {
        files.push(File {
            path: format!("src/runtime/{path}.rs"),
            content: Content::Runtime(text),
            parts: BTreeSet::new(),
        });
    }
    files
}

/// The module file of a folder; the root of the runtime is the folder without a name.
fn declarations(folder: &str, docs: &str, carried: &BTreeSet<Part>) -> Option<File> {
    let mut modules: BTreeMap<&str, Option<Part>> = BTreeMap::new();
    for part in carried {
        let path = part.facts().path;
        let below = match folder {
            "" => Some(path),
            folder => path
                .strip_prefix(folder)
                .and_then(|path| path.strip_prefix('/')),
        };
        match below.map(|below| below.split_once('/').ok_or(below)) {
            Some(Err(module)) => modules.insert(module, Some(*part)),
            Some(Ok((folder, _))) => modules.insert(folder, None),
            None => None,
        };
    }
    if modules.is_empty() {
        return None;
    }
    let declarations = modules.into_iter().map(|(name, part)| {
        let module = super::tokens::ident(name);
        let feature = part.and_then(|part| part.facts().feature);
        let feature = feature.map(|feature| quote::quote!(#[cfg(feature = #feature)]));
        let visibility = match part.is_some_and(Part::is_public) {
            true => quote::quote!(pub),
            false => quote::quote!(pub(crate)),
        };
        quote::quote!(#feature #visibility mod #module;)
    });
    let mut pieces = vec![Piece::Modules(declarations.collect())];
    if folder.is_empty() {
        let allow =
            quote::quote!(#![allow(unused_macro_rules, reason = "no client needs every rule")]);
        pieces.insert(0, Piece::Attributes(vec![allow]));
    }
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
pub(super) fn exports(carried: &BTreeSet<Part>) -> Vec<Use> {
    let exported = carried
        .iter()
        .filter(|part| !part.facts().exports.is_empty());
    let export = |part: &Part| Use {
        public: true,
        features: part
            .facts()
            .feature
            .map(str::to_owned)
            .into_iter()
            .collect(),
        // An exported module exports everything in it.
        path: match part.is_public() {
            true => part.parent(),
            false => part.module(),
        },
        names: part
            .facts()
            .exports
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
    };
    exported.map(export).collect()
}

/// Who in a client uses a crate: `None` nobody, `Some(None)` the client as such, `Some(feature)`
/// one feature of it alone.
pub(super) fn user_of_crate(
    files: &[File],
    carried: &BTreeSet<Part>,
    name: &str,
) -> Option<Option<&'static str>> {
    if uses(files).any(|used| used.path.split("::").next() == Some(name)) {
        return Some(None);
    }
    let users = carried.iter().map(|part| part.facts());
    let users = users.filter(|facts| facts.crates.contains(&name));
    let features: BTreeSet<Option<&str>> = users.map(|facts| facts.feature).collect();
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
