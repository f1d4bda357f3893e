//! The names of constants: one scope for each file.

use std::collections::BTreeSet;

use crate::api::{Api, Module};
use crate::lower::names::{self, Scope, reserved};

/// Names the constants of the client and of all operations.
pub(in crate::lower) fn name_constants(api: &mut Api) {
    // A handle `V2` is a function too, and a module cannot have a constant of the same name.
    let mut types: Vec<String> = api.types.iter().map(|def| def.name.clone()).collect();
    let mut modules = vec![&api.root];
    while let Some(module) = modules.pop() {
        modules.extend(&module.children);
        let handle = module.handle.iter();
        types.extend(handle.clone().map(|handle| handle.name.clone()));
        let operations = handle.flat_map(|handle| &handle.operations);
        types.extend(operations.map(|operation| operation.request.clone()));
    }
    types.retain(|name| !name.contains(char::is_lowercase));
    types.extend(reserved::of_constants().map(str::to_owned));
    let scope = || Scope::after(types.iter().map(String::as_str));
    let mut of_client = scope();
    let credentials = api.credentials.iter_mut();
    let credentials = credentials.map(|credential| (&credential.name, &mut credential.constant));
    let settings = api.settings.iter_mut();
    let settings = settings.map(|setting| (&setting.name, &mut setting.constant));
    for (name, constant) in credentials.chain(settings) {
        *constant = take(&mut of_client, name, "SETTING");
    }
    let tokens = api.credentials.iter_mut().filter_map(|credential| {
        let name = format!("{}_tokens", credential.name);
        Some((name, credential.tokens.as_mut()?))
    });
    for (name, tokens) in tokens {
        tokens.constant = take(&mut of_client, &name, "TOKENS");
    }
    // Operations name the credentials that they need, so every file has those constants.
    let credentials = api.credentials.iter();
    types.extend(credentials.map(|credential| credential.constant.clone()));
    name_operations(&mut api.root, of_client, &types.into_iter().collect());
}

fn name_operations(module: &mut Module, mut own: Scope, reserved: &BTreeSet<String>) {
    for operation in module
        .handle
        .iter_mut()
        .flat_map(|handle| &mut handle.operations)
    {
        operation.constant = take(&mut own, &operation.name, "CALL");
    }
    for child in &mut module.children {
        let scope = scope_of(child, reserved);
        name_operations(child, scope, reserved);
    }
}

/// The scope of a module's file. It has only those reserved names that a constant of the module could
/// get: thousands of modules with all of them would take a time that grows with the square.
fn scope_of(module: &Module, reserved: &BTreeSet<String>) -> Scope {
    let operations = module.handle.iter().flat_map(|handle| &handle.operations);
    let near = operations.flat_map(|operation| {
        let name = names::shouty(&operation.name);
        let start = name.trim_end_matches('_').to_owned();
        let from = reserved.range(start.clone()..);
        from.take_while(move |name| name.starts_with(&start))
    });
    Scope::after(near.map(String::as_str))
}

fn take(scope: &mut Scope, name: &str, end: &str) -> String {
    let plain = names::shouty(name);
    let longer = format!("{plain}_{end}");
    scope.take([plain.as_str(), longer.as_str()])
}
