//! The features of cargo: one for each resource of a client that has more than a few, so that who needs some of
//! them compiles those alone.
//!
//! A type is enabled by the feature of each resource that uses it. Types with the same users are in one module,
//! so that one `cfg` attribute is enough for all of them.

mod users;

use self::users::UsersOfTypes;
use super::docs;
use super::names::{Naming, Scope, in_ascii, reserved, snake, with_end};
use crate::api::{
    ALL_RESOURCES, Api, Brings, Docs, Feature, Module, OTHER_TYPES, RECEIVED_WEBHOOKS, TypeId, code,
};
use crate::names::{FEATURES, FEATURES_OF};

/// A client with at most so many resources is one piece.
const FEW: usize = 4;

/// Gives each resource its feature, where there are more than a few, and moves each type to the module of those
/// that use it. A client that was divided once stays so: its callers name the features.
pub(super) fn divide(api: &mut Api, names: &Naming<'_, '_>) {
    let children = api.root.children.iter();
    let resources = children.filter(|child| child.handle.is_some()).count();
    let was_divided = names.remembered(FEATURES, FEATURES_OF).is_some();
    if resources <= FEW && !was_divided {
        return;
    }
    names.note(FEATURES, FEATURES_OF, "resources");
    api.features = features(api);
    for feature in &api.features {
        let name = || feature.name.clone();
        match &feature.brings {
            Brings::Resource(module) => {
                let mut children = api.root.children.iter_mut();
                if let Some(child) = children.find(|child| child.name == *module) {
                    child.features.push(name());
                }
            }
            Brings::Webhooks => {
                if let Some(webhooks) = &mut api.webhooks {
                    webhooks.feature = Some(name());
                }
            }
            Brings::OtherTypes => {}
        }
    }
    let users = UsersOfTypes::of(api);
    house(api, &users);
}

/// The features, by their names.
fn features(api: &Api) -> Vec<Feature> {
    let feature = |name: String, brings: Brings| Feature { name, brings };
    let children = api.root.children.iter();
    let resources = children.filter(|child| child.handle.is_some());
    let mut features: Vec<Feature> = resources
        .map(|child| feature(name(&child.name), Brings::Resource(child.name.clone())))
        .collect();
    if api.webhooks.is_some() {
        features.push(feature(RECEIVED_WEBHOOKS.to_owned(), Brings::Webhooks));
    }
    features.push(feature(OTHER_TYPES.to_owned(), Brings::OtherTypes));
    features.sort_by(|one, other| one.name.cmp(&other.name));
    features
}

/// The prefix of a feature whose resource has the name of a feature that every client has.
const PREFIX: &str = "resource-";

/// The feature of a resource: the name of its module, in kebab-case.
fn name(module: &str) -> String {
    // A feature cannot begin with a hyphen.
    let rest = module.trim_start_matches('_');
    let start = &module[..module.len() - rest.len()];
    let name = format!("{start}{}", rest.replace('_', "-"));
    // Of `gzip` and `resource_gzip`, both get the prefix: no name depends on which other resources there are.
    let plain = name.trim_start_matches(PREFIX);
    let of_parts = [ALL_RESOURCES, RECEIVED_WEBHOOKS, OTHER_TYPES];
    match reserved::is_feature(plain) || of_parts.contains(&plain) {
        true => format!("{PREFIX}{name}"),
        false => name,
    }
}

/// Moves each type to the module of its users. A type that one resource alone uses stays in its module.
fn house(api: &mut Api, users: &UsersOfTypes) {
    let mut types = Vec::new();
    let mut open: Vec<(&mut Module, Option<usize>)> = Vec::new();
    for child in &mut api.root.children {
        let features = api.features.iter();
        let owner = child
            .features
            .first()
            .map(|own| features.take_while(|feature| feature.name != *own).count());
        open.push((child, owner));
    }
    while let Some((module, owner)) = open.pop() {
        let stays = |id: &TypeId| owner.is_some_and(|owner| users.of_type(*id) == [owner]);
        let (own, moved): (Vec<_>, Vec<_>) = module.types.drain(..).partition(stays);
        module.types = own;
        if owner.is_some() {
            // What was at home here is still found here.
            module.shared.extend(&moved);
        }
        types.extend(moved);
        open.extend(module.children.iter_mut().map(|child| (child, owner)));
    }
    types.sort();
    let docs = |child: &mut Module| std::mem::take(&mut child.docs);
    let shared = api
        .root
        .children
        .iter_mut()
        .find(|child| child.handle.is_none());
    let mut shared = Module {
        name: reserved::SHARED.to_owned(),
        docs: shared.map_or_else(|| says("What several resources share."), docs),
        ..Module::default()
    };
    api.root.children.retain(|child| child.handle.is_some());
    let mut scope = Scope::default();
    // The groups of one user, whose names are known, come first.
    let mut groups: Vec<_> = users.groups(&types).into_iter().collect();
    groups.sort_by_key(|(users, _)| users.len());
    for (users, types) in groups {
        if users.is_empty() {
            shared.types = types;
            continue;
        }
        shared.children.push(Module {
            name: group_name(&users, &types, api, &mut scope),
            docs: says(&about(&users, api)),
            types,
            features: users
                .iter()
                .map(|user| api.features[*user].name.clone())
                .collect(),
            ..Module::default()
        });
    }
    if !types.is_empty() {
        shared
            .children
            .sort_by(|one, other| one.name.cmp(&other.name));
        api.root.children.push(shared);
    }
}

/// The name of the module of types with the same users: that of the only user, or of the first type, components
/// before others. The modules are private.
fn group_name(users: &[usize], types: &[TypeId], api: &Api, scope: &mut Scope) -> String {
    let name = match users {
        [only] => match &api.features[*only].brings {
            Brings::Resource(module) => module.clone(),
            Brings::Webhooks => RECEIVED_WEBHOOKS.replace('-', "_"),
            Brings::OtherTypes => OTHER_TYPES.replace('-', "_"),
        },
        _ => {
            let defs = || types.iter().map(|id| &api.types[id.0 as usize]);
            let first = defs().find(|def| def.named).or_else(|| defs().next());
            first.map_or_else(String::new, |def| in_ascii(&snake(&def.name)))
        }
    };
    let longer = with_end(&name, "_and_more");
    let is_refused = [reserved::is_crate, reserved::is_device]
        .iter()
        .any(|is| is(&name));
    match reserved::is_module(&name, false) || is_refused {
        true => scope.take([longer.as_str()]),
        false => scope.take([name.as_str(), &longer]),
    }
}

/// What a module of types with the same users is.
fn about(users: &[usize], api: &Api) -> String {
    let word = |user: &usize| match &api.features[*user].brings {
        Brings::Resource(module) => code(module),
        Brings::Webhooks => "the webhooks".to_owned(),
        Brings::OtherTypes => "the types that no operation uses".to_owned(),
    };
    let words: Vec<String> = users.iter().map(word).collect();
    match &words[..] {
        [only] if matches!(api.features[users[0]].brings, Brings::Resource(_)) => {
            format!("What several parts of {only} share.")
        }
        [only] => format!("What belongs to {only}."),
        [all @ .., last] => format!("What {} and {last} share.", all.join(", ")),
        [] => String::new(),
    }
}

fn says(text: &str) -> Docs {
    Docs {
        blocks: vec![docs::sentence(text)],
    }
}
