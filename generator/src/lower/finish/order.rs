//! The order of the members of what is sent: `new` takes its arguments in it, and requests have it.

use super::same::class;
use crate::api::{Member, Shape, Struct, TypeDef};
use crate::lower::names::Naming;

/// Puts the members of each struct that is sent into the order that they had in the last version. A further name
/// of a type has the order of the type.
pub(in crate::lower) fn keep(types: &mut [TypeDef], places: &[String], names: &Naming<'_, '_>) {
    for index in 0..types.len() {
        let place = &places[index];
        let def = &mut types[index];
        if !def.sent || def.same_as.is_some() {
            continue;
        }
        if let Shape::Struct(Struct { members, .. }) = &mut def.shape {
            let before = class(place, names).unwrap_or(place);
            names.in_order(before, place, members, |member| member.key().to_owned());
        }
    }
    for index in 0..types.len() {
        let Some(stand) = types[index].same_as else {
            continue;
        };
        let Shape::Struct(Struct { members: order, .. }) = &types[stand.0 as usize].shape else {
            continue;
        };
        let order: Vec<String> = order.iter().map(|member| member.key().to_owned()).collect();
        if let Shape::Struct(Struct { members, .. }) = &mut types[index].shape {
            let rank = |member: &Member| order.iter().position(|key| key == member.key());
            members.sort_by_cached_key(rank);
        }
    }
}
