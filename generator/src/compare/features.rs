//! Features of cargo: what they are called, and which of them bring a type.

use std::collections::{BTreeSet, HashMap};

use super::log::{Effect, Log, Spots, Subject};
use super::pair::Pair;
use super::{Group, renames};
use crate::api::{ALL_RESOURCES, Api, Module, OTHER_TYPES, TypeId};

pub(super) fn compare(pair: &Pair<'_>, log: &mut Log) {
    let (old, new) = (pair.old.api, pair.new.api);
    let at = Spots(old.package.spot, new.package.spot);
    let client = Subject::whole(Group::Client, "Client");
    let (was, is) = (names(old), names(new));
    if was.is_empty() && !is.is_empty() {
        // Cargo's rules call it breaking to move public items behind a feature, even if it is on by default.
        let text = format!(
            "each resource is a feature of cargo, on by default: with `default-features = false`, `{ALL_RESOURCES}` \
             brings them; `{OTHER_TYPES}` brings the types that no operation uses"
        );
        log.add(&client, text, Effect::MAJOR, at);
        return;
    }
    let named = |feature: &str| client.part(format!(" feature {feature}"));
    for gone in was.difference(&is) {
        log.add(&named(gone), "removed", Effect::MAJOR, at);
    }
    for came in is.difference(&was) {
        log.add(&named(came), "added", Effect::MINOR, at);
    }
    types(pair, &was, &is, log);
}

/// The features that bring parts of a client.
fn names(api: &Api) -> BTreeSet<&str> {
    let names = api.features.iter().map(|feature| feature.name.as_str());
    let all = (!api.features.is_empty()).then_some(ALL_RESOURCES);
    names.chain(all).collect()
}

/// Types that a feature brought and brings no more. Nobody is told of a type that an operation uses by now, so
/// that it is no longer among those without one.
fn types(pair: &Pair<'_>, was: &BTreeSet<&str>, is: &BTreeSet<&str>, log: &mut Log) {
    let (old, new) = (&pair.old.features, &pair.new.features);
    let (both, _, _) = renames::matched(pair);
    for (one, other) in both {
        let after = new.get(&other).copied().unwrap_or_default();
        let before = old.get(&one).copied().unwrap_or_default();
        let lost = before.iter().filter(|feature| {
            let stays = was.contains(feature.as_str()) && is.contains(feature.as_str());
            stays && *feature != OTHER_TYPES && !after.is_empty() && !after.contains(feature)
        });
        let lost: Vec<String> = lost.map(|feature| format!("`{feature}`")).collect();
        let def = pair.new.def(other);
        let subject = Subject::whole(Group::Type, &def.name);
        let at = Spots::both(pair.old.def(one).spot, def.spot);
        let brings = |features: &[String]| {
            let features: Vec<String> = features
                .iter()
                .map(|feature| format!("`{feature}`"))
                .collect();
            features.join(", ")
        };
        if before.is_empty() && !after.is_empty() {
            let bring = match after {
                [_] => "feature brings",
                _ => "features bring",
            };
            let text = format!("was always there; now the {bring} it: {}", brings(after));
            log.add(&subject, text, Effect::MAJOR, at);
        } else if is_other(after) && !is_other(before) {
            let text = format!("needs the feature `{OTHER_TYPES}` now, which is off by default");
            log.add(&subject, text, Effect::MAJOR, at);
        } else if !lost.is_empty() {
            let features = match &lost[..] {
                [_] => "feature",
                _ => "features",
            };
            let text = format!("no longer brought by the {features} {}", lost.join(", "));
            log.add(&subject, text, Effect::MAJOR, at);
        }
    }
}

/// Whether the feature that is off by default is all that brings a type.
pub(super) fn is_other(features: &[String]) -> bool {
    features == [OTHER_TYPES]
}

/// The features that bring each type; none of a type that is always there.
pub(super) fn by_type(api: &Api) -> HashMap<TypeId, &[String]> {
    let mut found = HashMap::new();
    let mut open: Vec<(&Module, &[String])> = vec![(&api.root, &[])];
    while let Some((module, features)) = open.pop() {
        found.extend(module.types.iter().map(|id| (*id, features)));
        open.extend(
            module
                .children
                .iter()
                .map(|child| match &child.features[..] {
                    [] => (child, features),
                    own => (child, own),
                }),
        );
    }
    found
}
