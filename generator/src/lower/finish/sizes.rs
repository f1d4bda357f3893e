//! Boxes large fields: a struct keeps its fields by value, so a chain of structs that hold the next one
//! twice doubles its size at each level. The compiler refuses types beyond 2^47 bytes, and a stack is
//! full long before.

use super::cycles::direct;
use crate::api::{Member, Presence, Rest, Shape, Type, TypeDef};

/// The most bytes that a type may take if boxes can avoid it. Real descriptions stay below.
const MOST: u64 = 32 * 1024;

/// A field of less is not worth a box.
const LEAST: u64 = 256;

/// Boxes the largest fields of each type that is too large. No type may hold itself by value.
pub(super) fn limit(types: &mut [TypeDef]) {
    let mut sizes = vec![0; types.len()];
    for index in held_first(types) {
        let shape = &mut types[index].shape;
        let mut size = of_shape(shape, &sizes);
        while size > MOST {
            // Fields of the same size are treated alike.
            let by_value = shape
                .held()
                .into_iter()
                .filter_map(|ty| of_value(ty, &sizes));
            let Some(largest) = by_value.max().filter(|largest| *largest >= LEAST) else {
                break;
            };
            for ty in shape.held_mut() {
                if of_value(ty, &sizes) == Some(largest) {
                    put_in_box(ty);
                }
            }
            size = of_shape(shape, &sizes);
        }
        sizes[index] = size;
    }
}

/// The numbers of all types: each comes after those that it holds by value.
fn held_first(types: &[TypeDef]) -> Vec<usize> {
    let mut met = vec![false; types.len()];
    let mut order = Vec::with_capacity(types.len());
    for root in 0..types.len() {
        let mut work = vec![(root, false)];
        while let Some((index, done)) = work.pop() {
            if done {
                order.push(index);
            } else if !met[index] {
                met[index] = true;
                work.push((index, true));
                work.extend(direct(&types[index]).into_iter().map(|held| (held, false)));
            }
        }
    }
    order
}

/// About how many bytes a definition takes.
fn of_shape(shape: &Shape, sizes: &[u64]) -> u64 {
    match shape {
        Shape::Struct(object) => {
            let members = object.members.iter().filter_map(Member::field);
            let members = members.map(|field| {
                let mark = u64::from(field.presence != Presence::Required) * 8;
                of_type(&field.ty, sizes) + mark
            });
            let rest = match &object.rest {
                Rest::Union(_, ty) => of_type(ty, sizes),
                Rest::Extra | Rest::Typed(..) => MAP,
            };
            rest + members.sum::<u64>()
        }
        Shape::Tuple(tuple) => {
            let places = tuple.places.iter();
            LIST + places.map(|ty| 8 + of_type(ty, sizes)).sum::<u64>()
        }
        // The variants of a union are boxed where they are definitions.
        Shape::Union(_) => 8 + JSON,
        Shape::StringEnum(_) => LIST,
        Shape::IntegerEnum(_) => 16,
    }
}

const LIST: u64 = 24;
const MAP: u64 = 72;
const JSON: u64 = 72;

/// About how many bytes a value of a type takes, without what it points to.
fn of_type(ty: &Type, sizes: &[u64]) -> u64 {
    match ty {
        Type::Bool => 1,
        Type::Integer(integer) => integer.bytes(),
        Type::F64 | Type::Boxed(_) => 8,
        Type::Timestamp | Type::DateTime | Type::Date | Type::Deep(_) => 16,
        Type::String | Type::Bytes | Type::Foreign(_) | Type::List(_) => LIST,
        // No field has such a type.
        Type::Upload | Type::Parts | Type::Items(_) => JSON,
        Type::Map(_) => MAP,
        Type::Json => JSON,
        Type::Option(inner) => 8 + of_type(inner, sizes),
        Type::Named(id) => sizes[id.0 as usize],
    }
}

/// The size of a definition that is held by value.
fn of_value(ty: &Type, sizes: &[u64]) -> Option<u64> {
    match ty {
        Type::Option(inner) => of_value(inner, sizes),
        Type::Named(id) => Some(sizes[id.0 as usize]),
        _ => None,
    }
}

fn put_in_box(ty: &mut Type) {
    match ty {
        Type::Option(inner) => put_in_box(inner),
        plain => *plain = Type::Boxed(Box::new(plain.clone())),
    }
}
