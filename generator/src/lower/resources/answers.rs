//! The names of the enums that are answers by status, and of those that are events by name. Those of one
//! operation with the same variants are one.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, known_by, text_variant, upper_camel, with_end};
use super::{Key, User, free, visit};
use crate::api::{
    Answer, ByStatus, EventItem, EventUnion, EventVariant, Module, Operation, Reading, Signs,
    StatusVariant, Success,
};
use crate::names::REQUESTS;

/// An enum that belongs to an operation.
enum Enum<'a> {
    ByStatus(&'a mut ByStatus),
    /// Which events are none of its variants decides how it is read.
    Events(&'a mut EventUnion, &'a Signs),
}

/// What two enums have in common that are one.
#[derive(PartialEq)]
enum Variants {
    ByStatus(Vec<StatusVariant>),
    Events(Vec<EventVariant>, Signs),
}

/// Names the enums, and says which call defines each.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<String, Vec<(Variants, usize)>> = HashMap::new();
    let (mut numbers, mut wishes, mut variants) = (Vec::new(), Vec::new(), Vec::new());
    let mut note = |user: &User<'_>, method: Option<&str>, found: Enum<'_>| {
        let (operation, _) = &user.key;
        let known = known.entry(operation.clone()).or_default();
        let route = &routes[&user.key];
        let (same, word, owner) = match &found {
            Enum::ByStatus(by_status) => {
                let same = Variants::ByStatus(by_status.variants.clone());
                (same, "answer", place(method, route, "answer"))
            }
            Enum::Events(union, signs) => {
                let same = Variants::Events(union.variants.clone(), (*signs).clone());
                (same, "event", place(method, route, "event"))
            }
        };
        let wanted: Vec<Wish> = match &found {
            Enum::ByStatus(by_status) => {
                let all = by_status.variants.iter();
                all.map(|variant| status_wish(variant, &owner, names))
                    .collect()
            }
            Enum::Events(union, _) => {
                let all = union.variants.iter();
                all.map(|variant| text_variant(&variant.event)).collect()
            }
        };
        let number = known.iter().find(|(other, _)| *other == same);
        let number = number.map(|(_, number)| *number);
        let is_defined = number.is_none();
        numbers.push(number.unwrap_or(wishes.len()));
        match found {
            Enum::ByStatus(by_status) => by_status.is_defined = is_defined,
            Enum::Events(union, _) => union.is_defined = is_defined,
        }
        if is_defined {
            known.push((same, wishes.len()));
            variants.push(names.variants(&owner, &wanted));
            wishes.push(wish(user, method, owner, word));
        }
    };
    visit(root, &mut |user, operation| {
        enums(operation, &mut |method, found| note(user, method, found));
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let mut numbers = numbers.into_iter();
    let mut rename = |found: Enum<'_>| {
        let number = numbers.next().unwrap_or_default();
        match found {
            Enum::ByStatus(by_status) => {
                by_status.name.clone_from(&given[number]);
                for (variant, name) in by_status.variants.iter_mut().zip(&variants[number]) {
                    variant.name.clone_from(name);
                }
            }
            Enum::Events(union, _) => {
                union.name.clone_from(&given[number]);
                for (variant, name) in union.variants.iter_mut().zip(&variants[number]) {
                    variant.name.clone_from(name);
                }
            }
        }
    };
    visit(root, &mut |_, operation| {
        enums(operation, &mut |_, found| rename(found));
    });
}

/// A variant is known by one of its statuses.
fn status_wish(variant: &StatusVariant, owner: &str, names: &Naming<'_, '_>) -> Wish {
    let keys = variant.statuses.iter().map(ToString::to_string);
    Wish {
        keys: known_by(names, owner, keys),
        candidates: vec![variant.name.clone()],
        reported: true,
        ..Wish::default()
    }
}

fn wish(user: &User<'_>, method: Option<&str>, place: String, word: &str) -> Wish {
    let method = method.unwrap_or_default();
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
        keys: vec![place],
        candidates: free([wanted, other].into_iter(), user.handles),
        ..Wish::default()
    }
}

/// What the memory of names knows an enum by.
fn place(method: Option<&str>, route: &str, word: &str) -> String {
    let method = method.unwrap_or_default();
    format!("{route} {word} {method}").trim_end().to_owned()
}

/// Shows every enum of an operation, with the method of the request that gives it; none where awaiting the
/// request does.
fn enums(operation: &mut Operation, see: &mut dyn FnMut(Option<&str>, Enum<'_>)) {
    reading_enums(None, &mut operation.answer, see);
    for other in &mut operation.others {
        reading_enums(Some(&other.name), &mut other.reading, see);
    }
}

fn reading_enums(
    method: Option<&str>,
    reading: &mut Reading,
    see: &mut dyn FnMut(Option<&str>, Enum<'_>),
) {
    let events = |answer: &mut Answer, see: &mut dyn FnMut(Option<&str>, Enum<'_>)| {
        if let Answer::Events(events) = answer
            && let EventItem::ByName(union) = &mut events.item
        {
            see(method, Enum::Events(union, &events.signs));
        }
    };
    match &mut reading.success {
        Success::Nothing => {}
        Success::One(answer) => events(answer, see),
        Success::ByStatus(by_status) => {
            see(method, Enum::ByStatus(by_status));
            let variants = by_status.variants.iter_mut();
            for answer in variants.filter_map(|variant| variant.answer.as_mut()) {
                events(answer, see);
            }
        }
    }
}
