//! What tells a branch of a union from the other branches.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::direction::Direction;
use super::kinds::kinds_of_values;
use super::memo::{Analysis, Facts};
use super::values::{Constant, is_null, tag_constants};
use crate::openapi::{Additional, SchemaId};

impl<'s> Analysis<'_, 's> {
    /// The facts about a branch in a direction; without one, what the document says whatever the direction. A union that
    /// contains itself has the facts of its other branches.
    pub fn facts(&mut self, id: SchemaId, direction: Option<Direction>) -> Rc<Facts<'s>> {
        if let Some(known) = self.known_facts(id, direction) {
            return known.clone();
        }
        // A path instead of recursion: unions may hold each other as deep as the document is long.
        let mut path = vec![id];
        let mut open = HashSet::new();
        loop {
            let Some(next) = path.last().copied() else {
                return Rc::default();
            };
            if let Some(facts) = self.known_facts(next, direction) {
                if next == id {
                    return facts.clone();
                }
                path.pop();
                continue;
            }
            let branches = self.flat(next).assertions.branches().to_vec();
            if open.insert(next) {
                let is_known = |id: SchemaId| self.known_facts(id, direction).is_some();
                let known = |id: &&SchemaId| open.contains(id) || is_known(**id);
                let before = path.len();
                path.extend(branches.iter().rev().filter(|branch| !known(branch)));
                if path.len() > before {
                    continue;
                }
            }
            let facts = Rc::new(self.new_facts(next, direction, &branches));
            self.remember_facts(next, direction, facts);
        }
    }

    /// The facts about a schema, once those about its branches are known.
    fn new_facts(
        &mut self,
        id: SchemaId,
        direction: Option<Direction>,
        branches: &[SchemaId],
    ) -> Facts<'s> {
        let own = self.own_facts(id, direction);
        if branches.is_empty() {
            return own;
        }
        let branches = branches.iter();
        let branches = branches.filter(|id| !is_null(&self.flat(**id).assertions));
        let branches: Vec<SchemaId> = branches.copied().collect();
        let facts = |id: &SchemaId| self.known_facts(*id, direction).cloned();
        let facts = |id: &SchemaId| facts(id).unwrap_or_default();
        let branches: Vec<Rc<Facts<'s>>> = branches.iter().map(facts).collect();
        in_common(own, &branches)
    }

    /// The facts about a schema without its branches.
    fn own_facts(&mut self, id: SchemaId, direction: Option<Direction>) -> Facts<'s> {
        let flat = self.flat(id);
        let mut own = Facts {
            kinds: kinds_of_values(&flat.assertions),
            has_others: !flat.assertions.pattern_properties.is_empty()
                || matches!(flat.assertions.additional, Additional::Schema(_)),
            ..Facts::default()
        };
        for (key, property) in &flat.assertions.properties {
            let key: &'s str = key;
            own.keys.insert(key);
            let member = self.flat(*property).annotations;
            if direction.is_some_and(|direction| !direction.has(&member)) {
                // A value of this direction is without the member, also where that is required.
                continue;
            }
            if flat.assertions.required.contains(key) {
                own.required.insert(key);
                if is_null(&self.flat(*property).assertions) {
                    own.nulls.insert(key);
                } else if self.is_never_null(*property) {
                    own.never_null.insert(key);
                }
                if self.may_be_null(*property) {
                    own.nullable.insert(key);
                }
                let values = tag_constants(&self.flat(*property).assertions);
                own.tags.extend(values.map(|values| (key, values)));
            } else {
                let values = self.few_values(*property);
                own.optional_tags.extend(values.map(|values| (key, values)));
            }
        }
        own
    }

    /// The few values that a member allows: its own, else those of all its branches.
    fn few_values(&mut self, id: SchemaId) -> Option<Vec<Constant<'s>>> {
        let mut values = Vec::new();
        let mut seen = HashSet::from([id]);
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let flat = self.flat(id);
            if let Some(few) = tag_constants(&flat.assertions) {
                values.extend(few);
                continue;
            }
            let branches = flat.assertions.branches();
            if branches.is_empty() {
                return None;
            }
            for branch in branches.iter().rev() {
                let branch_flat = self.flat(*branch);
                let assertions = &branch_flat.assertions;
                // A schema that two branches share counts once.
                if !seen.insert(*branch) || is_null(assertions) {
                    continue;
                }
                // Said before the other branches are followed, which may be a chain as long as the document.
                if assertions.branches().is_empty() && tag_constants(assertions).is_none() {
                    return None;
                }
                open.push(*branch);
            }
        }
        (!values.is_empty()).then_some(values)
    }
}

/// The facts about a union: its own, and those that all its branches share.
fn in_common<'s>(own: Facts<'s>, branches: &[Rc<Facts<'s>>]) -> Facts<'s> {
    let mut all = own;
    all.takes_all = true;
    if branches.iter().any(|facts| facts.kinds.is_empty()) {
        all.kinds.clear();
        return all;
    }
    for facts in branches {
        for kind in &facts.kinds {
            if !all.kinds.contains(kind) {
                all.kinds.push(*kind);
            }
        }
        all.keys.extend(&facts.keys);
        all.nullable.extend(&facts.nullable);
    }
    let Some((first, others)) = branches.split_first() else {
        return all;
    };
    for (key, values) in &first.tags {
        let tag = |facts: &Facts<'s>| {
            let tag = facts.tags.iter().find(|(other, _)| other == key);
            tag.map(|(_, values)| values.clone())
        };
        let values = of_all(values, others, tag);
        if let Some(values) = values.filter(|_| all.tags.iter().all(|(known, _)| known != key)) {
            all.tags.push((key, values));
        }
    }
    for (key, values) in first.tags.iter().chain(&first.optional_tags) {
        let values = of_all(values, others, |facts| facts.values(key).map(<[_]>::to_vec));
        if let Some(values) = values.filter(|_| all.values(key).is_none()) {
            all.optional_tags.push((key, values));
        }
    }
    tags_of_some(&mut all, branches);
    for key in &first.required {
        if others.iter().all(|facts| facts.required.contains(key)) {
            all.required.insert(key);
        }
    }
    all
}

/// Adds the tags that some branches have, where no other describes such a member: a value may be without it.
fn tags_of_some<'s>(all: &mut Facts<'s>, branches: &[Rc<Facts<'s>>]) {
    if branches.iter().any(|facts| facts.has_others) {
        return;
    }
    let mut owners: HashMap<&'s str, usize> = HashMap::new();
    for key in branches.iter().flat_map(|facts| &facts.keys) {
        *owners.entry(key).or_default() += 1;
    }
    let mut tags: IndexMap<&'s str, (usize, IndexSet<Constant<'s>>)> = IndexMap::new();
    for facts in branches {
        for (key, values) in facts.tags.iter().chain(&facts.optional_tags) {
            let (count, known) = tags.entry(key).or_default();
            *count += 1;
            known.extend(values);
        }
    }
    let known: HashSet<&str> = all
        .tags
        .iter()
        .chain(&all.optional_tags)
        .map(|(key, _)| *key)
        .collect();
    let tags = tags
        .into_iter()
        .filter(|(key, (count, _))| owners.get(key) == Some(count) && !known.contains(key));
    let tags: Vec<_> = tags
        .map(|(key, (_, values))| (key, values.into_iter().collect()))
        .collect();
    all.optional_tags.extend(tags);
}

/// The values of the first branch and of all others, each once; `None` when one has none.
fn of_all<'s>(
    first: &[Constant<'s>],
    others: &[Rc<Facts<'s>>],
    values: impl Fn(&Facts<'s>) -> Option<Vec<Constant<'s>>>,
) -> Option<Vec<Constant<'s>>> {
    let mut all: IndexSet<Constant<'s>> = first.iter().copied().collect();
    for facts in others {
        all.extend(values(facts)?);
    }
    Some(all.into_iter().collect())
}
