//! How the objects of a module travel and are built: a table for each, in a file next to that of the module.

use super::imports::{Homes, Imports};
use super::pages;
use super::runtime::Part;
use super::tokens::{self, constant, literal};
use super::types::{plain_type, wire_parts};
use super::{Content, File, Piece, Use};
use crate::api::{
    Api, Block, Docs, Field, Given, Member, Module, Presence, Rest, Shape, Struct, Taken, TypeDef,
};

/// Whether a module has such a file: enums are tables by themselves.
pub(super) fn has_file(homes: &Homes<'_>, module: &Module) -> bool {
    let mut defs = module.types.iter().map(|id| homes.def(*id));
    defs.any(|def| def.same_as.is_none() && matches!(def.shape, Shape::Struct(_)))
}

pub(super) fn file(api: &Api, homes: &Homes<'_>, module: &Module, path: &str) -> File {
    // The rows name only types that fields have too, so the module of the types imports them all.
    let mut imports = Imports::default();
    imports.runtime(Part::Object, "objects");
    wire_parts(&mut imports);
    let mut rows = Vec::new();
    for id in &module.types {
        let def = homes.def(*id);
        if let (Shape::Struct(object), None) = (&def.shape, def.same_as) {
            rows.extend(self::rows(def, object, homes, &mut imports));
        }
    }
    let mut tables = vec![Piece::Table {
        name: "objects".to_owned(),
        rows,
    }];
    tables.extend(pages::lists(api, module, homes, &mut imports));
    let parts = imports.parts();
    let mut uses = vec![Use {
        public: false,
        features: Vec::new(),
        path: "super".to_owned(),
        names: vec!["*".to_owned()],
    }];
    uses.extend(imports.uses());
    let mut pieces = vec![Piece::Uses(uses)];
    pieces.extend(tables);
    let text = "How the objects of this module are read, written and built: their keys in the document's order.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    File {
        path: format!("{path}/wire.rs"),
        content: Content::Rust { docs, pieces },
        parts,
    }
}

fn rows(def: &TypeDef, object: &Struct, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let rest = match &object.rest {
        Rest::Extra => "extra".to_owned(),
        Rest::Typed(name, _) => name.clone(),
        Rest::Union(name, ty) if def.sent => format!("{name}: {}", plain_type(ty, homes)),
        Rest::Union(name, _) => name.clone(),
    };
    let built = if def.sent { ", new" } else { "" };
    if def.sent {
        imports.part(Part::Builder);
    }
    let mut rows = vec![format!("[{}, {rest}{built}]", tokens::raw(&def.name))];
    for member in &object.members {
        let row = match member {
            Member::Constant { key, value, .. } => {
                imports.part(Part::Constant);
                format!("constant {} = {};", literal(key), constant(value))
            }
            Member::Tag { key, .. } => {
                imports.part(Part::ByVariant);
                format!("by_variant {};", literal(key))
            }
            Member::Field(field) => row(field, homes, imports),
        };
        rows.push(format!("    {row}"));
    }
    rows
}

/// A field: its kind, its key, its name, and how it is given where the struct is built.
fn row(field: &Field, homes: &Homes<'_>, imports: &mut Imports) -> String {
    let part = match field.presence {
        Presence::Required | Presence::RequiredOrNull => Part::Required,
        Presence::Optional => Part::Optional,
        Presence::OptionalOrNull => Part::Nullable,
    };
    imports.part(part);
    let kind = part.name();
    let (key, name) = (literal(&field.key), tokens::raw(&field.name));
    let mut given = |taken: Taken| {
        if let Some(part) = collector(taken) {
            imports.part(part);
        }
        let ty = plain_type(taken.given(&field.ty), homes);
        match field.presence {
            Presence::RequiredOrNull => format!("{} Option<{ty}>", word(taken)),
            _ => format!("{} {ty}", word(taken)),
        }
    };
    let given = match field.given {
        Given::Assigned => String::new(),
        Given::Argument(taken) => {
            let given = given(taken);
            imports.part(Part::Argument);
            format!("({given})")
        }
        Given::Setter(taken) => format!(": {}", given(taken)),
    };
    format!("{kind} {key} {name}{given};")
}

/// What makes a list or a map of what is given piece by piece.
pub(super) fn collector(taken: Taken) -> Option<Part> {
    match taken {
        Taken::Each => Some(Part::Each),
        Taken::Keyed => Some(Part::Keyed),
        Taken::Plain | Taken::Into | Taken::Boxed => None,
    }
}

/// How a value is taken, in the words of a table.
fn word(taken: Taken) -> &'static str {
    match taken {
        Taken::Plain => "plain",
        Taken::Into => "into",
        Taken::Boxed => "boxed",
        Taken::Each => "each",
        Taken::Keyed => "keyed",
    }
}
