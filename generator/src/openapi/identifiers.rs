//! The schemas that say how they are called: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema
//! 2020-12 §8.2), and the document's own `$self` (OpenAPI 3.2 §4.1.1).

use std::collections::HashMap;

use super::uri;
use crate::source::{Node, Place, Sources, Value, follow};

/// Where each name leads. A name that is given twice leads to the first.
#[derive(Debug)]
pub(super) struct Identifiers<'s> {
    sources: &'s Sources,
    /// By the place of its root: every file, and every schema with an `$id`.
    resources: HashMap<Place, Resource<'s>>,
    /// The roots by their URIs.
    ids: HashMap<String, Place>,
    /// The anchors of all resources.
    anchors: HashMap<&'s str, &'s Node>,
    dynamic: HashMap<&'s str, Vec<&'s Node>>,
}

/// A schema with a URI of its own, and all within it that has none.
#[derive(Debug)]
struct Resource<'s> {
    root: &'s Node,
    uri: String,
    anchors: HashMap<&'s str, &'s Node>,
    /// A file, whose references are paths.
    file: bool,
}

impl<'s> Identifiers<'s> {
    pub fn of(sources: &'s Sources) -> Self {
        let mut identifiers = Self {
            sources,
            resources: HashMap::new(),
            ids: HashMap::new(),
            anchors: HashMap::new(),
            dynamic: HashMap::new(),
        };
        for root in sources.roots() {
            identifiers.open(root, String::new(), true);
            identifiers.collect(root, root.place);
        }
        identifiers
    }

    fn open(&mut self, root: &'s Node, uri: String, file: bool) {
        if !uri.is_empty() {
            self.ids.entry(uri.clone()).or_insert(root.place);
        }
        let resource = Resource {
            root,
            uri,
            anchors: HashMap::new(),
            file,
        };
        self.resources.insert(root.place, resource);
    }

    fn collect(&mut self, node: &'s Node, mut resource: Place) {
        let members = match &node.value {
            Value::Array(items) => {
                return items.iter().for_each(|item| self.collect(item, resource));
            }
            Value::Object(members) => members,
            _ => return,
        };
        let own = |key| members.get(key).and_then(Node::as_str);
        if let Some(id) = own("$id").or(own("$self")) {
            let base = self.resources.get(&resource);
            let base = base.map_or("", |resource| resource.uri.as_str());
            let id = id.split('#').next().unwrap_or_default();
            let uri = uri::join(base, id);
            self.open(node, uri, own("$id").is_none());
            resource = node.place;
        }
        for (key, member) in members {
            match (key.as_str(), member.as_str()) {
                ("$anchor", Some(name)) => self.name(name, node, resource),
                ("$dynamicAnchor", Some(name)) => {
                    self.name(name, node, resource);
                    self.dynamic.entry(name).or_default().push(node);
                }
                _ => self.collect(member, resource),
            }
        }
    }

    fn name(&mut self, name: &'s str, node: &'s Node, resource: Place) {
        self.anchors.entry(name).or_insert(node);
        if let Some(resource) = self.resources.get_mut(&resource) {
            resource.anchors.entry(name).or_insert(node);
        }
    }

    /// The root of the resource that a place lies in.
    pub fn resource(&self, mut place: Place) -> Place {
        while !self.resources.contains_key(&place) {
            match self.sources.parent(place) {
                Some(parent) => place = parent,
                None => break,
            }
        }
        place
    }

    /// Whether the root of a resource is a schema with an `$id`.
    pub fn is_schema(&self, root: Place) -> bool {
        let resource = self.resources.get(&root);
        resource.is_some_and(|resource| !resource.file)
    }

    /// What a reference means within a schema that has an `$id`.
    pub fn within(&self, from: Place, reference: &str) -> Option<&'s Node> {
        let root = self.resource(from);
        self.is_schema(root)
            .then(|| self.of_resource(root, reference))?
    }

    /// What a reference by a name leads to, seen from the resource that contains it.
    pub fn strictly(&self, from: Place, reference: &str) -> Option<&'s Node> {
        self.of_resource(self.resource(from), reference)
    }

    /// What a reference by a name leads to, if need be in another resource.
    pub fn find(&self, from: Place, reference: &str) -> Option<&'s Node> {
        self.strictly(from, reference).or_else(|| {
            let (_, fragment) = reference.split_once('#')?;
            self.anchors.get(fragment).copied()
        })
    }

    fn of_resource(&self, root: Place, reference: &str) -> Option<&'s Node> {
        let (name, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let mut resource = self.resources.get(&root)?;
        if !name.is_empty() {
            let uri = uri::join(&resource.uri, name);
            resource = self.resources.get(self.ids.get(&uri)?)?;
        }
        match fragment {
            _ if fragment.is_empty() || fragment.starts_with('/') => {
                follow(resource.root, fragment).ok()
            }
            _ => resource.anchors.get(fragment).copied(),
        }
    }

    /// The schemas that a `$dynamicRef` by a name can lead to.
    pub fn dynamic(&self, name: &str) -> &[&'s Node] {
        self.dynamic.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names of which there are several such schemas.
    pub fn contended(&self) -> impl Iterator<Item = (&'s str, &[&'s Node])> {
        let names = self.dynamic.iter().filter(|(_, nodes)| nodes.len() > 1);
        names.map(|(name, nodes)| (*name, nodes.as_slice()))
    }
}
