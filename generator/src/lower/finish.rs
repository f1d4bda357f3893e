//! What can be settled only when every type is known: names, boxes on cycles, derives.

use std::collections::{HashMap, HashSet};

use super::drafts::Draft;
use super::names::Scope;
use crate::api::{Block, Derives, Member, Presence, Rest, Shape, Type, TypeDef, TypeId};
use crate::diagnostic::{Code, Report};

/// What a crate's root and the prelude call so already.
const TAKEN: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "IndexMap",
    "Unpin",
    "Vec",
    "BTreeMap",
    "Value",
    "Map",
    "Api",
    "Base64",
    "Basic",
    "Bearer",
    "Call",
    "Client",
    "ClientBuilder",
    "Date",
    "DateTime",
    "Error",
    "ErrorKind",
    "Extra",
    "HeaderKey",
    "HeaderSetting",
    "Items",
    "List",
    "Method",
    "Nullable",
    "Operation",
    "Page",
    "Pages",
    "Pending",
    "QueryKey",
    "BlockingItems",
    "BlockingPages",
    "HeaderMap",
    "StatusCode",
    "TestServer",
    "RateLimit",
    "RateLimits",
    "Response",
    "Timestamp",
];

/// Whether a name means something already.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
}

/// Settles the names and breaks the cycles. Gives the types and the names that are taken.
pub(super) fn types(drafts: Vec<Draft<'_>>, report: &Report<'_>) -> (Vec<TypeDef>, Scope) {
    let mut scope = Scope::with(TAKEN);
    let mut names: HashMap<usize, String> = HashMap::new();
    // Components first: their names are the document's own, wherever they are met.
    for named in [true, false] {
        for (index, draft) in drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.named == named)
        {
            let by_shape = match draft.def.shape {
                Shape::Struct(_) => "Object",
                _ => "Value",
            };
            let longer = format!("{}{by_shape}", draft.wanted);
            let name = scope.take([draft.wanted.as_str(), longer.as_str()]);
            if name != draft.wanted && named {
                let message = format!(
                    "the type `{}` is called `{name}`, since another has its name",
                    draft.wanted
                );
                report.add(report.at_key(Code::Renamed, draft.node, message));
            }
            names.insert(index, name);
        }
    }
    let types = drafts.into_iter().map(|draft| TypeDef {
        named: draft.named,
        ..draft.def
    });
    let mut types: Vec<TypeDef> = types.collect();
    for (index, name) in names {
        types[index].name = name;
    }
    break_cycles(&mut types);
    (types, scope)
}

/// What the field says in full, the type that only it has says in a sentence.
pub(super) fn shorten_docs(drafts: &mut [Draft<'_>]) {
    let mut said: HashSet<usize> = HashSet::new();
    for draft in drafts.iter() {
        let Shape::Struct(object) = &draft.def.shape else {
            continue;
        };
        let fields = object.members.iter().filter_map(|member| match member {
            Member::Field(field) => Some(field),
            Member::Constant { .. } => None,
        });
        for field in fields {
            if let Type::Named(id) = innermost(&field.ty)
                && field
                    .docs
                    .blocks
                    .starts_with(&drafts[id.0 as usize].def.docs.blocks)
            {
                said.insert(id.0 as usize);
            }
        }
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        if !draft.named && said.contains(&index) {
            draft.def.docs.blocks.truncate(1);
            if let Some(Block::Text(text, 0)) = draft.def.docs.blocks.first_mut()
                && let Some(end) = first_sentence(text)
            {
                text.truncate(end);
            }
        }
    }
}

/// Where the first sentence ends: before a space and a capital, and not after `e.g.`
fn first_sentence(text: &str) -> Option<usize> {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    ends.into_iter().find(|end| {
        let word = text[..*end].rsplit(' ').next().unwrap_or_default();
        text[end + 1..].starts_with(char::is_uppercase) && word.matches('.').count() == 1
    })
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
            innermost(inner)
        }
        other => other,
    }
}

/// Boxes the fields that would make a type contain itself.
fn break_cycles(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types.iter().map(direct).collect();
    let component = components(&edges);
    let mut size = vec![0; types.len()];
    component.iter().for_each(|name| size[*name] += 1);
    for index in 0..types.len() {
        let name = component[index];
        let own_cycle = |target: TypeId| component[target.0 as usize] == name;
        let alone = size[name] == 1 && !edges[index].contains(&index);
        if alone {
            continue;
        }
        for ty in types[index].shape.held_mut() {
            box_direct(ty, &own_cycle);
        }
    }
}

fn box_direct(ty: &mut Type, in_cycle: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Option(inner) => box_direct(inner, in_cycle),
        Type::Named(id) if in_cycle(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        _ => {}
    }
}

/// The types that a type holds by value.
fn direct(def: &TypeDef) -> Vec<usize> {
    fn named(ty: &Type) -> Option<usize> {
        match ty {
            Type::Named(id) => Some(id.0 as usize),
            Type::Option(inner) => named(inner),
            _ => None,
        }
    }
    let held = def.shape.held();
    held.into_iter().filter_map(named).collect()
}

/// The strongly connected component of each node, by Tarjan's algorithm without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut component = vec![UNSEEN; edges.len()];
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for root in 0..edges.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, next)) = work.pop() {
            if next == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                stack.push(node);
            }
            match edges[node].get(next) {
                Some(&target) => {
                    work.push((node, next + 1));
                    if order[target] == UNSEEN {
                        work.push((target, 0));
                    } else if component[target] == UNSEEN {
                        low[node] = low[node].min(order[target]);
                    }
                }
                None => {
                    if low[node] == order[node] {
                        while let Some(member) = stack.pop() {
                            component[member] = node;
                            if member == node {
                                break;
                            }
                        }
                    }
                    if let Some((parent, _)) = work.last() {
                        low[*parent] = low[*parent].min(low[node]);
                    }
                }
            }
        }
    }
    component
}

/// Derives what no addition to the document can take away again: what a struct or a union holds
/// next year may have no `Eq`, and a struct that is only received may get a required member.
pub(super) fn derive(types: &mut [TypeDef]) {
    for def in types {
        let plain = matches!(def.shape, Shape::StringEnum(_) | Shape::IntegerEnum(_));
        let nothing_required = match &def.shape {
            Shape::Struct(object) => {
                let nothing = |member: &Member| match member {
                    Member::Field(field) => field.presence != Presence::Required,
                    Member::Constant { .. } => true,
                };
                object.members.iter().all(nothing) && !matches!(object.rest, Rest::Union(..))
            }
            _ => false,
        };
        def.derives = Derives {
            copy: matches!(def.shape, Shape::IntegerEnum(_)),
            eq: plain,
            hash: plain,
            default: def.sent && nothing_required,
        };
    }
}
