//! The types of a module: plain structs, and what all definitions have in common.

use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::{Piece, enums};
use super::{layout, tokens};
use crate::api::{Block, Docs, Field, Member, Presence, Rest, Shape, Struct, Tuple, Type, TypeDef};
use crate::type_text::{Name, type_text};

/// The definition of a type.
pub(super) fn definition(def: &TypeDef, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    match &def.shape {
        Shape::Struct(object) => structure(def, object, homes, imports),
        Shape::StringEnum(values) => enums::strings(def, values, imports),
        Shape::IntegerEnum(values) => enums::integers(def, values, imports),
        Shape::Union(union) => enums::union(def, union, homes, imports),
        Shape::Tuple(tuple) => self::tuple(def, tuple, homes, imports),
    }
}

/// Most of a crate is structs: they are written line by line, since tokens would be made of every
/// line and lines of every token again.
fn structure(def: &TypeDef, object: &Struct, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    let mut lines = tokens::doc_lines(&type_docs(def), 0);
    lines.extend(tokens::derive_lines(&def.derives.words()));
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub struct {} {{", tokens::raw(&def.name)));
    fields(def, object, homes, imports, &mut lines);
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

/// A table of one line: the places, then what comes after them.
fn tuple(def: &TypeDef, tuple: &Tuple, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    imports.runtime(Part::Tuple, "tuple");
    wire_parts(imports);
    let mut rows = table_head(def, &["Debug", "Clone", "PartialEq"]);
    let mut places = Vec::new();
    for (index, place) in tuple.places.iter().enumerate() {
        let place = named(place, homes, imports);
        places.push(if index < tuple.required {
            place
        } else {
            imports.runtime(Part::Presence, "Nullable");
            format!("Nullable<{place}>")
        });
    }
    if tuple.rest != Type::Json {
        places.push(format!("..{}", named(&tuple.rest, homes, imports)));
    }
    let name = tokens::raw(&def.name);
    let line = format!("pub struct {name}({});", places.join(", "));
    if line.len() <= tokens::WIDTH - 4 {
        rows.push(line);
    } else {
        rows.push(format!("pub struct {name}("));
        let last = places.pop();
        rows.extend(places.iter().map(|place| format!("    {place},")));
        rows.extend(last.map(|place| format!("    {place}")));
        rows.push(");".to_owned());
    }
    Piece::Table {
        name: "tuple".to_owned(),
        rows,
    }
}

/// The parts of the runtime that every type on the wire needs.
pub(super) fn wire_parts(imports: &mut Imports) {
    for part in [
        Part::Value,
        Part::Input,
        Part::Scalar,
        Part::Found,
        Part::Containers,
    ] {
        imports.part(part);
    }
}

fn type_docs(def: &TypeDef) -> Docs {
    if !def.docs.blocks.is_empty() {
        return def.docs.clone();
    }
    Docs {
        blocks: vec![Block::Text(format!("`{}`", def.name), 0)],
    }
}

/// What stands before a type in a table: its documentation, and what it derives beside what the table says.
pub(super) fn table_head(def: &TypeDef, derived: &[&str]) -> Vec<String> {
    let words = def.derives.words().into_iter();
    let words: Vec<String> = words
        .filter(|word| !derived.contains(&word.as_str()))
        .collect();
    if words.is_empty() {
        return tokens::doc_lines(&def.docs, 4);
    }
    // A table documents only what has nothing before it.
    let mut rows = tokens::doc_lines(&type_docs(def), 4);
    rows.extend(tokens::derive_lines(&words));
    rows
}

fn fields(
    def: &TypeDef,
    object: &Struct,
    homes: &Homes<'_>,
    imports: &mut Imports,
    lines: &mut Vec<String>,
) {
    for field in object.members.iter().filter_map(Member::field) {
        let ty = field_type(field, homes, imports);
        declare(&field.name, &ty, &field.docs, lines);
    }
    let say = |text: &str| Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    match &object.rest {
        Rest::Extra => {
            imports.runtime(Part::Extra, "Extra");
            let docs = match (def.sent, def.received) {
                (true, true) => "What is sent, or was sent by the API, beyond the description.",
                (true, false) => "What to send beyond the description.",
                (false, _) => "What the API sent beyond its description.",
            };
            declare("extra", "Extra", &say(docs), lines);
        }
        Rest::Typed(name, ty) => {
            let ty = Type::Map(Box::new(ty.clone()));
            let docs = match def.sent {
                true => {
                    "The members that have no name in the description. One with the name of a field is not sent."
                }
                false => "The members that have no name in the description.",
            };
            let docs = say(docs);
            declare(name, &named(&ty, homes, imports), &docs, lines);
        }
        Rest::Union(name, ty) => {
            let docs = say("The variant, besides the members that all variants have.");
            declare(name, &named(ty, homes, imports), &docs, lines);
        }
    }
}

/// A field: its documentation, then its name and its type, on two lines if one is too short.
pub(super) fn declare(name: &str, ty: &str, docs: &Docs, lines: &mut Vec<String>) {
    let docs = tokens::doc_lines(docs, 4).into_iter();
    lines.extend(docs.map(|line| format!("    {line}")));
    let name = tokens::raw(name);
    let line = format!("    pub {name}: {ty},");
    let below = format!("        {ty},");
    if line.chars().count() > tokens::WIDTH && below.chars().count() <= tokens::WIDTH {
        lines.extend([format!("    pub {name}:"), below]);
    } else {
        lines.extend(layout::broken_type(&line));
    }
}

fn field_type(field: &Field, homes: &Homes<'_>, imports: &mut Imports) -> String {
    let ty = named(&field.ty, homes, imports);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredOrNull | Presence::Optional => format!("Option<{ty}>"),
        Presence::OptionalOrNull => {
            imports.runtime(Part::Presence, "Nullable");
            format!("Nullable<{ty}>")
        }
    }
}

/// A type as text, with what it has to import.
pub(super) fn named(ty: &Type, homes: &Homes<'_>, imports: &mut Imports) -> String {
    imports.ty(ty, homes);
    plain_type(ty, homes)
}

/// A type as text, for a row of a table.
pub(super) fn plain_type(ty: &Type, homes: &Homes<'_>) -> String {
    type_text(ty, &mut |named| match named {
        Name::Own(id) => tokens::raw(&homes.def(id).name),
        Name::Known(known) => known.to_owned(),
    })
}
