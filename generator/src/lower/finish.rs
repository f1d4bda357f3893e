//! What can be settled only when every type is known: names, boxes on cycles, derives.

mod boxes;
mod constants;
mod cycles;
mod derives;
mod docs;
pub(super) mod order;
pub(super) mod same;
mod sizes;
pub(super) mod tags;

use std::collections::HashSet;

pub(super) use self::constants::name_constants;
pub(super) use self::derives::derive;
pub(super) use self::docs::shorten_docs;
use super::drafts::Draft;
use super::names::{COMPONENTS, Naming, Said, Scope, Wish, reserved, upper_camel, with_end};
use super::operation::PlacedCall;
use crate::api::{Api, Shape, Type, TypeDef, TypeId};
use crate::diagnostic::{Code, Report};
use crate::names;
use crate::openapi::named_elsewhere;

/// The types with their names, the place of each, and the scope of the names of the whole crate.
pub(super) struct Settled {
    pub types: Vec<TypeDef>,
    pub places: Vec<String>,
    pub scope: Scope,
}

/// The types that are read page by page, each with the way to its items.
pub(super) fn lists(api: &Api) -> Vec<(TypeId, String)> {
    let lists = api.operations().filter_map(|call| call.pagination.as_ref());
    let lists = lists.filter_map(|pagination| match pagination.list.unboxed() {
        Type::Named(list) => Some((*list, pagination.items.keys())),
        _ => None,
    });
    lists.collect()
}

/// Boxes what the compiler would not follow. The items of lists stay as they are.
pub(super) fn box_deep(types: &mut [TypeDef], calls: &[PlacedCall<'_>]) {
    let lists = calls
        .iter()
        .filter_map(|call| call.call.pagination.as_ref());
    let fields = lists.flat_map(|pagination| {
        let mut owner = &pagination.list;
        pagination.items.0.iter().filter_map(move |step| {
            let Type::Named(id) = std::mem::replace(&mut owner, &step.ty).unboxed() else {
                return None;
            };
            Some((*id, step.name.clone()))
        })
    });
    boxes::cut(types, &fields.collect::<Vec<_>>());
}

/// Names the types, and boxes the fields that would make one too large or endless.
pub(super) fn types(
    drafts: Vec<Draft<'_>>,
    names: &Naming<'_, '_>,
    report: &Report<'_>,
) -> Settled {
    let mut scope = Scope::with(reserved::of_types());
    names.hold_for_calls(&mut scope);
    // Components come first: the description gave them their names.
    let rank = |index: usize| u8::from(!drafts[index].named);
    let wishes: Vec<Wish> = drafts.iter().map(wish).collect();
    let named = names.settle_sorted(names::TYPES, &mut scope, &wishes, rank);
    let of_components = drafts.iter().filter(|draft| draft.named);
    let of_components: HashSet<String> = of_components.map(|draft| draft.wanted.clone()).collect();
    let mut types = Vec::with_capacity(drafts.len());
    let mut places = Vec::with_capacity(drafts.len());
    for (draft, name) in drafts.into_iter().zip(named) {
        // Of the schemas of other files that share the name of a component, each has another.
        let other = named_elsewhere(report.sources, draft.node).map(upper_camel);
        let other = other.filter(|other| !draft.named && of_components.contains(other));
        let wanted = other.unwrap_or_else(|| draft.wanted.clone());
        let has_wish = draft.named || wanted != draft.wanted;
        if has_wish && wanted != name && names.remembered(names::TYPES, &draft.place).is_none() {
            let (code, message) = renamed(&wanted, &name, names);
            report.add(report.at_key(code, draft.node, message));
        }
        places.push(draft.place);
        types.push(TypeDef {
            name,
            named: draft.named,
            ..draft.def
        });
    }
    cycles::break_cycles(&mut types);
    sizes::limit(&mut types);
    Settled {
        types,
        places,
        scope,
    }
}

fn wish(draft: &Draft<'_>) -> Wish {
    let by_shape = match draft.def.shape {
        Shape::Struct(_) => "Object",
        _ => "Value",
    };
    Wish {
        keys: vec![draft.place.clone()],
        candidates: vec![draft.wanted.clone(), with_end(&draft.wanted, by_shape)],
        exact: draft.place.strip_prefix(COMPONENTS) == Some(&draft.wanted),
        reported: draft.named,
        members: draft.def.shape.member_names().map(str::to_owned).collect(),
        said: draft.said.map(|place| Said {
            name: draft.wanted.clone(),
            place,
        }),
        ..Wish::default()
    }
}

/// Why a component has not its own name. That it has not one of ours is no fault of the description.
fn renamed(wanted: &str, name: &str, names: &Naming<'_, '_>) -> (Code, String) {
    let called = format!("the type `{wanted}` is called `{name}`");
    let groups = [names::TYPES, names::REQUESTS, names::HANDLES];
    match groups.iter().any(|group| names.was_given(group, wanted)) {
        true => (
            Code::Renamed,
            format!("{called}: the client has had another `{wanted}`, which keeps its name"),
        ),
        false if reserved::is_type(wanted) => (
            Code::MadeName,
            format!("{called}, since the client itself uses that name"),
        ),
        false => (
            Code::Renamed,
            format!("{called}, since another has its name"),
        ),
    }
}
