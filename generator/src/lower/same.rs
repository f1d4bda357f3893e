//! Inline schemas that say the same under the same word become one type: the `order` of every list
//! is one enumeration. Components are never merged, since their names are the document's own.

use std::collections::HashMap;

use super::operations::PlacedCall;
use super::{Draft, Lowering};
use crate::api::{ErrorBody, Member, Rest, Shape, Success, Type, TypeId};

/// Leaves one draft of those that say the same, the first. Gives for each the type that stands for
/// it now.
pub(super) fn merge(drafts: &mut Vec<Draft<'_>>) -> Vec<TypeId> {
    let mut stands: Vec<TypeId> = (0..drafts.len() as u32).map(TypeId).collect();
    // What holds the same types is the same only once those are: one round for each level.
    loop {
        let mut first: HashMap<(&str, &Shape), TypeId> = HashMap::new();
        let mut merged: Vec<(usize, TypeId)> = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            if draft.named || stands[index] != TypeId(index as u32) {
                continue;
            }
            let key = (draft.word.as_str(), &draft.def.shape);
            let stand = *first.entry(key).or_insert(stands[index]);
            if stand != stands[index] {
                merged.push((index, stand));
            }
        }
        if merged.is_empty() {
            break;
        }
        for (index, stand) in merged {
            stands[index] = stand;
        }
        let now = stands.clone();
        for draft in drafts.iter_mut() {
            shape(&mut draft.def.shape, &now);
        }
    }
    close_ranks(drafts, &stands)
}

/// Takes out what another stands for, and numbers the rest anew.
fn close_ranks(drafts: &mut Vec<Draft<'_>>, stands: &[TypeId]) -> Vec<TypeId> {
    let mut numbers: HashMap<TypeId, TypeId> = HashMap::new();
    let mut index = 0;
    drafts.retain(|_| {
        let own = TypeId(index);
        let stays = stands[index as usize] == own;
        if stays {
            numbers.insert(own, TypeId(numbers.len() as u32));
        }
        index += 1;
        stays
    });
    let new: Vec<TypeId> = stands
        .iter()
        .map(|stand| numbers[&last(stands, *stand)])
        .collect();
    for draft in drafts.iter_mut() {
        shape(&mut draft.def.shape, &new);
    }
    new
}

/// What stands for something may itself be stood for by now.
fn last(stands: &[TypeId], mut id: TypeId) -> TypeId {
    while stands[id.0 as usize] != id {
        id = stands[id.0 as usize];
    }
    id
}

/// Lets a call speak of the types that are left.
pub(super) fn call(placed: &mut PlacedCall<'_>, new: &[TypeId]) {
    let call = &mut placed.call;
    let parameters = call
        .path_parameters
        .iter_mut()
        .chain(&mut call.required_parameters)
        .chain(&mut call.optional_parameters);
    parameters.for_each(|parameter| ty(&mut parameter.ty, new));
    call.body.iter_mut().for_each(|body| ty(&mut body.ty, new));
    if let Success::Json(success) = &mut call.success {
        ty(success, new);
    }
    call.error.iter_mut().for_each(|error| id(error, new));
    if let Some(pagination) = &mut call.pagination {
        id(&mut pagination.list, new);
        ty(&mut pagination.item, new);
    }
}

/// Lets the body of errors speak of the types that are left.
pub(super) fn error(body: &mut ErrorBody, new: &[TypeId]) {
    id(&mut body.body, new);
    id(&mut body.shown, new);
}

/// Lets what is known of the schemas speak of the types that are left.
pub(super) fn known(lowering: &mut Lowering<'_, '_>, new: &[TypeId]) {
    let sent = lowering.known_sent.values_mut();
    for typed in lowering.known.values_mut().chain(sent) {
        ty(&mut typed.ty, new);
    }
    let one_way = std::mem::take(&mut lowering.one_way);
    let one_way = one_way.into_iter();
    lowering.one_way = one_way
        .map(|(owner, key)| (new[owner.0 as usize], key))
        .collect();
}

fn shape(shape: &mut Shape, new: &[TypeId]) {
    match shape {
        Shape::Struct(object) => {
            for member in &mut object.members {
                if let Member::Field(field) = member {
                    ty(&mut field.ty, new);
                }
            }
            if let Rest::Typed(_, rest) | Rest::Union(_, rest) = &mut object.rest {
                ty(rest, new);
            }
        }
        Shape::Union(union) => {
            let types = union
                .variants
                .iter_mut()
                .filter_map(|variant| variant.ty.as_mut());
            types.for_each(|held| ty(held, new));
        }
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}

/// Lets a type speak of the types that are left.
pub(super) fn ty(of: &mut Type, new: &[TypeId]) {
    match of {
        Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
            ty(inner, new);
        }
        Type::Named(named) => id(named, new),
        _ => {}
    }
}

fn id(of: &mut TypeId, new: &[TypeId]) {
    *of = new[of.0 as usize];
}
