//! Inline schemas that say the same become one type, which is defined where it is met first; the
//! others are further names of it. So every name stays what it was when a schema is added, and what
//! has one shape can be passed from one call to another. Components are types of their own.

use std::collections::HashMap;

use crate::api::{Shape, Type, TypeDef, TypeId};

/// Finds, for each type without a name of its own, the first that says the same.
pub(super) fn find(types: &mut [TypeDef]) {
    let inline: Vec<usize> = (0..types.len())
        .filter(|index| !types[*index].named)
        .collect();
    let mut shapes: Vec<(usize, Shape)> = inline
        .into_iter()
        .map(|index| (index, types[index].shape.clone()))
        .collect();
    let mut stands: HashMap<TypeId, TypeId> = HashMap::new();
    // What holds the same types is the same only once those are: one round for each level.
    loop {
        let mut first: HashMap<&Shape, usize> = HashMap::new();
        let before = stands.len();
        for (index, shape) in &shapes {
            let stand = *first.entry(shape).or_insert(*index);
            if stand != *index {
                stands.insert(TypeId(*index as u32), TypeId(stand as u32));
            }
        }
        if stands.len() == before {
            break;
        }
        shapes.retain(|(index, _)| !stands.contains_key(&TypeId(*index as u32)));
        shapes
            .iter_mut()
            .for_each(|(_, shape)| replace(shape, &stands));
    }
    for id in stands.keys() {
        // What stood for it may have found another later on.
        let mut stand = *id;
        while let Some(next) = stands.get(&stand) {
            stand = *next;
        }
        let (id, stand) = (id.0 as usize, stand.0 as usize);
        types[id].same_as = Some(TypeId(stand as u32));
        // What one of them needs, the type that stands for all has.
        types[stand].sent |= types[id].sent;
    }
}

/// Lets a shape speak of the types that stand for others.
fn replace(shape: &mut Shape, stands: &HashMap<TypeId, TypeId>) {
    if let Some(rest) = shape.rest_mut() {
        replace_in(vec![rest], stands);
    }
    replace_in(shape.held_mut(), stands);
}

fn replace_in(mut types: Vec<&mut Type>, stands: &HashMap<TypeId, TypeId>) {
    while let Some(ty) = types.pop() {
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
                types.push(inner);
            }
            Type::Named(id) => *id = stands.get(id).copied().unwrap_or(*id),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
