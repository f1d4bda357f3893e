//! Which features need each type.

use std::collections::{BTreeMap, HashSet};

use crate::api::{Api, Brings, Module, Operation, Type, TypeId};
use crate::lower::resources::reach;

/// The numbers of the features that need a type, in order; none for a type that is always there.
pub(super) type Users = Vec<usize>;

/// The users of every type.
pub(super) struct UsersOfTypes(Vec<Users>);

impl UsersOfTypes {
    /// Follows the types from whatever names them. What the root names is always there.
    pub fn of(api: &Api) -> Self {
        let mut users: Vec<Users> = vec![Vec::new(); api.types.len()];
        let mut rest = None;
        for (number, feature) in api.features.iter().enumerate() {
            let mut named = Vec::new();
            match &feature.brings {
                Brings::Resource(name) => {
                    let mut children = api.root.children.iter();
                    let resource = children.find(|child| child.name == *name);
                    named.extend(resource.into_iter().flat_map(named_below));
                }
                Brings::Webhooks => {
                    let webhooks = api.webhooks.iter();
                    named.extend(webhooks.flat_map(|webhooks| webhooks.types()));
                }
                Brings::OtherTypes => rest = Some(number),
            }
            for index in reached(api, named) {
                users[index].push(number);
            }
        }
        let error = api.error.iter();
        let error: Vec<Type> = error
            .flat_map(|error| [error.shown, error.body].map(Type::Named))
            .collect();
        let of_root = api.root.handle.iter().flat_map(|handle| &handle.operations);
        let of_root = of_root.flat_map(named).chain(&error);
        let always: HashSet<usize> = reached(api, of_root).into_iter().collect();
        let is_unused = |index: &usize| {
            let is_here = !api.types[*index].left_out && !always.contains(index);
            is_here && users[*index].is_empty()
        };
        let unused: Vec<usize> = (0..users.len()).filter(is_unused).collect();
        // What these need besides is brought by the features of its own users, which this one enables.
        for index in unused {
            users[index].extend(rest);
        }
        for index in always {
            users[index].clear();
        }
        Self(users)
    }

    /// The users of a type.
    pub fn of_type(&self, id: TypeId) -> &[usize] {
        &self.0[id.0 as usize]
    }

    /// Types by their users, in the order of these.
    pub fn groups(&self, types: &[TypeId]) -> BTreeMap<Users, Vec<TypeId>> {
        let mut groups: BTreeMap<Users, Vec<TypeId>> = BTreeMap::new();
        for id in types {
            groups
                .entry(self.of_type(*id).to_vec())
                .or_default()
                .push(*id);
        }
        groups
    }
}

/// Every type that the operations at and below a resource name.
fn named_below(resource: &Module) -> Vec<&Type> {
    let handle = resource.handle.iter();
    let own = handle.flat_map(|handle| &handle.operations).flat_map(named);
    let below = resource.children.iter().flat_map(named_below);
    own.chain(below).collect()
}

/// Every type that an operation names.
fn named(operation: &Operation) -> impl Iterator<Item = &Type> {
    let called = operation.sent().chain(operation.received());
    called
        .chain(operation.errors.types())
        .chain(&operation.callbacks)
}

/// Every named type within these types.
fn reached<'t>(api: &Api, types: impl IntoIterator<Item = &'t Type>) -> Vec<usize> {
    let mut seen = HashSet::new();
    let mut reached = Vec::new();
    for ty in types {
        reach(ty, &api.types, &mut seen, &mut reached);
    }
    reached
}
