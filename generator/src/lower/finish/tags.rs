//! Tags of types that are nothing but variants: the variant decides the tag, so that a type which stands
//! nowhere else has no field for it. A type with one tag writes it by itself.

use std::collections::{HashMap, HashSet};

use crate::api::{Constant, Member, Shape, Type, TypeDef, TypeId};

/// The tags of a type, by their keys.
type Tags = Vec<(String, Constant)>;

/// Takes the fields for tags out of the types that are nothing but variants. `elsewhere` are the types of
/// calls and webhooks.
pub(in crate::lower) fn settle<'t>(
    types: &mut [TypeDef],
    elsewhere: impl Iterator<Item = &'t Type>,
) {
    let mut other: HashSet<TypeId> = HashSet::new();
    let mut tags: HashMap<TypeId, Tags> = HashMap::new();
    let mut untagged: HashSet<TypeId> = HashSet::new();
    elsewhere.for_each(|ty| other.extend(ty.id()));
    for def in types.iter() {
        match &def.shape {
            Shape::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    let Some(ty) = &variant.ty else { continue };
                    match (held(ty), union.written_tag(index)) {
                        (Some(id), Some((key, value))) => {
                            let of_it = tags.entry(id).or_default();
                            of_it.push((key.to_owned(), value.clone()));
                            untagged.extend(union.may_be_untagged().then_some(id));
                        }
                        _ => other.extend(ty.id()),
                    }
                }
            }
            shape => shape.types().for_each(|ty| other.extend(ty.id())),
        }
    }
    tags.retain(|id, _| !other.contains(id));
    for (id, tags) in tags {
        // A constant is expected in what is read.
        let is_there = !untagged.contains(&id);
        if let Shape::Struct(object) = &mut types[id.0 as usize].shape {
            let (key, value) = &tags[0];
            let is_tag =
                |member: &&mut Member| member.field().is_some_and(|field| field.key == *key);
            let member = object.members.iter_mut().find(is_tag);
            // With tags of two keys, each is a field in the unions of the other.
            if let Some(member) = member.filter(|_| tags.iter().all(|(other, _)| other == key)) {
                let spot = member.spot();
                let key = key.clone();
                *member = match is_there && tags.iter().all(|(_, other)| other == value) {
                    true => Member::Constant {
                        key,
                        value: value.clone(),
                        spot,
                    },
                    false => Member::Tag { key, spot },
                };
            }
        }
    }
}

/// The type that a variant holds, if it holds no list or map of it.
fn held(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Boxed(inner) | Type::Deep(inner) | Type::Option(inner) => held(inner),
        _ => None,
    }
}
