//! Which member of the bodies tells webhooks apart.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::super::names;
use crate::api::Type;
use crate::schemas::{Constant, Facts};

/// The body of a webhook.
pub(super) struct Body<'s> {
    /// What the document calls the webhook.
    pub key: String,
    pub ty: Type,
    pub facts: Rc<Facts<'s>>,
}

/// A member that tells webhooks apart.
pub(super) struct Tag {
    pub key: String,
    /// The values that it has in each webhook; `None` for one that it does not tell from the others.
    pub values: Vec<Option<Vec<String>>>,
}

/// The member that tells most webhooks from all others: one that is a constant text in each, or one of several.
/// Of several such members it is `type`, `event`, or the first by its name.
pub(super) fn tag(bodies: &[Body<'_>]) -> Option<Tag> {
    let tags = bodies.iter().flat_map(|body| {
        let tags = body.facts.tags.iter().chain(&body.facts.optional_tags);
        tags.map(|(key, _)| *key)
    });
    let keys: BTreeSet<&str> = tags.collect();
    let groups = groups(bodies);
    let tags = keys.into_iter().map(|key| Tag {
        key: key.to_owned(),
        values: values(bodies, &groups, key),
    });
    let rank = |tag: &Tag| {
        let told = tag.values.iter().flatten().count();
        let usual = ["event", "type"].iter().position(|key| tag.key == *key);
        (told, usual.map(|rank| rank + 1))
    };
    // The last of equals is taken, so the names go backwards.
    let mut tags: Vec<Tag> = tags.collect();
    tags.reverse();
    let best = tags.into_iter().max_by_key(rank)?;
    best.values.iter().any(Option::is_some).then_some(best)
}

/// For each webhook the first one whose body has the same type.
fn groups(bodies: &[Body<'_>]) -> Vec<usize> {
    let first = |body: &Body<'_>| bodies.iter().position(|other| other.ty == body.ty);
    bodies.iter().filter_map(first).collect()
}

/// The values of a member in each webhook that it tells from all others.
fn values(bodies: &[Body<'_>], groups: &[usize], key: &str) -> Vec<Option<Vec<String>>> {
    let texts: Vec<Option<Vec<&str>>> = bodies.iter().map(|body| texts(body, key)).collect();
    // Who has a value; `None` where bodies of several types have it.
    let mut owners: HashMap<&str, Option<usize>> = HashMap::new();
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for (group, texts) in groups.iter().zip(&texts) {
        *sizes.entry(*group).or_default() += 1;
        for text in texts.iter().flatten() {
            let owner = owners.entry(text).or_insert(Some(*group));
            *owner = owner.filter(|owner| owner == group);
        }
    }
    // Where several webhooks have one body, the value tells them apart that is the name of one of them.
    let mut named: HashMap<&str, usize> = HashMap::new();
    let mut own: Vec<Option<&str>> = Vec::new();
    for (body, texts) in bodies.iter().zip(&texts) {
        let name = names::snake(&body.key);
        let is_name = |text: &&&str| names::snake(text) == name;
        let found = texts.iter().flatten().find(is_name).copied();
        if let Some(found) = found {
            *named.entry(found).or_default() += 1;
        }
        own.push(found);
    }
    let all_named = |group: usize| {
        let mut members = groups
            .iter()
            .zip(&own)
            .filter(|(other, _)| **other == group);
        members.all(|(_, own)| own.is_some_and(|own| named[own] == 1))
    };
    let parted: HashMap<usize, bool> = sizes
        .iter()
        .filter(|(_, size)| **size > 1)
        .map(|(group, _)| (*group, all_named(*group)))
        .collect();
    let told = groups.iter().zip(&texts).zip(&own);
    let told = told.map(|((group, texts), own)| {
        let texts = texts.as_ref()?;
        let is_shared = texts.iter().any(|text| owners[text].is_none());
        match parted.get(group) {
            _ if is_shared => None,
            None => Some(texts.iter().map(|text| (*text).to_owned()).collect()),
            Some(true) => own.map(|own| vec![own.to_owned()]),
            Some(false) => None,
        }
    });
    told.collect()
}

/// The values that a member has in a body, where all of them are texts.
fn texts<'s>(body: &Body<'s>, key: &str) -> Option<Vec<&'s str>> {
    let values = body.facts.values(key)?.iter();
    let texts = values.map(|value| match value {
        Constant::Text(text) => Some(*text),
        _ => None,
    });
    texts.collect()
}
