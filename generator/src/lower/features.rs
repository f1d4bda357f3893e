//! The features of cargo: one for each resource of a client that has more than a few, so that who needs some of
//! them compiles those alone.
//!
//! A type stands behind the features of all resources that use it. Types with the same users are in one module,
//! so that one `cfg` attribute is enough for all of them.

mod users;

use std::collections::HashMap;

use self::users::{Users, UsersOfTypes};
use super::docs;
use super::names::{Naming, Scope, reserved};
use crate::api::{
    Api, Brings, Docs, Feature, Module, OTHER_TYPES, RECEIVED_WEBHOOKS, TypeId, code,
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

/// What stands before the name of a resource, where a client has a feature of that name anyway.
const PREFIX: &str = "resource-";

/// The feature of a resource: the name of its module, in kebab-case.
fn name(module: &str) -> String {
    // A feature cannot begin with a hyphen.
    let rest = module.trim_start_matches('_');
    let start = &module[..module.len() - rest.len()];
    let name = format!("{start}{}", rest.replace('_', "-"));
    // Of `gzip` and `resource_gzip`, both get the prefix: no name depends on which other resources there are.
    match reserved::is_feature(name.trim_start_matches(PREFIX)) {
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
    let groups = users.groups(&types);
    let names = group_names(&groups.keys().collect::<Vec<_>>(), api);
    for ((users, types), name) in groups.into_iter().zip(names) {
        if users.is_empty() {
            shared.types = types;
            continue;
        }
        shared.children.push(Module {
            name,
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
        api.root.children.push(shared);
    }
}

/// The names of the modules for types with the same users: the first users, and as many more as tell them from all
/// others. The modules are private.
fn group_names(groups: &[&Users], api: &Api) -> Vec<String> {
    let word = |user: usize| match &api.features[user].brings {
        Brings::Resource(module) => module.clone(),
        Brings::Webhooks => RECEIVED_WEBHOOKS.replace('-', "_"),
        Brings::OtherTypes => OTHER_TYPES.replace('-', "_"),
    };
    let name = |users: &[usize], shown: usize| {
        let words: Vec<String> = users.iter().take(shown).map(|user| word(*user)).collect();
        let words = words.join("_and_");
        match users.len().saturating_sub(shown) {
            0 => words,
            more => format!("{words}_and_{more}_more"),
        }
    };
    let mut names = vec![String::new(); groups.len()];
    let mut open: Vec<usize> = (0..groups.len()).collect();
    let mut scope = Scope::default();
    let mut shown = SHOWN;
    while !open.is_empty() {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for users in groups {
            *counts.entry(name(users, shown)).or_default() += 1;
        }
        open.retain(|index| {
            let name = name(groups[*index], shown);
            let is_told = counts[&name] == 1 || groups[*index].len() <= shown;
            if is_told {
                names[*index] = scope.take([name.as_str()]);
            }
            !is_told
        });
        shown += 1;
    }
    names
}

/// How many users the name of a module has at least.
const SHOWN: usize = 3;

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
