//! Homes of types: each lives in the module of the one resource that uses it, or in the shared one.

use std::collections::HashSet;

use crate::api::{Docs, Module, Type, TypeDef, TypeId};
use crate::lower::docs;
use crate::lower::names::reserved;

/// Gives every type a home: the one module whose calls use it, else the shared one.
pub(super) fn house(root: &mut Module, types: &mut [TypeDef]) {
    let mut homes: Vec<Option<Home>> = vec![None; types.len()];
    let mut order = Vec::new();
    let mut path = Vec::new();
    let mut uses = Vec::new();
    visit(root, &mut path, types, &mut homes, &mut order, &mut uses);
    for (index, home) in homes.iter_mut().enumerate() {
        if home.is_none() {
            // What no call uses is there to be named by users, or by webhooks.
            *home = Some(Home::Shared);
            order.push(index);
        }
    }
    for (path, reached) in uses {
        let shared = reached
            .into_iter()
            .filter(|index| homes[*index] == Some(Home::Shared));
        module_at(root, &path).shared = shared.map(|index| TypeId(index as u32)).collect();
    }
    let mut shared = Vec::new();
    for index in order {
        let id = TypeId(index as u32);
        match &homes[index] {
            Some(Home::Module(path)) => module_at(root, path).types.push(id),
            _ => shared.push(id),
        }
    }
    mark_sent(root, types);
    if !shared.is_empty() {
        let blocks = vec![docs::sentence("What several resources share.")];
        root.children.push(Module {
            name: reserved::SHARED.to_owned(),
            docs: Docs { blocks },
            handle: None,
            types: shared,
            shared: Vec::new(),
            children: Vec::new(),
        });
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Home {
    Module(Vec<usize>),
    Shared,
}

fn visit(
    module: &Module,
    path: &mut Vec<usize>,
    types: &[TypeDef],
    homes: &mut [Option<Home>],
    order: &mut Vec<usize>,
    uses: &mut Vec<(Vec<usize>, Vec<usize>)>,
) {
    // The root has no file for types of its own.
    let here = if path.is_empty() {
        Home::Shared
    } else {
        Home::Module(path.clone())
    };
    let operations = module.handle.iter().flat_map(|handle| &handle.operations);
    let mut reached = Vec::new();
    let mut seen = HashSet::new();
    for operation in operations {
        for ty in operation.received().chain(operation.sent()) {
            reach(ty, types, &mut seen, &mut reached);
        }
        // Errors are everybody's: another operation will have the same ones.
        for error in operation.errors.types() {
            let mut of_errors = Vec::new();
            reach(error, types, &mut HashSet::new(), &mut of_errors);
            for index in of_errors {
                if homes[index].replace(Home::Shared).is_none() {
                    order.push(index);
                }
            }
        }
    }
    for index in reached.iter().copied() {
        match &homes[index] {
            None => {
                homes[index] = Some(here.clone());
                order.push(index);
            }
            Some(home) if *home != here => homes[index] = Some(Home::Shared),
            Some(_) => {}
        }
    }
    if !path.is_empty() {
        uses.push((path.clone(), reached));
    }
    for (index, child) in module.children.iter().enumerate() {
        path.push(index);
        visit(child, path, types, homes, order, uses);
        path.pop();
    }
}

/// Every named type within a type, in the order of first use.
fn reach(ty: &Type, types: &[TypeDef], seen: &mut HashSet<usize>, reached: &mut Vec<usize>) {
    let mut stack = vec![ty];
    while let Some(ty) = stack.pop() {
        match ty {
            Type::List(inner)
            | Type::Map(inner)
            | Type::Items(inner)
            | Type::Option(inner)
            | Type::Boxed(inner)
            | Type::Deep(inner) => stack.push(inner),
            Type::Named(id) if seen.insert(id.0 as usize) => {
                reached.push(id.0 as usize);
                let from = stack.len();
                stack.extend(types[id.0 as usize].shape.types());
                stack[from..].reverse();
            }
            _ => {}
        }
    }
}

/// What a request contains can be built.
fn mark_sent(module: &Module, types: &mut [TypeDef]) {
    let mut sent = Vec::new();
    let mut seen = HashSet::new();
    let mut modules = vec![module];
    while let Some(module) = modules.pop() {
        modules.extend(&module.children);
        for body in module
            .handle
            .iter()
            .flat_map(|handle| &handle.operations)
            .filter_map(|operation| operation.body.as_ref())
        {
            reach(&body.payload.ty, types, &mut seen, &mut sent);
        }
    }
    for index in sent {
        types[index].sent = true;
    }
}

fn module_at<'m>(root: &'m mut Module, path: &[usize]) -> &'m mut Module {
    path.iter()
        .fold(root, |module, index| &mut module.children[*index])
}
