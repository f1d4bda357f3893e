//! The names of the enums of errors by status, and of their variants. The calls of one operation share an enum.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, known_by, of_media, upper_camel, with_end};
use super::{Key, User, free, visit};
use crate::api::{ErrorVariant, Module};
use crate::names::REQUESTS;

/// Names the enums and their variants, and says which call defines each enum.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<String, usize> = HashMap::new();
    let (mut numbers, mut wishes, mut variants) = (Vec::new(), Vec::new(), Vec::new());
    visit(root, &mut |user, operation| {
        let errors = &mut operation.errors;
        let Some(by_status) = &mut errors.by_status else {
            return;
        };
        let (place, _) = &user.key;
        by_status.is_defined = !known.contains_key(place);
        let number = *known.entry(place.clone()).or_insert(wishes.len());
        numbers.push(number);
        if by_status.is_defined {
            let place = format!("{} error", routes[&user.key]);
            let wanted = errors.variants.iter();
            let wanted = wanted.map(|variant| variant_wish(variant, &place, names));
            let wanted: Vec<Wish> = wanted.collect();
            variants.push(names.variants(&place, &wanted));
            wishes.push(wish(user, place));
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, operation| {
        let errors = &mut operation.errors;
        let Some(by_status) = &mut errors.by_status else {
            return;
        };
        let number = numbers.next().unwrap_or_default();
        by_status.name.clone_from(&given[number]);
        for (variant, name) in errors.variants.iter_mut().zip(&variants[number]) {
            variant.name.clone_from(name);
        }
    });
}

fn wish(user: &User<'_>, place: String) -> Wish {
    let ends = ["Error", "ErrorByStatus", "ErrorEnum"].iter();
    let candidates = ends.map(|end| with_end(&user.request, end));
    Wish {
        keys: vec![place],
        candidates: free(candidates, user.handles),
        ..Wish::default()
    }
}

/// A variant is known by its status and one of its media types. The first of a status has the name of the
/// status.
fn variant_wish(variant: &ErrorVariant, owner: &str, names: &Naming<'_, '_>) -> Wish {
    let status = variant.statuses.to_string();
    let media: Vec<&String> = variant.bodies.iter().flat_map(|body| &body.media).collect();
    let mut keys: Vec<String> = media
        .iter()
        .map(|media| format!("{status} {media}"))
        .collect();
    let mut candidates = vec![variant.name.clone()];
    match media.first() {
        None => keys.push(status),
        Some(media) => {
            let word = upper_camel(&of_media(media));
            candidates.push(format!("{}{word}", variant.name));
            candidates.push(format!("{}{}", variant.name, upper_camel(media)));
        }
    }
    Wish {
        keys: known_by(names, owner, keys),
        candidates,
        reported: true,
        ..Wish::default()
    }
}
