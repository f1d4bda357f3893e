//! What can be named of a type.

use super::{CRATE, Lines, letters};
use crate::api::{
    Constant, Field, Given, Member, Presence, Rest, Rule, Shape, Struct, Taken, Tuple, Type,
    TypeDef, Union,
};
use crate::emit::tokens::{constant, literal, raw};

pub(super) fn definition(def: &TypeDef, lines: &mut Lines<'_, '_>) {
    let name = format!("{CRATE}::{}", raw(&def.name));
    lines.add(&format!("Option<{name}>"), "None", "type");
    match &def.shape {
        Shape::Struct(object) => structure(&name, object, def.sent, lines),
        Shape::StringEnum(values) => {
            for value in values {
                unit(&name, &value.name, &literal(&value.value), lines);
            }
            unknown(&name, lines);
        }
        Shape::IntegerEnum(values) => {
            for value in values {
                unit(&name, &value.name, &value.value.to_string(), lines);
            }
            unknown(&name, lines);
        }
        Shape::Union(union) => self::union(&name, union, lines),
        Shape::Tuple(tuple) => self::tuple(&name, tuple, lines),
    }
}

fn structure(name: &str, object: &Struct, sent: bool, lines: &mut Lines<'_, '_>) {
    let fields = object.members.iter().filter_map(Member::field);
    let fields: Vec<&Field> = fields.collect();
    for field in &fields {
        let ty = lines.ty(&field.ty);
        let ty = match field.presence {
            Presence::Required => ty,
            Presence::RequiredOrNull | Presence::Optional => format!("Option<{ty}>"),
            Presence::OptionalOrNull => format!("{CRATE}::Nullable<{ty}>"),
        };
        read(name, &field.name, &ty, &literal(&field.key), lines);
    }
    let mut arguments: Vec<(String, String)> = Vec::new();
    for field in &fields {
        let Given::Argument(_) = field.given else {
            continue;
        };
        let ty = lines.ty(&field.ty);
        let ty = match field.presence {
            Presence::RequiredOrNull => format!("Option<{ty}>"),
            _ => ty,
        };
        arguments.push((ty, literal(&field.key)));
    }
    match &object.rest {
        Rest::Extra => read(name, "extra", &format!("{CRATE}::Extra"), "the rest", lines),
        Rest::Typed(rest, ty) => {
            let map = lines.ty(&Type::Map(Box::new(ty.clone())));
            read(name, rest, &map, "the rest", lines);
        }
        Rest::Union(rest, ty) => {
            let ty = lines.ty(ty);
            read(name, rest, &ty, "the rest", lines);
            arguments.push((ty, "the rest".to_owned()));
        }
    }
    if !sent {
        return;
    }
    let (types, keys): (Vec<String>, Vec<String>) = arguments.into_iter().unzip();
    let new = format!("{name}::new({})", letters(types.len()).join(", "));
    lines.function(&types, name, &new, &keys.join(", "));
    for field in fields {
        let Given::Setter(taken) = field.given else {
            continue;
        };
        let ty = match taken {
            Taken::Boxed => lines.ty(field.ty.unboxed()),
            _ => lines.ty(&field.ty),
        };
        let set = format!("a0.{}(a1)", raw(&field.name));
        lines.function(&[name.to_owned(), ty], name, &set, &literal(&field.key));
    }
}

/// A field that is read.
fn read(name: &str, field: &str, ty: &str, wire: &str, lines: &mut Lines<'_, '_>) {
    let body = format!("&a0.{}", raw(field));
    lines.function(&[format!("&{name}")], &format!("&{ty}"), &body, wire);
}

/// A variant that is a value by itself.
fn unit(name: &str, variant: &str, value: &str, lines: &mut Lines<'_, '_>) {
    let variant = format!("{name}::{}", raw(variant));
    lines.add(name, &variant, value);
    let matches = format!("matches!(a0, {variant})");
    lines.function(&[format!("&{name}")], "bool", &matches, value);
}

/// The variant of values that the description does not list.
fn unknown(name: &str, lines: &mut Lines<'_, '_>) {
    let matches = format!("matches!(a0, {name}::Unknown(_))");
    lines.function(&[format!("&{name}")], "bool", &matches, "another value");
}

fn union(name: &str, union: &Union, lines: &mut Lines<'_, '_>) {
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(ty) = &variant.ty else {
            let value = union.plan.iter().find_map(|rule| match rule {
                Rule::Equals(value, decided) if *decided == index => Some(constant(value)),
                _ => None,
            });
            unit(name, &variant.name, &value.unwrap_or_default(), lines);
            continue;
        };
        let path = format!("{name}::{}", raw(&variant.name));
        let held = lines.ty(ty);
        let tags = tags(union, index);
        lines.add(&format!("fn({held}) -> {name}"), &path, &tags);
        let read = format!("match a0 {{ {path}(held) => Some(held), _ => None }}");
        let gives = format!("Option<&{held}>");
        lines.function(&[format!("&{name}")], &gives, &read, &tags);
        if variant.from {
            let inner = lines.ty(ty.unboxed());
            lines.function(&[inner], name, "a0.into()", "");
        }
    }
    for ty in &union.from {
        if *ty == Type::String {
            lines.function(&["&str".to_owned()], name, "a0.into()", "");
        }
        let ty = lines.ty(ty);
        lines.function(&[ty], name, "a0.into()", "");
    }
    unknown(name, lines);
}

/// The values of a tag that lead to a variant, in any order.
fn tags(union: &Union, index: usize) -> String {
    let tags = union.plan.iter().filter_map(|rule| match rule {
        Rule::Tag { key, values, .. } => Some((key, values)),
        _ => None,
    });
    let tags = tags.flat_map(|(key, values)| {
        let of_it = values.iter().filter(|(_, decided)| *decided == index);
        of_it.map(move |(value, _): &(Constant, usize)| {
            format!("{} = {}", literal(key), constant(value))
        })
    });
    let mut tags: Vec<String> = tags.collect();
    tags.sort();
    tags.join(", ")
}

fn tuple(name: &str, tuple: &Tuple, lines: &mut Lines<'_, '_>) {
    for (index, place) in tuple.places.iter().enumerate() {
        let ty = lines.ty(place);
        let ty = match index < tuple.required {
            true => ty,
            false => format!("{CRATE}::Nullable<{ty}>"),
        };
        read(name, &index.to_string(), &ty, "", lines);
    }
}
