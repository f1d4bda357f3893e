//! Inline schemas that say the same, in whatever order, become one type, which is defined where it was before, else
//! in the first component that has it, else where it is met first; the others are further names of it. A value of one
//! can then be passed as the other. Components are types of their own. Each name keeps its own documentation; where that
//! differs, the one type has none, since it would be of one use.
//!
//! The file of names says which types are one. Two types of an earlier version that were apart stay apart,
//! even if they say the same by now; a new one joins the first that says the same.

use std::collections::{HashMap, HashSet};

use crate::api::{Shape, Type, TypeDef, TypeId};
use crate::lower::names::{COMPONENTS, Naming};
use crate::names;

/// Finds, for each type without a name of its own, the one that stands for all that say the same: the one that did
/// so before, else the first of a component, else the first.
///
/// `lists` are the types that are read page by page, each with the way to its items.
pub(in crate::lower) fn find(
    types: &mut [TypeDef],
    places: &[String],
    lists: &[(TypeId, String)],
    names: &Naming<'_, '_>,
) {
    let classes: Vec<Option<&str>> = places.iter().map(|place| class(place, names)).collect();
    let stood = |index: usize| classes[index] == Some(places[index].as_str());
    let order = components_first(types, places);
    unite(types, order, &classes, &stood);
    separate_lists(types, lists);
    clear_docs(types);
    for (def, place) in types.iter().zip(places) {
        if let Some(stand) = def.same_as {
            names.note(names::SAME, place, &places[stand.0 as usize]);
        }
    }
}

/// Separates lists of pages with other items than a list that is the same type: one type has its items in one place.
fn separate_lists(types: &mut [TypeDef], lists: &[(TypeId, String)]) {
    let mut known: HashMap<TypeId, &str> = HashMap::new();
    // What stands for others has its own items.
    let own = lists.iter();
    let own = own.filter(|(id, _)| types[id.0 as usize].same_as.is_none());
    known.extend(own.map(|(id, items)| (*id, items.as_str())));
    for (id, items) in lists {
        let def = &mut types[id.0 as usize];
        let stand = def.same_as.unwrap_or(*id);
        if known.entry(stand).or_insert(items) != items {
            def.same_as = None;
        }
    }
}

/// Takes the documentation from the types that stand for others which say something else of themselves.
fn clear_docs(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let def = &types[index];
        if let Some(TypeId(stand)) = def.same_as
            && !def.docs.blocks.is_empty()
            && def.docs != types[stand as usize].docs
        {
            types[stand as usize].docs.blocks.clear();
        }
    }
}

/// The types in the order in which they may stand for others: a caller looks for a type by the component that has it
/// rather than by one of the operations.
fn components_first(types: &[TypeDef], places: &[String]) -> Vec<usize> {
    let named = types.iter().zip(places).filter(|(def, _)| def.named);
    let named: HashSet<&str> = named.map(|(_, place)| place.as_str()).collect();
    let is_of_component = |place: &str| {
        let mut above = place.match_indices('/').map(|(at, _)| &place[..at]);
        place.starts_with(COMPONENTS) || above.any(|place| named.contains(place))
    };
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_cached_key(|index| !is_of_component(&places[*index]));
    order
}

/// What the types that may be one have in common: the place that stood for them. `None` for a type that no commit
/// has.
pub(super) fn class<'n>(place: &'n str, names: &'n Naming<'_, '_>) -> Option<&'n str> {
    let is_known = names.is_committed(names::TYPES, place);
    is_known.then(|| names.remembered(names::SAME, place).unwrap_or(place))
}

/// Makes one of the types that say the same; of two with a class only those of the same class. `stood` says which
/// type stood for its class: its members have their names by its place, which callers know. For new types the first
/// one in the `order` stands.
fn unite(
    types: &mut [TypeDef],
    order: Vec<usize>,
    classes: &[Option<&str>],
    stood: &dyn Fn(usize) -> bool,
) {
    let is_inline = |index: &usize| !types[*index].named && !types[*index].left_out;
    let inline = order.into_iter().filter(is_inline);
    let mut shapes: Vec<(usize, Shape)> = inline
        .map(|index| (index, types[index].shape.clone().without_spots().sorted()))
        .collect();
    let mut stands: HashMap<TypeId, TypeId> = HashMap::new();
    // Types that hold others are the same only once those are: one round for each level.
    loop {
        let before = stands.len();
        let mut known: HashMap<(&Shape, &str), usize> = HashMap::new();
        let mut first: HashMap<&Shape, usize> = HashMap::new();
        for (index, shape) in &shapes {
            if let Some(class) = classes[*index] {
                let stand = known.entry((shape, class)).or_insert(*index);
                if stood(*index) {
                    *stand = *index;
                }
                first.entry(shape).or_insert(*index);
            }
        }
        for (index, shape) in &shapes {
            let stand = match classes[*index] {
                Some(class) => known[&(shape, class)],
                None => *first.entry(shape).or_insert(*index),
            };
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
        // The type that stood for it may have found another one in a later round.
        let mut stand = *id;
        while let Some(next) = stands.get(&stand) {
            stand = *next;
        }
        let (id, stand) = (id.0 as usize, stand.0 as usize);
        types[id].same_as = Some(TypeId(stand as u32));
        // The one type has what any of them needs.
        types[stand].sent |= types[id].sent;
        types[stand].received |= types[id].received;
    }
}

/// Replaces the types in a shape by those that they are the same as.
fn replace(shape: &mut Shape, stands: &HashMap<TypeId, TypeId>) {
    if let Some(rest) = shape.rest_mut() {
        replace_in(rest, stands);
    }
    for held in shape.held_mut() {
        replace_in(held, stands);
    }
}

fn replace_in(ty: &mut Type, stands: &HashMap<TypeId, TypeId>) {
    if let Type::Named(id) = ty.innermost_mut() {
        *id = stands.get(id).copied().unwrap_or(*id);
    }
}

#[cfg(test)]
mod tests;
