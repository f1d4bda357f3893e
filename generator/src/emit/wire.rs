//! How the types of a module travel: a table for each, in a file beside them.

use super::imports::{Homes, Imports};
use super::tokens;
use super::types::plain_type;
use super::{Content, File, Piece};
use crate::api::{
    Block, Constant, Docs, FieldRef, Kind, Member, Module, Pagination, Presence, Rest, Rule, Shape,
    Struct, Type, TypeDef, Union,
};

pub(super) fn file(api: &crate::api::Api, homes: &Homes<'_>, module: &Module, path: &str) -> File {
    let here = homes.path(module.types[0]).to_owned();
    let mut imports = Imports::into_module(&format!("{here}::wire"));
    let mut tables = Vec::new();
    for id in &module.types {
        let def = homes.def(*id);
        imports.add("super", &tokens::raw(&def.name));
        tables.push(table(def, homes, &here, &mut imports));
    }
    for pagination in lists(api, module) {
        tables.push(list(&pagination, homes, &here, &mut imports));
    }
    let parts = imports.parts();
    let mut pieces = vec![Piece::Uses(imports.uses())];
    pieces.extend(tables);
    let text = "How the types of this module travel: their keys, values and kinds, in the document's order.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    File {
        path: format!("{path}/wire.rs"),
        content: Content::Rust { docs, pieces },
        parts,
    }
}

/// Imports what a type in a row names.
fn use_type(ty: &Type, homes: &Homes<'_>, here: &str, imports: &mut Imports) {
    let mut named = Imports::into_module(here);
    tokens::ty(ty, homes, &mut named);
    for used in named.uses() {
        used.names
            .iter()
            .for_each(|name| imports.add(&used.path, name));
    }
    if let Type::Named(id) = innermost(ty)
        && homes.path(*id) == here
    {
        imports.add("super", &tokens::raw(&homes.def(*id).name));
    }
}

fn innermost(ty: &Type) -> &Type {
    use Type::{Boxed, List, Map, Option};
    match ty {
        List(inner) | Map(inner) | Option(inner) | Boxed(inner) => innermost(inner),
        other => other,
    }
}

fn table(def: &TypeDef, homes: &Homes<'_>, here: &str, imports: &mut Imports) -> Piece {
    let name = tokens::raw(&def.name);
    let (kind, rows) = match &def.shape {
        Shape::Struct(object) => ("object", object_rows(&name, object, imports)),
        Shape::StringEnum(values) => {
            let rows = values
                .iter()
                .map(|value| format!("{} {};", tokens::raw(&value.name), literal(&value.value)));
            (
                "string_enum",
                std::iter::once(format!("{name};")).chain(rows).collect(),
            )
        }
        Shape::IntegerEnum(values) => {
            let rows = values
                .iter()
                .map(|value| format!("{} {};", tokens::raw(&value.name), value.value));
            (
                "integer_enum",
                std::iter::once(format!("{name};")).chain(rows).collect(),
            )
        }
        Shape::Union(union) => {
            for ty in union
                .variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref())
            {
                use_type(ty, homes, here, imports);
            }
            ("union", union_rows(&name, union, homes))
        }
    };
    imports.runtime(kind, kind);
    for part in ["wire", "wire_input", "scalar", "found", "containers"] {
        imports.part(part);
    }
    Piece::Table {
        name: kind.to_owned(),
        rows,
    }
}

fn object_rows(name: &str, object: &Struct, imports: &mut Imports) -> Vec<String> {
    let rest = match &object.rest {
        Rest::Extra => "extra",
        Rest::Typed(name, _) => name,
    };
    let rows = object.members.iter().map(|member| match member {
        Member::Constant { key, value, .. } => {
            imports.part("constant");
            format!("constant {} = {};", literal(key), constant(value))
        }
        Member::Field(field) => {
            let kind = match field.presence {
                Presence::Required => "required",
                Presence::Optional => "optional",
                Presence::Nullable => "nullable",
            };
            imports.part(kind);
            format!(
                "{kind} {} {};",
                tokens::raw(&field.name),
                literal(&field.key)
            )
        }
    });
    std::iter::once(format!("{name}, {rest};"))
        .chain(rows)
        .collect()
}

fn union_rows(name: &str, union: &Union, homes: &Homes<'_>) -> Vec<String> {
    let variant = |index: &usize| tokens::raw(&union.variants[*index].name);
    let held = |ty: &Type| match ty {
        Type::Boxed(inner) => plain_type(inner, homes),
        other => plain_type(other, homes),
    };
    let mut units = Vec::new();
    let mut values = Vec::new();
    for (index, of) in union.variants.iter().enumerate() {
        match &of.ty {
            None => {
                let constant = union.plan.iter().find_map(|rule| match rule {
                    Rule::Equals(value, decided) if *decided == index => Some(constant(value)),
                    _ => None,
                });
                units.push(format!(
                    "{} {};",
                    variant(&index),
                    constant.unwrap_or_default()
                ));
            }
            Some(ty) => {
                // A conversion from a type that two variants hold would be a guess.
                let types = union.variants.iter().filter_map(|other| other.ty.as_ref());
                let same = types.filter(|other| held(other) == held(ty)).count();
                let word = if same == 1 && held(ty) != name {
                    "from"
                } else {
                    "value"
                };
                let text = plain_type(ty, homes);
                values.push(format!("{word} {}({text});", variant(&index)));
            }
        }
    }
    let plan = union.plan.iter().map(|rule| match rule {
        Rule::Equals(value, index) => format!("equals {} => {};", constant(value), variant(index)),
        Rule::Tag { key, values } => {
            let decide = |(value, index): &(Constant, usize)| {
                format!("{} => {}", constant(value), variant(index))
            };
            let values: Vec<String> = values.iter().map(decide).collect();
            format!("tag [{}] {};", literal(key), values.join(", "))
        }
        Rule::Kind(kind, index) => format!("{} => {};", kind_word(*kind), variant(index)),
        Rule::Keys(keys, index) => {
            let keys: Vec<String> = keys.iter().map(|key| literal(key)).collect();
            format!("keys [{}] => {};", keys.join(", "), variant(index))
        }
        Rule::Try(index) => format!("try => {};", variant(index)),
    });
    let mut rows = vec![format!("{name};")];
    for (title, lines) in [
        ("units", units),
        ("values", values),
        ("plan", plan.collect()),
    ] {
        if lines.is_empty() {
            rows.push(format!("{title} {{}}"));
            continue;
        }
        rows.push(format!("{title} {{"));
        rows.extend(lines.iter().map(|line| format!("    {line}")));
        rows.push("}".to_owned());
    }
    rows
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}

/// A string literal: whatever the document holds, it stays a literal.
fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::String(text) => literal(text),
        Constant::Integer(value) => value.to_string(),
        Constant::Bool(value) => value.to_string(),
    }
}

/// The lists that live in this module, each once.
fn lists(api: &crate::api::Api, module: &Module) -> Vec<Pagination> {
    let mut found: Vec<Pagination> = Vec::new();
    let mut stack = vec![&api.root];
    while let Some(other) = stack.pop() {
        stack.extend(&other.children);
        for operation in other.handle.iter().flat_map(|handle| &handle.operations) {
            if let Some(pagination) = &operation.pagination
                && module.types.contains(&pagination.list)
                && !found.iter().any(|known| known.list == pagination.list)
            {
                found.push(pagination.clone());
            }
        }
    }
    found.sort_by_key(|pagination| module.types.iter().position(|id| *id == pagination.list));
    found
}

/// What a page needs to know of a list.
fn list(pagination: &Pagination, homes: &Homes<'_>, here: &str, imports: &mut Imports) -> Piece {
    imports.runtime("list", "list");
    use_type(&pagination.item, homes, here, imports);
    let flag = |field: &FieldRef| {
        let name = tokens::raw(&field.name);
        match (field.presence, field.nullable) {
            (Presence::Required, false) => format!("|list| Some(list.{name})"),
            (Presence::Nullable, _) => format!("|list| list.{name}.as_ref().copied()"),
            _ => format!("|list| list.{name}"),
        }
    };
    let text = |field: &FieldRef, owner: &str| {
        let name = tokens::raw(&field.name);
        match (field.presence, field.nullable) {
            (Presence::Required, false) => format!("|{owner}| Some(&{owner}.{name})"),
            _ => format!("|{owner}| {owner}.{name}.as_deref()"),
        }
    };
    let nothing = || "|_| None".to_owned();
    let has_more = pagination.has_more.as_ref().map_or_else(nothing, flag);
    let last_id = pagination
        .last_id
        .as_ref()
        .map_or_else(nothing, |field| text(field, "list"));
    let cursor = pagination
        .item_id
        .as_ref()
        .map_or_else(nothing, |field| text(field, "item"));
    let name = tokens::raw(&homes.def(pagination.list).name);
    let item = plain_type(&pagination.item, homes);
    Piece::Table {
        name: "list".to_owned(),
        rows: vec![
            format!("{name} of {item};"),
            format!("items {};", tokens::raw(&pagination.items)),
            format!("has_more {has_more};"),
            format!("last_id {last_id};"),
            format!("cursor {cursor};"),
        ],
    }
}
