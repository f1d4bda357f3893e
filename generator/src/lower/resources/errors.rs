//! The names of the enums of errors by status. The calls of one operation share one.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, with_end};
use super::{Key, key};
use crate::api::{ErrorEnum, Module};
use crate::names::REQUESTS;

/// Names the enums, and says which call defines each.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<String, usize> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    visit(root, &mut |request, key, by_status| {
        let (id, _) = key;
        by_status.is_defined = !known.contains_key(id);
        let number = *known.entry(id.clone()).or_insert(wishes.len());
        numbers.push(number);
        if by_status.is_defined {
            wishes.push(Wish {
                keys: vec![format!("{} error", routes[key])],
                candidates: vec![
                    with_end(request, "Error"),
                    with_end(request, "ErrorByStatus"),
                ],
                exact: false,
                reported: false,
            });
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, _, by_status| {
        let number = numbers.next().unwrap_or_default();
        by_status.name.clone_from(&given[number]);
    });
}

/// Shows every enum of a module, of each operation first that of the call that comes first.
fn visit(module: &mut Module, see: &mut dyn FnMut(&str, &Key, &mut ErrorEnum)) {
    let handle = module.handle.iter_mut();
    for operation in handle.flat_map(|handle| &mut handle.operations) {
        let key = key(operation);
        if let Some(by_status) = &mut operation.errors.by_status {
            see(&operation.request, &key, by_status);
        }
    }
    for child in &mut module.children {
        visit(child, see);
    }
}
