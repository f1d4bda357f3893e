//! The names of the enums that are answers by status, and of those that are events by name. Those of one
//! operation with the same variants are one.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, text_variant, upper_camel, with_end};
use super::{Key, key};
use crate::api::{
    Answer, ByStatus, EventItem, EventUnion, EventVariant, Module, Reading, StatusVariant, Success,
};
use crate::names::REQUESTS;

/// An enum that belongs to an operation.
enum Enum<'a> {
    ByStatus(&'a mut ByStatus),
    Events(&'a mut EventUnion),
}

/// What two enums have in common that are one.
#[derive(PartialEq)]
enum Variants {
    ByStatus(Vec<StatusVariant>),
    Events(Vec<EventVariant>),
}

/// Names the enums, and says which call defines each.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<String, Vec<(Variants, usize)>> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    visit(root, &mut |user, found| {
        let (id, _) = &user.key;
        let known = known.entry(id.clone()).or_default();
        let route = &routes[&user.key];
        let (variants, word) = match &found {
            Enum::ByStatus(by_status) => (Variants::ByStatus(by_status.variants.clone()), "answer"),
            Enum::Events(union) => (Variants::Events(union.variants.clone()), "event"),
        };
        let same = known.iter().find(|(other, _)| *other == variants);
        let number = same.map_or(wishes.len(), |(_, number)| *number);
        let is_defined = same.is_none();
        numbers.push(number);
        match found {
            Enum::ByStatus(by_status) => by_status.is_defined = is_defined,
            Enum::Events(union) => union.is_defined = is_defined,
        }
        if is_defined {
            known.push((variants, number));
            wishes.push(wish(user, route, word));
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |user, found| {
        let number = numbers.next().unwrap_or_default();
        match found {
            Enum::ByStatus(by_status) => by_status.name.clone_from(&given[number]),
            Enum::Events(union) => {
                union.name.clone_from(&given[number]);
                let wishes = union.variants.iter();
                let wishes: Vec<Wish> =
                    wishes.map(|variant| text_variant(&variant.event)).collect();
                let owner = place(user, &routes[&user.key], "event");
                let given = names.variants(&owner, &wishes);
                for (variant, name) in union.variants.iter_mut().zip(given) {
                    variant.name = name;
                }
            }
        }
    });
}

fn wish(user: &User, route: &str, word: &str) -> Wish {
    let method = user.method.as_deref().unwrap_or_default();
    let end = match word {
        // A stream is mostly the only one of its operation.
        "event" => upper_camel(word),
        _ => upper_camel(&format!("{method} {word}")),
    };
    let wanted = with_end(&user.request, &end);
    let other = match word {
        "event" => with_end(
            &user.request,
            &upper_camel(&format!("{method} {word} by name")),
        ),
        _ => with_end(&wanted, "ByStatus"),
    };
    Wish {
        keys: vec![place(user, route, word)],
        candidates: vec![wanted, other],
        exact: false,
        reported: false,
    }
}

/// What the memory of names knows an enum by.
fn place(user: &User, route: &str, word: &str) -> String {
    let method = user.method.as_deref().unwrap_or_default();
    format!("{route} {word} {method}").trim_end().to_owned()
}

/// Whose answer an enum is.
struct User {
    request: String,
    key: Key,
    /// The method that gives it, where awaiting the request does not.
    method: Option<String>,
}

/// Shows every enum of a module, of each operation first that of the call that comes first.
fn visit(module: &mut Module, see: &mut dyn FnMut(&User, Enum<'_>)) {
    let handle = module.handle.iter_mut();
    for operation in handle.flat_map(|handle| &mut handle.operations) {
        let mut user = User {
            request: operation.request.clone(),
            key: key(operation),
            method: None,
        };
        visit_reading(&user, &mut operation.answer, see);
        for other in &mut operation.others {
            user.method = Some(other.name.clone());
            visit_reading(&user, &mut other.reading, see);
        }
    }
    for child in &mut module.children {
        visit(child, see);
    }
}

fn visit_reading(user: &User, reading: &mut Reading, see: &mut dyn FnMut(&User, Enum<'_>)) {
    let events = |answer: &mut Answer, see: &mut dyn FnMut(&User, Enum<'_>)| {
        if let Answer::Events(events) = answer
            && let EventItem::ByName(union) = &mut events.item
        {
            see(user, Enum::Events(union));
        }
    };
    match &mut reading.success {
        Success::Nothing => {}
        Success::One(answer) => events(answer, see),
        Success::ByStatus(by_status) => {
            see(user, Enum::ByStatus(by_status));
            let variants = by_status.variants.iter_mut();
            for answer in variants.filter_map(|variant| variant.answer.as_mut()) {
                events(answer, see);
            }
        }
    }
}
