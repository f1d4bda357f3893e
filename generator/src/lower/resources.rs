//! The tree of resources: the operations in their modules, each with its names, and each type in the module
//! that alone uses it.

mod answers;
mod errors;
mod headers;
mod homes;
mod methods;
mod segments;
mod tree;
pub(super) mod versions;
mod words;

use std::collections::{HashMap, HashSet};

pub(super) use self::homes::reach;
use self::methods::{Place, places};
use self::tree::Node;
use super::finish::Settled;
use super::names::{Naming, Wish, with_end};
use super::operation::PlacedCall;
use crate::api::{Docs, Module, Operation, Type};
use crate::names::REQUESTS;

/// The documentation of the tags, by their names.
pub(super) type TagDocs<'s> = HashMap<&'s str, Docs>;

/// What the operations are arranged by.
pub(super) struct Around<'a, 'r, 's> {
    pub tags: &'a TagDocs<'s>,
    pub names: &'a Naming<'r, 's>,
    /// What webhooks and callbacks send.
    pub arriving: &'a [Type],
    /// The types of all components.
    pub components: &'a [Type],
    /// Those of components that are in bodies which are texts or bytes to the client.
    pub unread: &'a [Type],
}

/// Arranges the operations into modules, names modules, methods and requests, and gives every type its home.
pub(super) fn arrange(
    calls: Vec<PlacedCall<'_>>,
    settled: &mut Settled,
    around: &Around<'_, '_, '_>,
) -> Module {
    let Around {
        tags,
        names,
        arriving,
        components,
        unread,
    } = *around;
    let places = places(&calls);
    let mut root = Node::default();
    let mut routes = HashMap::new();
    for (call, place) in calls.into_iter().zip(places) {
        routes.insert(key(&call.call), call.route.clone());
        let place = as_before(&call, place, names);
        root.place(call, place);
    }
    let types: HashSet<String> = settled.types.iter().map(|def| def.name.clone()).collect();
    let mut module = root.module(&tree::Surroundings { types, tags, names });
    name_requests(&mut module, settled, &routes, names);
    answers::name(&mut module, &mut settled.scope, &routes, names);
    errors::name(&mut module, &mut settled.scope, &routes, names);
    headers::name(&mut module, &mut settled.scope, &routes, names);
    homes::house(
        &mut module,
        &mut settled.types,
        arriving,
        components,
        unread,
    );
    module
}

/// Puts an operation where it was in the last version, under the name that it had. A new way to send its body is beside
/// the others.
fn as_before(call: &PlacedCall<'_>, place: Place, names: &Naming<'_, '_>) -> Place {
    let beside = || {
        let variant = call.call.variant.as_ref()?;
        let (route, _) = call.route.rsplit_once(" as ")?;
        let (chain, method) = names.method_before(route)?;
        let end = super::names::as_variant(variant);
        Some((chain, super::names::with_end(method, &end)))
    };
    let known = names.method_before(&call.route);
    let known = known.map(|(chain, method)| (chain, method.to_owned()));
    let Some((chain, method)) = known.or_else(beside) else {
        return place;
    };
    let own: Vec<String> = place
        .segments
        .iter()
        .map(|segment| super::names::snake(segment))
        .collect();
    let before: Vec<&str> = chain.split('.').skip(1).collect();
    let segments = match own == before {
        true => place.segments,
        // As the URL spells it, where it does.
        false => before
            .into_iter()
            .map(|name| {
                let mut segments = call.path.split('/');
                let spelled = segments.find(|segment| super::names::snake(segment) == name);
                spelled.unwrap_or(name).to_owned()
            })
            .collect(),
    };
    let methods = [method].into_iter().chain(place.methods).collect();
    Place { segments, methods }
}

/// The operation of a call, and which of its ways it is.
type Key = (String, Option<String>);

/// Operations may have one `operationId`, in a description that is read leniently.
fn key(operation: &Operation) -> Key {
    let place = format!("{} {} {}", operation.method, operation.path, operation.id);
    (place, operation.variant.clone())
}

/// Names the requests. A request is a type: it has no name that another type or a handle in its module has.
fn name_requests(
    root: &mut Module,
    settled: &mut Settled,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut operations: Vec<(&mut Operation, Vec<String>)> = Vec::new();
    collect(root, &mut operations);
    let wishes: Vec<Wish> = operations
        .iter()
        .map(|(operation, candidates)| Wish {
            keys: vec![routes[&key(operation)].clone()],
            candidates: candidates.clone(),
            ..Wish::default()
        })
        .collect();
    let given = names.settle(REQUESTS, &mut settled.scope, &wishes);
    for ((operation, _), name) in operations.into_iter().zip(given) {
        operation.request = name;
    }
}

/// Every operation, and the names for its request that no handle in the same file has.
fn collect<'m>(module: &'m mut Module, operations: &mut Vec<(&'m mut Operation, Vec<String>)>) {
    let handles = handles(module);
    for child in &mut module.children {
        collect(child, operations);
    }
    for operation in module
        .handle
        .iter_mut()
        .flat_map(|handle| &mut handle.operations)
    {
        let ends = ["", "Call", "Request"].iter();
        let candidates = ends.map(|end| match *end {
            "" => operation.request.clone(),
            end => with_end(&operation.request, end),
        });
        let free = free(candidates, &handles);
        operations.push((operation, free));
    }
}

/// A call, as far as the naming of its types needs it.
struct User<'m> {
    request: String,
    key: Key,
    /// The handles in the same file.
    handles: &'m HashSet<String>,
}

/// Shows every call below a module, of each operation first the one that comes first.
fn visit(module: &mut Module, see: &mut dyn FnMut(&User<'_>, &mut Operation)) {
    let handles = handles(module);
    let handle = module.handle.iter_mut();
    for operation in handle.flat_map(|handle| &mut handle.operations) {
        let user = User {
            request: operation.request.clone(),
            key: key(operation),
            handles: &handles,
        };
        see(&user, operation);
    }
    for child in &mut module.children {
        visit(child, see);
    }
}

/// The names of the handles in the file of a module.
fn handles(module: &Module) -> HashSet<String> {
    let children = module.children.iter();
    let handles = children.filter_map(|child| child.handle.as_ref());
    let handles = handles.chain(&module.handle);
    handles.map(|handle| handle.name.clone()).collect()
}

/// The names that no handle in the same file has. The types of requests are in the same file.
fn free(candidates: impl Iterator<Item = String>, handles: &HashSet<String>) -> Vec<String> {
    candidates.filter(|name| !handles.contains(name)).collect()
}
