//! Whether an example fits its type, and which variant of a union it is.

use serde_json::Value as Json;

use crate::api::{Choice, Constant, Kind, Member, Seen, Shape, Type, Union, Variant};
use crate::emit::imports::Homes;

/// How deep a value is looked into.
const MAX_DEPTH: usize = 8;

/// Whether a value can be shown as this type. Null and what is empty are not shown.
pub(super) fn fits(homes: &Homes<'_>, ty: &Type, value: &Json) -> bool {
    let is_empty = match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty() && !matches!(ty, Type::Named(_)),
        Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    };
    !is_empty && is_of(homes, ty, value, 0)
}

/// The variant that a value is, by the plan of the union.
pub(super) fn variant<'u>(
    homes: &Homes<'_>,
    union: &'u Union,
    value: &Json,
) -> Option<&'u Variant> {
    of_union(homes, union, value, 0)
}

fn of_union<'u>(
    homes: &Homes<'_>,
    union: &'u Union,
    value: &Json,
    depth: usize,
) -> Option<&'u Variant> {
    let holds = |variant: &Variant| {
        let ty = variant.ty.as_ref();
        ty.is_none_or(|ty| is_of(homes, ty, value, depth + 1))
    };
    for rule in &union.plan {
        let variant = match rule.choose(value) {
            Choice::None => continue,
            Choice::Variant(index) => &union.variants[index],
            Choice::Unknown | Choice::Missing(_) => return None,
        };
        match (holds(variant), rule) {
            (true, _) => return Some(variant),
            (false, rule) if rule.gives_way() => {}
            (false, _) => return None,
        }
    }
    None
}

fn is_of(homes: &Homes<'_>, ty: &Type, value: &Json, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let below = |ty: &Type, value: &Json| is_of(homes, ty, value, depth + 1);
    match ty {
        Type::Bool => value.is_boolean(),
        Type::Integer(integer) => {
            let number = value.as_i64().map(i128::from);
            let number = number.or(value.as_u64().map(i128::from));
            number.is_some_and(|number| integer.range().contains(&number))
        }
        Type::F64 | Type::Timestamp => value.is_number(),
        Type::String | Type::Bytes | Type::DateTime | Type::Date => value.is_string(),
        Type::Json => true,
        Type::Foreign(_) | Type::Upload | Type::Parts | Type::Items(_) => false,
        Type::List(item) => {
            let items = value.as_array();
            items.is_some_and(|items| items.iter().all(|value| below(item, value)))
        }
        Type::Map(held) => {
            let members = value.as_object();
            members.is_some_and(|members| members.values().all(|value| below(held, value)))
        }
        Type::Option(inner) => value.is_null() || below(inner, value),
        Type::Boxed(inner) | Type::Deep(inner) => below(inner, value),
        Type::Named(id) => match &homes.def(*id).shape {
            Shape::StringEnum(_) => value.is_string(),
            Shape::IntegerEnum(_) => value.is_i64(),
            Shape::Union(union) => of_union(homes, union, value, depth).is_some(),
            Shape::Tuple(tuple) => {
                let items = value.as_array();
                items.is_some_and(|items| {
                    let places = tuple.places.iter().zip(items);
                    items.len() >= tuple.required
                        && places.into_iter().all(|(ty, value)| below(ty, value))
                })
            }
            Shape::Struct(object) => {
                let fits = |member: &Member| match (member, value.get(member.key())) {
                    (Member::Constant { value, .. }, Some(found)) => found.is_constant(value),
                    (Member::Field(field), Some(Json::Null)) => field.presence.may_be_null(),
                    (Member::Field(field), Some(found)) => below(&field.ty, found),
                    (Member::Field(field), None) => !field.presence.is_required(),
                    (Member::Constant { .. } | Member::Tag { .. }, _) => true,
                };
                value.is_object() && object.members.iter().all(fits)
            }
        },
    }
}

impl Seen for Json {
    fn member(&self, key: &str) -> Option<&Self> {
        self.get(key)
    }

    fn keys(&self) -> Option<impl Iterator<Item = &String>> {
        Some(self.as_object()?.keys())
    }

    fn items(&self) -> Option<&[Self]> {
        self.as_array().map(Vec::as_slice)
    }

    fn is_null(&self) -> bool {
        Json::is_null(self)
    }

    fn is_constant(&self, constant: &Constant) -> bool {
        match constant {
            Constant::String(text) => self.as_str() == Some(text),
            Constant::Integer(number) => self.as_i64() == Some(*number),
            Constant::Bool(is) => self.as_bool() == Some(*is),
        }
    }

    fn is_kind(&self, kind: Kind) -> bool {
        match kind {
            Kind::Boolean => self.is_boolean(),
            Kind::Integer => self.is_i64() || self.is_u64(),
            Kind::Number => self.is_number(),
            Kind::String | Kind::Date | Kind::DateTime => {
                self.as_str().is_some_and(|text| kind.has_text(text))
            }
            Kind::Array => self.is_array(),
            Kind::Object => self.is_object(),
        }
    }
}
