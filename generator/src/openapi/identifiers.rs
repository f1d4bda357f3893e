//! The schemas that say how they are called: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema
//! 2020-12 §8.2), and the document's own `$self` (OpenAPI 3.2 §4.1.1).

use std::collections::HashMap;

use crate::source::{Node, Sources, Value, follow};

/// Where each name leads. A name that is given twice leads to the first.
#[derive(Debug, Default)]
pub(super) struct Identifiers<'s> {
    ids: HashMap<&'s str, &'s Node>,
    anchors: HashMap<&'s str, &'s Node>,
    dynamic: HashMap<&'s str, Vec<&'s Node>>,
}

impl<'s> Identifiers<'s> {
    pub fn of(sources: &'s Sources) -> Self {
        let mut identifiers = Self::default();
        for root in sources.roots() {
            identifiers.collect(root);
        }
        identifiers
    }

    fn collect(&mut self, node: &'s Node) {
        let members = match &node.value {
            Value::Array(items) => return items.iter().for_each(|item| self.collect(item)),
            Value::Object(members) => members,
            _ => return,
        };
        for (key, member) in members {
            match (key.as_str(), member.as_str()) {
                ("$id" | "$self", Some(id)) => drop(self.ids.entry(id).or_insert(node)),
                ("$anchor", Some(name)) => drop(self.anchors.entry(name).or_insert(node)),
                ("$dynamicAnchor", Some(name)) => {
                    self.anchors.entry(name).or_insert(node);
                    self.dynamic.entry(name).or_default().push(node);
                }
                _ => self.collect(member),
            }
        }
    }

    /// What a reference by a name leads to.
    pub fn find(&self, reference: &str) -> Option<&'s Node> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if base.is_empty() && !fragment.starts_with('/') {
            return self.anchors.get(fragment).copied();
        }
        let resource = *self.ids.get(base)?;
        match fragment {
            "" => Some(resource),
            _ if fragment.starts_with('/') => follow(resource, fragment).ok(),
            _ => self.anchors.get(fragment).copied(),
        }
    }

    /// What a `$dynamicRef` leads to wherever it is met: there is only one anchor of its name.
    pub fn find_dynamic(&self, reference: &str) -> Option<&'s Node> {
        match self.dynamic.get(reference.strip_prefix('#')?)?[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
