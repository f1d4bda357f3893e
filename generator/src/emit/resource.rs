//! The file of a resource: its handle, its calls, the requests they make, its types.

use super::imports::{Homes, Imports};
use super::lib_rs::Declared;
use super::runtime::Part;
use super::types::named;
use super::{Content, File, Piece, Use, handle, layout, lib_rs, tokens, types, wire};
use crate::api::{Module, Type};

pub(super) fn file(homes: &Homes<'_>, module: &Module, path: &str) -> File {
    let here = format!(
        "crate{}",
        path.trim_start_matches("src")
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| format!("::{}", tokens::raw(part)))
            .collect::<String>()
    );
    let mut imports = Imports::into_module(&here);
    let mut items = Vec::new();
    if let Some(handle) = &module.handle {
        items.extend(handle::pieces(homes, module, handle, &mut imports));
    }
    let mut names: Vec<(Vec<String>, String, String)> = Vec::new();
    for id in &module.types {
        let def = homes.def(*id);
        if let Some(same) = def.same_as {
            let docs = match def.docs == homes.def(same).docs {
                true => Vec::new(),
                false => tokens::doc_lines(&def.docs, 4),
            };
            let same = named(&Type::Named(same), homes, &mut imports);
            names.push((docs, tokens::raw(&def.name), same));
            continue;
        }
        items.push(types::definition(def, homes, &mut imports));
        if homes.is_flattened(*id) {
            imports.runtime(Part::Flattened, "flattened");
            let line = format!("flattened!({});", tokens::raw(&def.name));
            items.push(Piece::Lines(vec![line]));
        }
    }
    if !names.is_empty() {
        imports.runtime(Part::Same, "same");
    }
    items.extend(match &names[..] {
        [] => None,
        [(docs, one, other)] if docs.is_empty() => Some(Piece::Lines(layout::same(one, other))),
        _ => Some(Piece::Table {
            name: "same".to_owned(),
            rows: names
                .into_iter()
                .flat_map(|(mut rows, one, other)| {
                    rows.push(format!("{one} = {other};"));
                    rows
                })
                .collect(),
        }),
    });
    let children = module.children.iter();
    let children = children.map(|child| Declared {
        name: &child.name,
        is_public: child.handle.is_some(),
        features: &child.features,
    });
    let mut modules: Vec<Declared<'_>> = children.collect();
    modules.extend(wire::has_file(homes, module).then(|| lib_rs::own_module("wire")));
    modules.sort();
    let mut pieces = Vec::new();
    if !modules.is_empty() {
        pieces.push(Piece::Lines(
            modules.iter().flat_map(Declared::lines).collect(),
        ));
    }
    if let Some(id) = module.shared.first() {
        // Types that other resources share by now are still found here.
        imports.export_all(homes.path(*id));
    }
    let parts = imports.parts();
    let mut uses = imports.uses();
    let private = module
        .children
        .iter()
        .filter(|child| child.handle.is_none());
    uses.extend(private.map(|child| Use {
        public: true,
        features: child.features.clone(),
        path: format!("self::{}", tokens::raw(&child.name)),
        names: vec!["*".to_owned()],
    }));
    pieces.push(Piece::Uses(uses));
    pieces.extend(items);
    File {
        path: format!("{path}.rs"),
        content: Content::Rust {
            docs: module.docs.clone(),
            pieces,
        },
        parts,
    }
}
