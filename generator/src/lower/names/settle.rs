//! Gives names to the things of a scope: first the ones that they had before, then the ones that they want.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::gone::gone;
use super::said::renamed;
use super::{MEMBERS, Naming, Scope, Wish};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Names, TYPES, has_names};

impl Naming<'_, '_> {
    /// Gives each thing of a scope a name, whatever the order of the description. Of things that want the same name
    /// the one of the lowest rank gets it, then the one whose key is the name, then the one whose key sorts first; of
    /// keys that differ in case the lower one.
    pub fn settle_sorted(
        &self,
        group: &str,
        scope: &mut Scope,
        wishes: &[Wish],
        rank: impl Fn(usize) -> u8,
    ) -> Vec<String> {
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_cached_key(|index| {
            let wish = &wishes[*index];
            let (key, wanted) = (wish.keys.first(), wish.candidates.first());
            // `name` is nearer to `Name` than `-name`, which is `MinusName` when its mark is spelled.
            let is_shortened = wanted != wish.candidates.get(1);
            let folded = key.map(|key| key.to_lowercase());
            let found = (!wish.exact, key != wanted, is_shortened, folded);
            (rank(*index), found, Reverse(key))
        });
        let sorted: Vec<&Wish> = order.iter().map(|index| &wishes[*index]).collect();
        let mut names = vec![String::new(); wishes.len()];
        for (index, name) in order.into_iter().zip(self.settle(group, scope, &sorted)) {
            names[index] = name;
        }
        names
    }

    /// Gives each thing of a scope a name, in the order of the wishes.
    pub fn settle<W: Borrow<Wish>>(
        &self,
        group: &str,
        scope: &mut Scope,
        wishes: &[W],
    ) -> Vec<String> {
        let wishes: Vec<&Wish> = wishes.iter().map(Borrow::borrow).collect();
        self.settled.borrow_mut().insert(group.to_owned());
        let (mut before, mut exact) = (HashMap::new(), HashSet::new());
        if let Some(names) = self.before {
            before.extend(names.group(group));
            exact.extend(names.exact(group));
            let kept = before.iter().filter(|(key, _)| !names.is_draft(group, key));
            scope.hold(kept.map(|(_, name)| *name));
            let kept = exact
                .iter()
                .filter(|name| !names.is_exact_draft(group, name));
            scope.hold(kept.copied());
        }
        let moved = match group == TYPES {
            true => moved(&before, &wishes),
            false => HashMap::new(),
        };
        let mut names: Vec<Option<String>> = vec![None; wishes.len()];
        let gone = gone(&before, &wishes);
        self.give_said(group, scope, &wishes, &gone, &mut names);
        for (wish, name) in wishes.iter().zip(&mut names) {
            if name.is_some() {
                continue;
            }
            let by_key = wish.keys.iter().filter_map(|key| before.get(key.as_str()));
            let by_name = wish.candidates.first().filter(|_| wish.exact);
            let is_committed = |name: &&String| {
                let before = self.before;
                before.is_some_and(|before| !before.is_exact_draft(group, name))
            };
            let by_name = by_name.or(wish.of_key.as_ref().filter(is_committed));
            let by_name = by_name.and_then(|name| exact.get(name.as_str()));
            let by_move = wish.keys.iter().filter_map(|key| moved.get(key.as_str()));
            for known in by_key.chain(by_name).chain(by_move) {
                if name.is_some() {
                    break;
                }
                if scope.take_held(known) {
                    *name = Some((*known).to_owned());
                } else {
                    self.note_lost(group, wish, known);
                }
            }
        }
        // The first version keeps the order of the description.
        let by_key = self.before.is_some();
        for exact in [true, false] {
            for (wish, name) in wishes.iter().zip(&mut names) {
                if name.is_none() && (wish.exact == exact || !by_key) {
                    let given = self
                        .inherit(scope, wish, &gone)
                        .unwrap_or_else(|| scope.take(wish.candidates.iter().map(String::as_str)));
                    self.note_yielded(group, scope, wish, &given);
                    *name = Some(given);
                }
            }
        }
        let names: Vec<String> = names.into_iter().flatten().collect();
        let mut after = self.after.borrow_mut();
        for (wish, name) in wishes.iter().zip(&names) {
            // Each type has a line of its own, so that two people who add one do not change the same line.
            let is_own = wish.exact && wish.said.is_none();
            let is_plain = group != TYPES && is_own && wish.candidates.first() == Some(name);
            let is_known = |key: &String| before.contains_key(key.as_str());
            for key in &wish.keys {
                match is_plain && !is_known(key) {
                    true => after.insert_exact(group, name),
                    false => after.insert(group, key, name),
                }
            }
        }
        names
    }

    /// The names for the file: those that were given, and those that are free and stay so.
    pub fn finish(self) -> Names {
        let mut after = self.after.into_inner();
        let Some(before) = self.before else {
            return after;
        };
        let settled = self.settled.into_inner();
        // What was a part of something that is gone as a whole is not told one by one.
        let is_told = |group: &str| settled.contains(group) || !group.starts_with(MEMBERS);
        let tell = |message: String| {
            let found = Diagnostic::new(Code::FreedName, None, message);
            self.report.add(found);
        };
        let given: HashSet<String> = after.group(TYPES).map(|(_, name)| name.into()).collect();
        for (group, names) in before.all().filter(|(group, _)| has_names(group)) {
            let has_moved = |name: &str| group == TYPES && given.contains(name);
            let is_gone = |key: &str, name: &str| {
                !after.contains(group, key) && !before.is_draft(group, key) && !has_moved(name)
            };
            let gone: Vec<(&String, &String)> = names
                .iter()
                .filter(|(key, name)| is_gone(key, name))
                .collect();
            for (key, name) in gone {
                // It has its earlier name again.
                let owner = key.strip_suffix(&renamed("", name));
                if owner.is_some_and(|owner| after.get(group, owner) == Some(name)) {
                    continue;
                }
                if before.contains(group, key) && is_told(group) {
                    // A component may be another name of one that had a type of its own as well.
                    let why = match group {
                        TYPES => format!("no type is made of `{key}` any more"),
                        _ => format!("`{key}` is gone"),
                    };
                    tell(format!(
                        "`{name}` of the {group} is free: {why}; nothing else gets the name"
                    ));
                }
                after.free(group, key, name);
            }
        }
        for group in before.exact_groups() {
            for name in before.exact(group) {
                let is_draft = before.is_exact_draft(group, name);
                if is_draft || after.has_exact(group, name) || after.groups_name(group, name) {
                    continue;
                }
                if before.has_exact(group, name) && is_told(group) {
                    tell(format!(
                        "`{name}` of the {group} is free: what had it is gone; nothing else gets the name"
                    ));
                }
                after.free_exact(group, name);
            }
        }
        after
    }

    fn note_lost(&self, group: &str, wish: &Wish, name: &str) {
        let key = wish.keys.first().map_or("", String::as_str);
        let message = format!(
            "`{key}` of the {group} cannot stay `{name}`: the client needs that name itself"
        );
        self.report
            .add(Diagnostic::new(Code::LostName, None, message));
    }

    /// Says so when something new has not the name that it wants, because another thing has it.
    fn note_yielded(&self, group: &str, scope: &Scope, wish: &Wish, given: &str) {
        let (Some(key), Some(wanted)) = (wish.keys.first(), wish.candidates.first()) else {
            return;
        };
        if wish.reported || given == wanted {
            return;
        }
        // A thing without a key of its own is known by the way to it.
        let called = match key.starts_with('/') {
            true => format!("one of the {group} is called `{given}`"),
            false => format!("`{key}` of the {group} is called `{given}`"),
        };
        let (code, why) = match scope.is_held(wanted) {
            true => (
                Code::YieldedName,
                format!("the client has had another `{wanted}`, which keeps its name"),
            ),
            // Nobody but the generator names these.
            false if group == TYPES => return,
            false => (
                Code::MadeName,
                format!("`{wanted}` is the name of something else there"),
            ),
        };
        let message = format!("{called}: {why}");
        self.report.add(Diagnostic::new(code, None, message));
    }
}

/// The names of types that were at another place before: members that went into a part of their schema by `allOf`, or came
/// out of one, are the same members, and so is a parameter that all operations of its path have by now.
fn moved<'n>(before: &HashMap<&str, &'n str>, wishes: &[&Wish]) -> HashMap<String, &'n str> {
    let here: HashSet<&str> = wishes
        .iter()
        .flat_map(|wish| wish.keys.iter().map(String::as_str))
        .collect();
    let gone = before.keys().filter(|key| !here.contains(**key));
    let gone = alone(gone.copied());
    if gone.is_empty() {
        return HashMap::new();
    }
    let new = here.iter().filter(|key| !before.contains_key(**key));
    let moves = alone(new.copied()).into_iter();
    moves
        .filter_map(|(place, key)| Some((key.to_owned(), before[*gone.get(&place)?])))
        .collect()
}

/// The keys by their whole places. Of several at one nothing tells which is which, so none of them is there.
fn alone<'k>(keys: impl Iterator<Item = &'k str>) -> HashMap<String, &'k str> {
    let mut by_place: HashMap<String, Option<&str>> = HashMap::new();
    for key in keys {
        let known = by_place.entry(whole(key));
        known.and_modify(|known| *known = None).or_insert(Some(key));
    }
    let by_place = by_place.into_iter();
    by_place
        .filter_map(|(place, key)| Some((place, key?)))
        .collect()
}

/// A place without the parts of schemas that it is in, and without the operation that has a parameter.
fn whole(place: &str) -> String {
    let mut whole = Vec::new();
    let mut segments = place.split('/');
    while let Some(segment) = segments.next() {
        if segment == "allOf" && whole.last() != Some(&"properties") {
            segments.next();
        } else if segment == "parameters" && whole.len() == 4 && whole[1] == "paths" {
            whole[3] = segment;
        } else {
            whole.push(segment);
        }
    }
    whole.join("/")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Wish, moved, whole};

    #[test]
    fn what_moved_is_known_where_it_is_alone() {
        let wish = Wish {
            keys: vec!["#/A/properties/x".to_owned()],
            ..Wish::default()
        };
        let moved = |places: &[&'static str]| -> Vec<&str> {
            let before: HashMap<&str, &str> = places.iter().map(|place| (*place, "Ax")).collect();
            moved(&before, &[&wish]).into_values().collect()
        };
        assert_eq!(moved(&["#/A/allOf/[a]/properties/x"]), ["Ax"]);
        assert_eq!(moved(&["#/A/allOf/[a]/properties/y"]), [""; 0]);
        let several = ["#/A/allOf/[a]/properties/x", "#/A/allOf/[b]/properties/x"];
        assert_eq!(moved(&several), [""; 0]);
        assert_eq!(
            whole("#/paths/~1a/get/parameters/b"),
            "#/paths/~1a/parameters/b"
        );
    }
}
