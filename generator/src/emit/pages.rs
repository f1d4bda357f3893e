//! Lists that are read page by page: how a request goes on, and which field of an answer holds the items.

use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::types::{named, plain_type};
use super::{Piece, tokens};
use crate::api::{
    Api, FieldPath, FieldRef, ItemId, Module, More, Next, Pagination, Place, Presence, Token, Type,
    TypeId,
};

/// `page_methods! { Request -> Page<List>; … }`
pub(super) fn awaited(
    name: &str,
    pagination: &Pagination,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    imports.part(Part::Decode);
    imports.runtime(Part::PagedRequest, "page_methods");
    let list = named(&pagination.list, homes, imports);
    let (shape, rows) = shape(pagination, homes, imports);
    let mut lines = vec![
        "page_methods! {".to_owned(),
        format!("    {name} -> Page<{list}>;"),
        format!("    {shape};"),
    ];
    let rows = rows.into_iter();
    lines.extend(rows.map(|(row, value)| format!("    {row} {value};")));
    lines.push("}".to_owned());
    lines
}

type Rows = Vec<(&'static str, String)>;

/// The shape with the place that asks for a page, and the rows that say where an answer has what the shape needs.
fn shape(pagination: &Pagination, homes: &Homes<'_>, imports: &mut Imports) -> (String, Rows) {
    let mut rows = Rows::new();
    let shape = match &pagination.next {
        Next::LastItem {
            place,
            id,
            has_more,
            last_id,
        } => {
            imports.part(Part::LastItem);
            rows.extend(id.as_ref().map(|id| {
                let id = match id {
                    ItemId::Field(path) => borrowed("item", path),
                    ItemId::Variants(ids) => {
                        id_of_variants(&named(&pagination.item, homes, imports), ids)
                    }
                };
                ("id", id)
            }));
            rows.extend(has_more.as_ref().map(|more| ("has_more", flag(more))));
            rows.extend(
                last_id
                    .as_ref()
                    .map(|path| ("last_id", borrowed("list", path))),
            );
            format!("last_item {}", asked(place, imports))
        }
        Next::Token {
            place,
            token,
            has_more,
        } => {
            imports.part(Part::Token);
            rows.push(match token {
                Token::Body(path) => ("token", owned(path, imports)),
                Token::Header(name) => {
                    let name = tokens::literal(&name.to_ascii_lowercase());
                    ("header", format!("Some({name})"))
                }
            });
            rows.extend(has_more.as_ref().map(|more| ("has_more", flag(more))));
            format!("token {}", asked(place, imports))
        }
        Next::Url { url, servers } => {
            imports.part(Part::NextUrl);
            rows.push(("url", owned(url, imports)));
            rows.extend(others(servers));
            "next_url".to_owned()
        }
        Next::Link { servers } => {
            imports.part(Part::LinkHeader);
            rows.extend(others(servers));
            "link_header".to_owned()
        }
        Next::Offset {
            place,
            first,
            limit,
            total,
            has_more,
        } => {
            imports.part(Part::Offset);
            if *first != 0 {
                rows.push(("first", first.to_string()));
            }
            for (row, path) in [("limit", limit), ("total", total)] {
                rows.extend(path.as_ref().map(|path| (row, number(path, imports))));
            }
            rows.extend(has_more.as_ref().map(|more| ("has_more", flag(more))));
            format!("offset {}", asked(place, imports))
        }
        Next::PageNumber {
            place,
            first,
            number: own,
            pages,
            total,
            has_more,
        } => {
            imports.part(Part::PageNumber);
            rows.extend(first.map(|first| ("first", format!("Some({first})"))));
            for (row, path) in [("number", own), ("pages", pages), ("total", total)] {
                rows.extend(path.as_ref().map(|path| (row, number(path, imports))));
            }
            rows.extend(has_more.as_ref().map(|more| ("has_more", flag(more))));
            format!("page_number {}", asked(place, imports))
        }
    };
    (shape, rows)
}

/// `in_query("after")`
fn asked(place: &Place, imports: &mut Imports) -> String {
    let keys = |keys: &[String]| {
        let keys: Vec<String> = keys.iter().map(|key| tokens::literal(key)).collect();
        format!("&[{}]", keys.join(", "))
    };
    let (part, name) = match place {
        Place::Query(name) => (Part::InQuery, tokens::literal(name)),
        Place::Header(name) => (Part::InHeader, tokens::literal(name)),
        Place::Body(path) => (Part::InBody, keys(path)),
        Place::BodyNumber(path) => (Part::InBodyNumber, keys(path)),
    };
    imports.part(part);
    format!("{}({name})", part.name())
}

fn others(servers: &[String]) -> Option<(&'static str, String)> {
    let servers: Vec<String> = servers
        .iter()
        .map(|server| tokens::literal(server))
        .collect();
    (!servers.is_empty()).then(|| ("servers", format!("&[{}]", servers.join(", "))))
}

/// The way to the last field of a path, without that field: `list.meta.as_ref()?`.
fn way<'p>(owner: &str, path: &'p FieldPath) -> (String, &'p str, Presence) {
    let mut text = owner.to_owned();
    let mut steps = path.0.iter().peekable();
    while let Some(FieldRef { name, presence, .. }) = steps.next() {
        if steps.peek().is_none() {
            return (text, name, *presence);
        }
        text += &format!(".{}", tokens::raw(name));
        if *presence != Presence::Required {
            text += ".as_ref()?";
        }
    }
    (text, "", Presence::Required)
}

/// A text that is borrowed: `|item| Some(&item.id)`.
fn borrowed(owner: &str, path: &FieldPath) -> String {
    let (way, name, presence) = way(owner, path);
    let field = format!("{way}.{}", tokens::raw(name));
    match presence {
        Presence::Required => format!("|{owner}| Some(&{field})"),
        _ => format!("|{owner}| {field}.as_deref()"),
    }
}

/// A text that each variant of a union has, and an unknown one may have.
fn id_of_variants(union: &str, ids: &[(String, FieldRef)]) -> String {
    let mut text = "|item| match item {\n".to_owned();
    for (variant, FieldRef { name, presence, .. }) in ids {
        let field = format!("item.{}", tokens::raw(name));
        let value = match presence {
            Presence::Required => format!("Some(&{field})"),
            _ => format!("{field}.as_deref()"),
        };
        text += &format!(
            "        {union}::{}(item) => {value},\n",
            tokens::raw(variant)
        );
    }
    let key = ids.first().map_or("", |(_, id)| id.key.as_str());
    let key = tokens::literal(key);
    text + &format!("        {union}::Unknown(value) => value.get({key})?.as_str(),\n    }}")
}

/// A text, or a number as its text: `|list| list.next.clone()`.
fn owned(path: &FieldPath, imports: &mut Imports) -> String {
    let (way, name, presence) = way("list", path);
    let field = format!("{way}.{}", tokens::raw(name));
    let is_required = presence == Presence::Required;
    match path.0.last().map(|step| &step.ty) {
        Some(Type::String) => match presence {
            Presence::Required => format!("|list| Some({field}.clone())"),
            Presence::OptionalOrNull => format!("|list| {field}.as_ref().cloned()"),
            Presence::RequiredOrNull | Presence::Optional => format!("|list| {field}.clone()"),
        },
        Some(Type::Foreign(_)) => {
            imports.runtime(Part::Foreign, "text");
            match is_required {
                true => format!("|list| text(&{field}).ok()"),
                false => format!("|list| text({field}.as_ref()?).ok()"),
            }
        }
        _ if is_required => format!("|list| Some({field}.to_string())"),
        _ => format!("|list| {field}.as_ref().map(ToString::to_string)"),
    }
}

/// A boolean: `|list| Some(list.has_more)`.
fn flag(more: &More) -> String {
    let (way, name, presence) = way("list", &more.path);
    let field = format!("{way}.{}", tokens::raw(name));
    let found = match presence {
        Presence::Required if more.is_last => return format!("|list| Some(!{field})"),
        Presence::Required => format!("Some({field})"),
        Presence::OptionalOrNull => format!("{field}.as_ref().copied()"),
        Presence::RequiredOrNull | Presence::Optional => field,
    };
    let opposite = if more.is_last {
        ".map(|last| !last)"
    } else {
        ""
    };
    format!("|list| {found}{opposite}")
}

/// A number: `|list| count(list.total?)`.
fn number(path: &FieldPath, imports: &mut Imports) -> String {
    let count = match path.0.last().map(|step| &step.ty) {
        Some(Type::F64) => {
            imports.runtime(Part::Whole, "whole");
            "whole"
        }
        _ => {
            imports.runtime(Part::Count, "count");
            "count"
        }
    };
    let (way, name, presence) = way("list", path);
    let field = format!("{way}.{}", tokens::raw(name));
    match presence {
        Presence::Required => format!("|list| {count}({field})"),
        Presence::OptionalOrNull => format!("|list| {count}(*{field}.as_ref()?)"),
        Presence::RequiredOrNull | Presence::Optional => format!("|list| {count}({field}?)"),
    }
}

/// The lists that live in a module, each once, as tables.
pub(super) fn lists(
    api: &Api,
    module: &Module,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Piece> {
    let mut found: Vec<(TypeId, &Pagination)> = Vec::new();
    for pagination in api.operations().filter_map(|call| call.pagination.as_ref()) {
        let Type::Named(list) = pagination.list.unboxed() else {
            continue;
        };
        let list = api.canonical(*list);
        if module.types.contains(&list) && !found.iter().any(|(known, _)| *known == list) {
            found.push((list, pagination));
        }
    }
    found.sort_by_key(|(list, _)| module.types.iter().position(|id| id == list));
    let tables = found.into_iter().map(|(id, pagination)| {
        // The operation may know the items by a further name, which is not there without its feature.
        let item = api.canonical_type(&pagination.item);
        list(id, &pagination.items, &item, homes, imports)
    });
    tables.collect()
}

/// Where a list has its items.
fn list(
    list: TypeId,
    items: &FieldPath,
    item: &Type,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    imports.runtime(Part::ObjectList, "list");
    let def = homes.def(list);
    // The fields name the items, unless the items are inside the value of a field.
    if !def.shape.types().any(|ty| ty.id() == item.id()) {
        imports.ty(item, homes);
    }
    let item = plain_type(item, homes);
    let name = tokens::raw(&def.name);
    let mut rows = vec![format!("{name} of {item};")];
    if items
        .0
        .iter()
        .all(|step| step.presence == Presence::Required)
    {
        let steps = items.0.iter().map(|step| tokens::raw(&step.name));
        rows.push(format!("items {};", steps.collect::<Vec<_>>().join(".")));
    } else {
        let (way, name, presence) = way("list", items);
        let field = format!("{way}.{}", tokens::raw(name));
        rows.push(match presence {
            Presence::Required => format!("items |list| Some({field}.as_slice());"),
            _ => format!("items |list| {field}.as_deref();"),
        });
        rows.push(format!("into_items |list| {};", taken_out(items)));
    }
    Piece::Table {
        name: "list".to_owned(),
        rows,
    }
}

/// The items of a list that is given up: `list.shelf?.things`.
fn taken_out(items: &FieldPath) -> String {
    let mut text = "list".to_owned();
    let mut steps = items.0.iter().peekable();
    while let Some(FieldRef { name, presence, .. }) = steps.next() {
        text += &format!(".{}", tokens::raw(name));
        let is_last = steps.peek().is_none();
        if *presence == Presence::OptionalOrNull {
            text += ".into_option()";
        }
        match (presence, is_last) {
            (Presence::Required, true) => return format!("Some({text})"),
            (Presence::Required, false) | (_, true) => {}
            (_, false) => text += "?",
        }
    }
    text
}
