//! The tree while it is made: a node for each fixed segment of a URL.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::TagDocs;
use super::methods::Place;
use crate::api::{Docs, Handle, Module, Operation};
use crate::keywords::is_keyword;
use crate::lower::docs;
use crate::lower::names::{self, Naming, Scope, Wish, reserved};
use crate::lower::operation::PlacedCall;
use crate::names::{HANDLES, REQUESTS, SERVERS_MODULE, TYPES};

/// What the tree needs to know of the rest.
pub(super) struct Surroundings<'a, 'r, 's> {
    /// The names of the types.
    pub types: HashSet<String>,
    pub tags: &'a TagDocs<'s>,
    pub names: &'a Naming<'r, 's>,
}

/// A resource while the tree is made.
#[derive(Default)]
pub(super) struct Node<'s> {
    /// The URL's own segment.
    segment: String,
    path: String,
    calls: Vec<(PlacedCall<'s>, Vec<String>)>,
    children: IndexMap<String, Node<'s>>,
}

/// The way to a node.
#[derive(Clone, Default)]
struct Way {
    /// `client.fine_tuning.jobs`: what the file of names calls it.
    chain: String,
    /// The name of the module; empty at the root.
    name: String,
    /// The segment of the node above.
    parent: String,
}

impl<'s> Node<'s> {
    pub fn place(&mut self, call: PlacedCall<'s>, place: Place) {
        let mut node = self;
        for segment in place.segments {
            let name = names::snake(&segment);
            let above = node.path.len();
            node = node.children.entry(name).or_insert_with(|| {
                // The start of the URL, with the parameters on the way.
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

    /// The module of the root, with all below it.
    pub fn module(self, around: &Surroundings<'_, '_, 's>) -> Module {
        let way = Way {
            chain: "client".to_owned(),
            ..Way::default()
        };
        self.module_at(&way, around)
    }

    fn module_at(self, way: &Way, around: &Surroundings<'_, '_, 's>) -> Module {
        let is_root = way.name.is_empty();
        let mut docs = Docs::default();
        if !is_root {
            if way.parent.is_empty() {
                docs = self.tag_docs(around.tags);
            }
            docs.blocks.push(match docs.blocks.is_empty() {
                true => docs::sentence(format!("The operations of {}.", docs::code(&self.path))),
                false => docs::sentence(docs::code(&self.path)),
            });
        }
        let handle_name = match is_root {
            true => "Client".to_owned(),
            false => self.handle_name(way, around),
        };
        let (accessors, methods) = self.methods(way, around.names);
        let mut children = Vec::new();
        for ((key, mut node), name) in self.children.into_iter().zip(accessors) {
            if key == way.name {
                node.segment = format!("nested {}", node.segment);
            }
            let below = Way {
                chain: format!("{}.{key}", way.chain),
                name,
                parent: self.segment.clone(),
            };
            children.push(node.module_at(&below, around));
        }
        let operations = self.calls.into_iter().zip(methods);
        let operations = operations
            .map(|((placed, _), name)| Operation {
                name,
                ..placed.call
            })
            .collect();
        Module {
            name: way.name.clone(),
            docs,
            handle: Some(Handle {
                name: handle_name,
                operations,
            }),
            types: Vec::new(),
            shared: Vec::new(),
            features: Vec::new(),
            children,
        }
    }

    /// The documentation of the one tag that all operations at and below this resource have.
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

    /// The name of the handle of the resource. Several modules may have one of the same name.
    fn handle_name(&self, way: &Way, around: &Surroundings<'_, '_, 's>) -> String {
        let plain = names::upper_camel(&self.segment);
        // A module and a type share a namespace: `_0` cannot be both.
        let plain = plain
            .strip_prefix('_')
            .map_or(plain.clone(), |rest| format!("Resource{rest}"));
        let longer = names::upper_camel(&format!("{} {}", way.parent, self.segment));
        let resource = names::with_end(&plain, "Resource");
        let before = around.names.remembered(HANDLES, &way.chain);
        let is_free = |name: &String| {
            !around.types.contains(name)
                && !reserved::is_type(name)
                && (before == Some(name)
                    || [REQUESTS, TYPES]
                        .iter()
                        .all(|group| !around.names.was_given(group, name)))
        };
        let before_first = before.map(str::to_owned).into_iter();
        let mut candidates = before_first.chain([plain, longer, resource.clone()]);
        let name = candidates.find(is_free).unwrap_or(resource);
        around.names.note(HANDLES, &way.chain, &name);
        name
    }

    /// The names of the methods that lead to the children, and of those that make the calls.
    fn methods(&self, way: &Way, memory: &Naming<'_, '_>) -> (Vec<String>, Vec<String>) {
        let is_root = way.name.is_empty();
        let mut scope = match is_root {
            true => Scope::with(reserved::of_client()),
            false => Scope::with(reserved::of_handles()),
        };
        let children = self.children.keys().map(|child| {
            let of_servers = memory.remembered(SERVERS_MODULE, "module");
            let is_taken = is_root && of_servers == Some(child.as_str());
            // A client from before keeps the resource `r#type` that it has.
            let chain = format!("{}.{child}", way.chain);
            let is_new = memory.remembered(HANDLES, &chain).is_none();
            let plain = names::in_ascii(child);
            let is_refused =
                is_keyword(&plain) || reserved::is_crate(&plain) || reserved::is_device(&plain);
            let is_taken = is_taken || (is_new && is_refused);
            let file = match is_taken || reserved::is_module(&plain, is_root) {
                true => names::with_end(&plain, "_resource"),
                false if is_new => spelled(&plain),
                false => plain,
            };
            // `/teams/{id}/teams`: a path to the outer module would lead to the inner one.
            let file = match file == way.name {
                true => format!("nested_{child}"),
                false => file,
            };
            // `add_resource` within `add_resource` would be taken for the outer one as well.
            let longer = match names::with_end(&file, "_resource") {
                longer if longer == way.name => format!("nested_{child}"),
                longer => longer,
            };
            Wish {
                keys: vec![format!("/{child}")],
                exact: file == *child,
                candidates: vec![file, longer],
                ..Wish::default()
            }
        });
        let calls = self.calls.iter().map(|(call, candidates)| Wish {
            keys: vec![call.route.clone()],
            candidates: candidates.clone(),
            said: call.said.clone(),
            ..Wish::default()
        });
        let wishes: Vec<Wish> = children.chain(calls).collect();
        let mut accessors = memory.settle_methods(&way.chain, &mut scope, &wishes);
        let methods = accessors.split_off(self.children.len());
        (accessors, methods)
    }
}

/// A name that begins with a digit, so that it needs no `_`: `two_fa` of `2fa`, `resource_10dlc` of `10dlc`.
fn spelled(name: &str) -> String {
    let digits = name.strip_prefix('_').unwrap_or_default();
    let mut chars = digits.chars();
    let Some(digit) = chars.next().and_then(|first| first.to_digit(10)) else {
        return name.to_owned();
    };
    match (DIGITS.get(digit as usize), chars.as_str()) {
        (Some(word), rest) if rest.starts_with(char::is_alphabetic) => format!("{word}_{rest}"),
        _ => format!("resource_{digits}"),
    }
}

const DIGITS: [&str; 10] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];
