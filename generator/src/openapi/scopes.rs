//! What a `$dynamicRef` means depends on the way to it: of the resources that lie on the way, the
//! first that has a `$dynamicAnchor` of its name (JSON Schema 2020-12 §8.2.3.2). A schema from which
//! such a reference can be reached is read once for each meaning that it has there.

use std::cell::RefCell;
use std::collections::HashMap;

use indexmap::IndexSet;

use super::identifiers::Identifiers;
use crate::source::{Node, Place, Sources, Value};

/// How many ways are told apart. Beyond them, references have no meaning that is known.
const MAX_SCOPES: usize = 256;

/// How many names are looked at, each of them a bit.
const MAX_NAMES: usize = 64;

/// A way, as far as it decides something. The first is that which decides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Scope(usize);

/// The number of a name, and the place that it leads to.
type Binding = (usize, Place);

/// Every way that was met.
#[derive(Debug)]
pub(super) struct Scopes<'s> {
    names: HashMap<&'s str, usize>,
    /// The anchors of a resource, by its root.
    anchors: HashMap<Place, Vec<Binding>>,
    nodes: HashMap<Place, &'s Node>,
    /// From which places which names can be met, a bit for each.
    reaching: HashMap<Place, u64>,
    met: RefCell<IndexSet<Vec<Binding>>>,
}

impl<'s> Scopes<'s> {
    /// `None` when every reference means the same wherever it is met.
    pub fn of(
        sources: &'s Sources,
        identifiers: &Identifiers<'s>,
        resolve: &dyn Fn(&Node, &str) -> Option<&'s Node>,
    ) -> Option<Self> {
        let mut contended: Vec<(&str, &[&Node])> = identifiers.contended().collect();
        contended.sort_by_key(|(_, nodes)| nodes[0].place);
        contended.truncate(MAX_NAMES);
        if contended.is_empty() {
            return None;
        }
        let mut scopes = Self {
            names: HashMap::new(),
            anchors: HashMap::new(),
            nodes: HashMap::new(),
            reaching: HashMap::new(),
            met: RefCell::new(IndexSet::from([Vec::new()])),
        };
        for (index, (name, nodes)) in contended.into_iter().enumerate() {
            scopes.names.insert(name, index);
            for node in nodes {
                let owner = owner(sources, identifiers, node.place);
                let own = scopes.anchors.entry(owner).or_default();
                if !own.iter().any(|(known, _)| *known == index) {
                    own.push((index, node.place));
                }
                scopes.nodes.insert(node.place, node);
            }
        }
        scopes.reach(sources, identifiers, resolve);
        Some(scopes)
    }

    /// Finds from where each name can be met: up from its references, and back over references.
    fn reach(
        &mut self,
        sources: &'s Sources,
        identifiers: &Identifiers<'s>,
        resolve: &dyn Fn(&Node, &str) -> Option<&'s Node>,
    ) {
        let mut referrers: HashMap<Place, Vec<Place>> = HashMap::new();
        let mut grown: Vec<(Place, u64)> = Vec::new();
        let mut open: Vec<&Node> = sources.roots().collect();
        while let Some(node) = open.pop() {
            let members = match &node.value {
                Value::Array(items) => {
                    open.extend(items);
                    continue;
                }
                Value::Object(members) => members,
                _ => continue,
            };
            open.extend(members.values());
            let text = |key| {
                let reference: Option<&Node> = members.get(key);
                reference.and_then(|reference| Some((reference, reference.as_str()?)))
            };
            if let Some((reference, text)) = text("$ref")
                && let Some(target) = resolve(reference, text)
            {
                referrers.entry(target.place).or_default().push(node.place);
            }
            if let Some((_, text)) = text("$dynamicRef")
                && let Some((_, name)) = text.rsplit_once('#')
                && let Some(index) = self.names.get(name)
            {
                grown.push((node.place, 1 << index));
                for target in identifiers.dynamic(name) {
                    referrers.entry(target.place).or_default().push(node.place);
                }
            }
        }
        while let Some((place, bits)) = grown.pop() {
            let known = self.reaching.entry(place).or_default();
            if *known | bits == *known {
                continue;
            }
            *known |= bits;
            grown.extend(sources.parent(place).map(|parent| (parent, bits)));
            let referrers = referrers.get(&place).into_iter().flatten();
            grown.extend(referrers.map(|referrer| (*referrer, bits)));
        }
    }

    /// The way that leads on to a schema.
    pub fn enter(&self, scope: Scope, place: Place, identifiers: &Identifiers<'s>) -> Scope {
        let Some(reaching) = self.reaching.get(&place) else {
            return Scope::default();
        };
        let mut met = self.met.borrow_mut();
        let mut bindings = met.get_index(scope.0).cloned().unwrap_or_default();
        for root in [identifiers.resource(place), place] {
            for binding in self.anchors.get(&root).into_iter().flatten() {
                if !bindings.iter().any(|(known, _)| *known == binding.0) {
                    bindings.push(*binding);
                }
            }
        }
        bindings.retain(|(name, _)| reaching & (1 << name) != 0);
        bindings.sort_unstable();
        if met.len() >= MAX_SCOPES && !met.contains(&bindings) {
            return Scope::default();
        }
        Scope(met.insert_full(bindings).0)
    }

    /// What a name leads to on this way.
    pub fn find(&self, scope: Scope, name: &str) -> Option<&'s Node> {
        let index = self.names.get(name)?;
        let met = self.met.borrow();
        let mut bindings = met.get_index(scope.0)?.iter();
        let (_, place) = bindings.find(|(known, _)| known == index)?;
        self.nodes.get(place).copied()
    }
}

/// What an anchor belongs to: the schema with an `$id` around it. Where there is none, whole
/// documents would be one resource, and people mean the schema that has the anchor in its `$defs`.
fn owner(sources: &Sources, identifiers: &Identifiers<'_>, place: Place) -> Place {
    let root = identifiers.resource(place);
    if identifiers.is_schema(root) {
        return root;
    }
    let definitions = sources.parent(place);
    let definitions = definitions.filter(|above| sources.key(*above) == Some("$defs"));
    let holder = definitions.and_then(|definitions| sources.parent(definitions));
    holder.unwrap_or(place)
}
