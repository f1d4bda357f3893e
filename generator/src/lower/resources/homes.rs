//! Homes of types: each lives in the module of the one resource that uses it, or in the shared one.

use std::collections::HashSet;

use crate::api::{Block, Docs, Module, Type, TypeDef, TypeId};
use crate::lower::docs;
use crate::lower::names::reserved;

/// Gives every type a home: the one module whose calls use it, else the shared one. A component has one
/// even if nothing uses it. `arriving` is what webhooks and callbacks send.
pub(super) fn house(
    root: &mut Module,
    types: &mut [TypeDef],
    arriving: &[Type],
    components: &[Type],
    unread: &[Type],
) {
    let mut of_unread = Vec::new();
    for ty in unread {
        reach(ty, types, &mut HashSet::new(), &mut of_unread);
    }
    let of_unread: HashSet<usize> = of_unread.into_iter().collect();
    let mut homes: Vec<Option<Home>> = vec![None; types.len()];
    let mut order = Vec::new();
    let mut path = Vec::new();
    let mut uses = Vec::new();
    visit(root, &mut path, types, &mut homes, &mut order, &mut uses);
    let mut said = Said {
        several: homes.contains(&Some(Home::Shared)),
        ..Said::default()
    };
    let mut seen = HashSet::new();
    let mut arrived = Vec::new();
    for ty in arriving {
        reach(ty, types, &mut seen, &mut arrived);
    }
    for index in &arrived {
        types[*index].received = true;
        if homes[*index].is_none() {
            homes[*index] = Some(Home::Shared);
            order.push(*index);
            said.arriving = true;
        }
    }
    for component in components {
        let own = component.id().map(|id| id.0 as usize);
        let mut unused = Vec::new();
        reach(component, types, &mut seen, &mut unused);
        for index in unused {
            if homes[index].is_some() {
                continue;
            }
            homes[index] = Some(Home::Shared);
            order.push(index);
            if types[index].named || own == Some(index) {
                let names = match of_unread.contains(&index) {
                    true => &mut said.unread,
                    false => &mut said.unused,
                };
                names.push(types[index].name.clone());
            }
        }
    }
    for (def, home) in types.iter_mut().zip(&homes) {
        def.left_out = home.is_none();
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
            Some(Home::Shared) => shared.push(id),
            None => {}
        }
    }
    mark(root, types);
    if !shared.is_empty() {
        let blocks = said.blocks();
        root.children.push(Module {
            name: reserved::SHARED.to_owned(),
            docs: Docs { blocks },
            handle: None,
            types: shared,
            shared: Vec::new(),
            features: Vec::new(),
            children: Vec::new(),
        });
    }
}

/// What the documentation of the shared module says.
#[derive(Default)]
struct Said {
    /// Several resources use some of the types.
    several: bool,
    /// Webhooks or callbacks use some.
    arriving: bool,
    /// The components that nothing uses.
    unused: Vec<String>,
    /// Those that only bodies have which are texts or bytes to the client.
    unread: Vec<String>,
}

impl Said {
    fn blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.several {
            blocks.push(docs::sentence("What several resources share."));
        }
        if self.arriving {
            blocks.push(docs::sentence("What webhooks and callbacks send."));
        }
        if !self.unread.is_empty() {
            blocks.push(docs::sentence(format!(
                "The operations of this client have {} in bodies that it takes and gives as text or bytes; serde \
                 reads them from JSON.",
                listed(self.unread)
            )));
        }
        if !self.unused.is_empty() {
            blocks.push(docs::sentence(format!(
                "No operation of this client uses {}: the description has such components, and serde reads \
                 them from JSON.",
                listed(self.unused)
            )));
        }
        blocks
    }
}

/// Links to the first types of a list, and the number of the others.
fn listed(mut names: Vec<String>) -> String {
    const MOST_NAMED: usize = 20;
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let names: Vec<String> = names.iter().map(|name| format!("[`{name}`]")).collect();
    let and_more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{and_more}", names.join(", "))
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
pub(in crate::lower) fn reach(
    ty: &Type,
    types: &[TypeDef],
    seen: &mut HashSet<usize>,
    reached: &mut Vec<usize>,
) {
    let mut stack = vec![ty];
    while let Some(ty) = stack.pop() {
        let mut next = ty.id();
        while let Some(id) = next.filter(|id| seen.insert(id.0 as usize)) {
            reached.push(id.0 as usize);
            let def = &types[id.0 as usize];
            let from = stack.len();
            stack.extend(def.shape.types());
            stack[from..].reverse();
            // Another name of a type needs the type.
            next = def.same_as;
        }
    }
}

/// Marks what requests contain, which can be built, and what answers and errors contain.
fn mark(module: &Module, types: &mut [TypeDef]) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    let (mut seen_sent, mut seen_received) = (HashSet::new(), HashSet::new());
    let mut modules = vec![module];
    while let Some(module) = modules.pop() {
        modules.extend(&module.children);
        let operations = module.handle.iter().flat_map(|handle| &handle.operations);
        for operation in operations {
            for ty in operation.sent() {
                reach(ty, types, &mut seen_sent, &mut sent);
            }
            for ty in operation.received().chain(operation.errors.types()) {
                reach(ty, types, &mut seen_received, &mut received);
            }
        }
    }
    for index in sent {
        types[index].sent = true;
    }
    for index in received {
        types[index].received = true;
    }
}

fn module_at<'m>(root: &'m mut Module, path: &[usize]) -> &'m mut Module {
    path.iter()
        .fold(root, |module, index| &mut module.children[*index])
}
