//! Enums as tables: each variant with what it is on the wire, and the plan of a union.

use std::collections::HashMap;

use super::Piece;
use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::tokens::{self, constant, doc_lines, literal};
use super::types::{plain_type, table_head, wire_parts};
use crate::api::{Block, Constant, Docs, Kind, Otherwise, Rule, Type, TypeDef, Union, Value};
use crate::type_text::{Name, type_text};

/// An enumeration of strings.
pub(super) fn strings(def: &TypeDef, values: &[Value<String>], imports: &mut Imports) -> Piece {
    let variants = value_rows(values, |text| literal(text));
    let derived = ["Debug", "Clone", "PartialEq", "Eq", "Hash"];
    table(Part::StringEnum, def, &derived, &[], variants, imports)
}

/// An enumeration of integers.
pub(super) fn integers(def: &TypeDef, values: &[Value<i64>], imports: &mut Imports) -> Piece {
    let derived = ["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"];
    table(
        Part::IntegerEnum,
        def,
        &derived,
        &[],
        value_rows(values, i64::to_string),
        imports,
    )
}

/// A union and its plan.
pub(super) fn union(
    def: &TypeDef,
    union: &Union,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    let variants = union_rows(union, homes, imports);
    table(
        Part::Union,
        def,
        &["Debug", "Clone", "PartialEq"],
        &from_words(&union.from),
        variants,
        imports,
    )
}

/// The types that a union has a `From` of by its plan.
fn from_words(from: &[Type]) -> Vec<String> {
    let mut words = Vec::new();
    for ty in from {
        if *ty == Type::String {
            words.push("From<&str>".to_owned());
        }
        let text = type_text(ty, &mut |named| match named {
            // These types are plain.
            Name::Own(_) => String::new(),
            Name::Known(known) => known.to_owned(),
        });
        words.push(format!("From<{text}>"));
    }
    words
}

/// A table, which derives some traits by itself.
fn table(
    part: Part,
    def: &TypeDef,
    derived: &[&str],
    from: &[String],
    variants: Vec<String>,
    imports: &mut Imports,
) -> Piece {
    let table = part.name();
    imports.runtime(part, table);
    wire_parts(imports);
    let mut rows = table_head(def, derived);
    let head = format!("pub enum {}", tokens::raw(&def.name));
    let from = from.join(" + ");
    let line = format!("{head}: {from} {{");
    if from.is_empty() {
        rows.push(format!("{head} {{"));
    } else if line.chars().count() + 4 <= tokens::WIDTH {
        rows.push(line);
    } else {
        rows.extend([format!("{head}:"), format!("    {from}"), "{".to_owned()]);
    }
    rows.extend(variants);
    Piece::Table {
        name: table.to_owned(),
        rows,
    }
}

/// The variants of an enumeration, and its end. What only repeats the value is left to the table.
fn value_rows<T>(values: &[Value<T>], written: impl Fn(&T) -> String) -> Vec<String> {
    let mut rows = Vec::new();
    for value in values {
        let text = written(&value.value);
        let plain = text.trim_matches('"');
        if !is_code(&value.docs, plain) {
            rows.extend(doc_rows(&value.docs));
        }
        rows.push(format!("    {} = {text},", tokens::raw(&value.name)));
    }
    rows.push("}".to_owned());
    rows
}

/// Whether documentation says nothing but this, as a piece of code.
fn is_code(docs: &Docs, text: &str) -> bool {
    let says = matches!(&docs.blocks[..], [Block::Text(said, 0)] if *said == format!("`{text}`"));
    says && text.is_ascii() && !text.contains(['`', '\\'])
}

fn union_rows(union: &Union, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let mut rows = Vec::new();
    // The first tag is written next to the variants, a further one in the plan.
    let first_tag = union.plan.iter().find_map(|rule| match rule {
        Rule::Tag { values, .. } => Some(values),
        _ => None,
    });
    let values = union.plan.iter().filter_map(|rule| match rule {
        Rule::Equals(value, decided) => Some((*decided, value)),
        _ => None,
    });
    let values: HashMap<usize, &Constant> = values.collect();
    for (index, variant) in union.variants.iter().enumerate() {
        let name = tokens::raw(&variant.name);
        let Some(ty) = &variant.ty else {
            let value = values.get(&index).map(|value| constant(value));
            let value = value.unwrap_or_default();
            if !is_code(&variant.docs, value.trim_matches('"')) {
                rows.extend(doc_rows(&variant.docs));
            }
            rows.push(format!("    {name} = {value},"));
            continue;
        };
        imports.ty(ty, homes);
        if !matches!(ty.unboxed(), Type::Named(_)) {
            rows.extend(doc_rows(&variant.docs));
        }
        let text = plain_type(ty, homes);
        let from = match (variant.from, ty) {
            (false, _) => String::new(),
            (true, Type::Boxed(inner) | Type::Deep(inner)) => {
                format!("#[from({})] ", plain_type(inner, homes))
            }
            (true, Type::List(item)) if **item == Type::String => "#[from_each] ".to_owned(),
            (true, _) => "#[from] ".to_owned(),
        };
        let tags = first_tag.into_iter().flatten();
        let tags = tags.filter(|(_, decided)| *decided == index);
        let tags: Vec<String> = tags.map(|(value, _)| constant(value)).collect();
        let tags = match (&tags[..], union.written_tag(index)) {
            ([], _) => String::new(),
            (tags, None) => format!(" if {}", tags.join(" | ")),
            (tags, Some(_)) => format!(" = {}", tags.join(" | ")),
        };
        rows.push(format!("    {name}({from}{text}){tags},"));
    }
    rows.push("}".to_owned());
    rows.extend(plan_rows(union));
    rows
}

fn plan_rows(union: &Union) -> Vec<String> {
    let variant = |index: &usize| tokens::raw(&union.variants[*index].name);
    let mut rows: Vec<String> = Vec::new();
    let mut tagged = false;
    rows.extend(value_rules(union));
    for rule in &union.plan {
        rows.push(match rule {
            Rule::Equals(..) => continue,
            Rule::Tag {
                key,
                values,
                otherwise,
            } => {
                let word = match otherwise {
                    Otherwise::Missing | Otherwise::Default(_) => "tag",
                    Otherwise::Unknown | Otherwise::Untagged | Otherwise::Variant(_) => {
                        "optional_tag"
                    }
                    Otherwise::Below => "partial_tag",
                };
                let otherwise = otherwise.variant().as_ref().map(variant);
                let otherwise = otherwise
                    .map(|name| format!(" => {name}"))
                    .unwrap_or_default();
                let decide = |(value, index): &(Constant, usize)| {
                    format!("{} => {}", constant(value), variant(index))
                };
                let values: Vec<String> = values.iter().map(decide).collect();
                // Those of the first tag are written next to the variants.
                let values = match std::mem::replace(&mut tagged, true) {
                    false => String::new(),
                    true => format!(": {}", values.join(", ")),
                };
                format!("{word} {}{otherwise}{values};", literal(key))
            }
            Rule::Kind(kind, index) => format!("{} => {};", kind_word(*kind), variant(index)),
            Rule::Keys(keys, index) => format!("keys {} => {};", literals(keys), variant(index)),
            Rule::Only(keys, index) => format!("only {} => {};", literals(keys), variant(index)),
            Rule::Nearest(_) => "nearest;".to_owned(),
            Rule::Try(index) => format!("try => {};", variant(index)),
        });
    }
    rows
}

/// Keys, one after the other.
fn literals(keys: &[String]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| literal(key)).collect();
    keys.join(" ")
}

/// The rules of values, which are the first of a plan: those that are variants by themselves, then those that
/// enumerations hold.
fn value_rules(union: &Union) -> Vec<String> {
    let mut is_a_variant = false;
    let mut held = Vec::new();
    for rule in &union.plan {
        let Rule::Equals(value, index) = rule else {
            continue;
        };
        let variant = &union.variants[*index];
        match &variant.ty {
            None => is_a_variant = true,
            Some(_) => held.push(format!(
                "{} => {}",
                constant(value),
                tokens::raw(&variant.name)
            )),
        }
    }
    let own = is_a_variant.then(|| "equals;".to_owned());
    let held = (!held.is_empty()).then(|| format!("equals: {};", held.join(", ")));
    own.into_iter().chain(held).collect()
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Date => "date",
        Kind::DateTime => "date_time",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}

/// Documentation of a variant in a table.
fn doc_rows(docs: &Docs) -> impl Iterator<Item = String> {
    let lines = doc_lines(docs, 8).into_iter();
    lines.map(|line| format!("    {line}"))
}
