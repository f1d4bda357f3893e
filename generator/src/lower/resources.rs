//! The tree of resources: the calls at their places, each with the first of its names that is
//! free, and each type with the resource that alone uses it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::operations::PlacedCall;
use super::places::{Place, places};
use super::{docs, names};
use crate::api::{Docs, Handle, Module, Operation, Success, Type, TypeDef, TypeId};

/// What a module's file cannot be called, since it is ours: anywhere, and beside the root.
const OUR_MODULES: &[&str] = &["wire", "mod"];
const OUR_ROOT_MODULES: &[&str] = &["client", "runtime", "types", "lib", "main", "examples"];

/// What a client's methods are called already.
const CLIENT_METHODS: &[&str] = &[
    "new",
    "from_env",
    "builder",
    "to_builder",
    "with_options",
    "call",
    "clone",
    "into",
    "from",
    "fmt",
    "blocking",
];

/// What the tags of the document say of the operations that carry them.
pub(super) type TagDocs<'s> = HashMap<&'s str, Docs>;

/// Arranges the calls into modules, names what is left to name, and gives every type its home.
pub(super) fn arrange(
    calls: Vec<PlacedCall<'_>>,
    types: &mut [TypeDef],
    tags: &TagDocs<'_>,
    scope: names::Scope,
) -> Module {
    let places = places(&calls);
    let mut root = Node::default();
    for (call, place) in calls.into_iter().zip(places) {
        root.place(call, place);
    }
    let mut naming = Naming {
        types: types.iter().map(|def| def.name.clone()).collect(),
        scope,
        tags,
    };
    let mut module = root.module("", "", &mut naming);
    house(&mut module, types);
    module
}

/// What is known of names while modules are made.
struct Naming<'a, 's> {
    types: HashSet<String>,
    /// The names of the whole crate: types, then requests.
    scope: names::Scope,
    tags: &'a TagDocs<'s>,
}

/// A resource while the tree is made.
#[derive(Default)]
struct Node<'s> {
    /// The URL's own segment.
    segment: String,
    path: String,
    calls: Vec<(PlacedCall<'s>, Vec<String>)>,
    children: IndexMap<String, Node<'s>>,
}

impl<'s> Node<'s> {
    fn place(&mut self, call: PlacedCall<'s>, place: Place) {
        let mut node = self;
        for segment in place.segments {
            let name = names::snake(&segment);
            let above = node.path.len();
            node = node.children.entry(name).or_insert_with(|| {
                // As the URL has it, with the parameters on the way.
                let after = |at: usize| call.path.get(at..)?.find(&format!("/{segment}"));
                let start = after(above).map(|at| above + at).or_else(|| after(0));
                let end = start.map_or(call.path.len(), |at| at + 1 + segment.len());
                let path = call.path[..end].to_owned();
                Node {
                    segment,
                    path,
                    ..Node::default()
                }
            });
        }
        node.calls.push((call, place.methods));
    }

    /// What the one tag says that all calls at and below this resource share.
    fn tag_docs(&self, tags: &TagDocs<'s>) -> Docs {
        let mut open = vec![self];
        let mut tag = None;
        while let Some(node) = open.pop() {
            open.extend(node.children.values());
            for (call, _) in &node.calls {
                let first = call.tags.first().copied();
                if first.is_none() || tag.is_some_and(|tag| Some(tag) != first) {
                    return Docs::default();
                }
                tag = first;
            }
        }
        tag.and_then(|tag| tags.get(tag))
            .cloned()
            .unwrap_or_default()
    }

    fn module(self, name: &str, parents: &str, naming: &mut Naming<'_, 's>) -> Module {
        let root = name.is_empty();
        let mut docs = Docs::default();
        if !root {
            if parents.is_empty() {
                docs = self.tag_docs(naming.tags);
            }
            docs.blocks.push(docs::sentence(docs::code(&self.path)));
        }
        let plain = names::upper_camel(&self.segment);
        // A module and a type share a namespace: `_0` cannot be both.
        let plain = plain
            .strip_prefix('_')
            .map_or(plain.clone(), |rest| format!("Resource{rest}"));
        let longer = names::upper_camel(&format!("{parents} {}", self.segment));
        let resource = format!("{plain}Resource");
        let handle_name = [&plain, &longer, &resource]
            .into_iter()
            .find(|name| !naming.types.contains(name.as_str()) && !super::finish::is_taken(name));
        let handle_name = if root {
            "Client".to_owned()
        } else {
            handle_name.cloned().unwrap_or(resource)
        };
        let mut methods = names::Scope::with(if root {
            CLIENT_METHODS
        } else {
            &["new", "clone", "cmp"]
        });
        let mut children = Vec::new();
        for (child, mut node) in self.children {
            let is_ours = |ours: &[&str]| ours.contains(&child.as_str());
            let file = if is_ours(OUR_MODULES) || (root && is_ours(OUR_ROOT_MODULES)) {
                format!("{child}_resource")
            } else if child == name {
                // `/teams/{id}/teams`: a module within one of its name would be taken for that.
                node.segment = format!("nested {}", node.segment);
                format!("nested_{child}")
            } else {
                child
            };
            let accessor = methods.take([file.as_str(), format!("{file}_resource").as_str()]);
            let parents = if root {
                String::new()
            } else {
                self.segment.clone()
            };
            children.push(node.module(&accessor, &parents, naming));
        }
        let handles: Vec<String> = children
            .iter()
            .filter_map(|child: &Module| child.handle.as_ref())
            .map(|handle| handle.name.clone())
            .chain([handle_name.clone()])
            .collect();
        let mut operations = Vec::new();
        let mut constants = names::Scope::with(&["API"]);
        for (placed, candidates) in self.calls {
            let PlacedCall { call, .. } = placed;
            let name = methods.take(candidates.iter().map(String::as_str));
            let longer = format!("{}Call", call.request);
            let own = handles.contains(&call.request);
            let wanted = if own { &longer } else { &call.request };
            let request = naming.scope.take([wanted.as_str(), longer.as_str()]);
            let constant = constants.take([names::shouty(&name).as_str()]);
            operations.push(Operation {
                name,
                request,
                constant,
                ..call
            });
        }
        Module {
            name: name.to_owned(),
            docs,
            handle: Some(Handle {
                name: handle_name,
                operations,
            }),
            types: Vec::new(),
            shared: Vec::new(),
            children,
        }
    }
}

/// Gives every type a home: the one module whose calls use it, else the shared one.
fn house(root: &mut Module, types: &mut [TypeDef]) {
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
            name: "types".to_owned(),
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
        let mut used: Vec<&Type> = Vec::new();
        if let Success::Json(ty) = &operation.success {
            used.push(ty);
        }
        used.extend(operation.body.iter().map(|body| &body.ty));
        let parameters = operation
            .path_parameters
            .iter()
            .chain(&operation.required_parameters)
            .chain(&operation.optional_parameters);
        used.extend(parameters.map(|parameter| &parameter.ty));
        for ty in used {
            reach(ty, types, &mut seen, &mut reached);
        }
        // Errors are everybody's: another operation will have the same ones.
        if let Some(error) = operation.error {
            let mut of_errors = Vec::new();
            reach(
                &Type::Named(error),
                types,
                &mut HashSet::new(),
                &mut of_errors,
            );
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
            Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
                stack.push(inner)
            }
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
            reach(&body.ty, types, &mut seen, &mut sent);
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
