//! The order of arguments and members: another order in the description changes neither a call nor what is sent.

use std::collections::HashMap;

use super::Naming;
use crate::names::{ORDER, REQUESTS};

/// The separator between two keys.
pub(in crate::lower) const APART: &str = ", ";

impl Naming<'_, '_> {
    /// Puts things into the order that they had before; new ones come last. `before` is the place that the file
    /// of names may know them by, `place` the one for the next file.
    pub fn in_order<T>(
        &self,
        before: &str,
        place: &str,
        things: &mut [T],
        key: impl Fn(&T) -> String,
    ) {
        let key = |thing: &T| escaped(&key(thing));
        if let Some(order) = self.remembered(ORDER, before) {
            // Names of headers differ in more than their case.
            let folded = |key: &str| match key.starts_with("header ") {
                true => key.to_ascii_lowercase(),
                false => key.to_owned(),
            };
            let known: HashMap<String, usize> = order.split(APART).map(folded).zip(0..).collect();
            let rank = |thing: &T| known.get(&folded(&key(thing))).copied();
            things.sort_by_cached_key(|thing| rank(thing).unwrap_or(usize::MAX));
        }
        if !things.is_empty() {
            let keys: Vec<String> = things.iter().map(key).collect();
            self.note(ORDER, place, &keys.join(APART));
        }
    }

    /// The set that was chosen at a place before, in the order that it had. The last version had none where the file
    /// does not say one: then it takes the empty set, if there is one. A fresh choice takes the first set that is not
    /// empty.
    pub fn choice<'k>(&self, place: &str, sets: &[Vec<&'k str>]) -> Vec<&'k str> {
        let before = self.in_commit(ORDER, place);
        if before.is_none() && self.had_calls() && sets.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let order = before.unwrap_or_default();
        let known: Vec<&str> = order.split(APART).collect();
        let rank = |key: &&str| known.iter().position(|known| *known == escaped(key));
        let is_known = |set: &&Vec<&str>| {
            set.len() == known.len() && set.iter().all(|key| rank(key).is_some())
        };
        let chosen = sets.iter().find(is_known);
        let chosen = chosen.or_else(|| sets.iter().find(|set| !set.is_empty()));
        let mut chosen = chosen.cloned().unwrap_or_default();
        chosen.sort_by_key(|key| rank(key).unwrap_or(usize::MAX));
        if !chosen.is_empty() {
            let keys: Vec<String> = chosen.iter().map(|key| escaped(key)).collect();
            self.note(ORDER, place, &keys.join(APART));
        }
        chosen
    }

    /// Whether the last version had a call.
    fn had_calls(&self) -> bool {
        self.before.is_some_and(|before| {
            let mut calls = before.group(REQUESTS).map(|(call, _)| call);
            calls.any(|call| before.in_commit(REQUESTS, call).is_some())
        })
    }
}

/// A text as one of several in a line.
pub(in crate::lower) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace(',', "~1")
}

/// The text that was written so.
pub(in crate::lower) fn unescaped(key: &str) -> String {
    key.replace("~1", ",").replace("~0", "~")
}
