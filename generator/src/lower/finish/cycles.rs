//! Boxes: a type that contains itself by value would have no size.

use crate::api::{Type, TypeDef, TypeId};
use crate::circles::circles;

/// Boxes the fields that would make a type contain itself.
pub(super) fn break_cycles(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types.iter().map(direct).collect();
    let circles = circles(&edges);
    for (index, circle) in circles.iter().enumerate() {
        if circle.is_none() {
            continue;
        }
        let own_circle = |target: TypeId| circles[target.0 as usize] == *circle;
        for ty in types[index].shape.held_mut() {
            box_direct(ty, &own_circle);
        }
    }
}

fn box_direct(ty: &mut Type, in_circle: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Option(inner) => box_direct(inner, in_circle),
        Type::Named(id) if in_circle(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        _ => {}
    }
}

/// The types that a type holds by value.
pub(super) fn direct(def: &TypeDef) -> Vec<usize> {
    fn named(ty: &Type) -> Option<usize> {
        match ty {
            Type::Named(id) => Some(id.0 as usize),
            Type::Option(inner) => named(inner),
            _ => None,
        }
    }
    let held = def.shape.held();
    held.into_iter().filter_map(named).collect()
}
