//! The names of the enums that are answers by status. Those of one operation with the same variants are one.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, upper_camel, with_end};
use super::{Key, key};
use crate::api::{ByStatus, Module, Reading, StatusVariant, Success};
use crate::names::REQUESTS;

/// Names the enums, and says which call defines each.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<String, Vec<(Vec<StatusVariant>, usize)>> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    visit(root, &mut |user, by_status| {
        let (id, _) = &user.key;
        let known = known.entry(id.clone()).or_default();
        let same = known
            .iter()
            .find(|(variants, _)| *variants == by_status.variants);
        by_status.is_defined = same.is_none();
        numbers.push(same.map_or(wishes.len(), |(_, number)| *number));
        if by_status.is_defined {
            known.push((by_status.variants.clone(), wishes.len()));
            wishes.push(wish(user, &routes[&user.key]));
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, by_status| {
        let number = numbers.next().unwrap_or_default();
        by_status.name.clone_from(&given[number]);
    });
}

fn wish(user: &User, route: &str) -> Wish {
    let method = user.method.as_deref().unwrap_or_default();
    let end = upper_camel(&format!("{method} answer"));
    let wanted = with_end(&user.request, &end);
    Wish {
        keys: vec![format!("{route} answer {method}").trim_end().to_owned()],
        candidates: vec![wanted.clone(), with_end(&wanted, "ByStatus")],
        exact: false,
        reported: false,
    }
}

/// Whose answer an enum is.
struct User {
    request: String,
    key: Key,
    /// The method that gives it, where awaiting the request does not.
    method: Option<String>,
}

/// Shows every enum of a module, of each operation first that of the call that comes first.
fn visit(module: &mut Module, see: &mut dyn FnMut(&User, &mut ByStatus)) {
    let handle = module.handle.iter_mut();
    for operation in handle.flat_map(|handle| &mut handle.operations) {
        let mut user = User {
            request: operation.request.clone(),
            key: key(operation),
            method: None,
        };
        let mut see = |user: &User, reading: &mut Reading| {
            if let Success::ByStatus(by_status) = &mut reading.success {
                see(user, by_status);
            }
        };
        see(&user, &mut operation.answer);
        for other in &mut operation.others {
            user.method = Some(other.name.clone());
            see(&user, &mut other.reading);
        }
    }
    for child in &mut module.children {
        visit(child, see);
    }
}
