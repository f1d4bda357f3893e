//! Things that are known by several words of the description, as a server is by its description and its URL. Each of
//! them may change: a thing keeps the key that it had first, and the file of names says what else it is known by.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::Naming;
use crate::names::KNOWN;

/// What a thing is known by.
pub(in crate::lower) struct Words {
    /// The best first. A word that several things have tells none of them.
    pub words: Vec<String>,
    /// Its key in a file of earlier generators, where that is none of the words.
    pub earlier: Option<String>,
}

impl Naming<'_, '_> {
    /// The keys of the things of a group. Where several could be one of the last version, it is the one that no word
    /// calls another, then the one with most of its words.
    pub fn keys(&self, group: &str, things: &[Words]) -> Vec<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in things.iter().flat_map(|thing| &thing.words) {
            *counts.entry(word).or_default() += 1;
        }
        let own = things.iter().map(|thing| {
            let words = thing.words.iter().map(String::as_str);
            words.filter(|word| counts[word] == 1).collect()
        });
        let own: Vec<Vec<&str>> = own.collect();
        let mut claims = Vec::new();
        for (thing, words) in own.iter().enumerate() {
            let known = words.iter().filter_map(|word| self.key_of(group, word));
            let known: Vec<&str> = known.collect();
            for (rank, key) in known.iter().enumerate() {
                let same = known.iter().filter(|other| *other == key).count();
                claims.push((known.len() - same, Reverse(same), rank, thing, *key));
            }
            if let Some(earlier) = things[thing].earlier.as_deref()
                && known.is_empty()
                && self.in_commit(group, earlier).is_some()
            {
                claims.push((usize::MAX, Reverse(0), 0, thing, earlier));
            }
        }
        claims.sort_unstable();
        let mut keys = vec![String::new(); things.len()];
        let mut taken = HashSet::new();
        for (.., thing, key) in claims {
            if keys[thing].is_empty() && taken.insert(key.to_owned()) {
                key.clone_into(&mut keys[thing]);
            }
        }
        for (thing, key) in keys.iter_mut().enumerate() {
            if key.is_empty() {
                let last = things[thing].words.last().map_or("", String::as_str);
                let words = own[thing].iter().map(|word| (*word).to_owned());
                let numbered = (2..).map(|number| format!("{last} no. {number}"));
                let free = words.chain(numbered).find(|word| !taken.contains(word));
                *key = free.unwrap_or_default();
                taken.insert(key.clone());
            }
            for word in own[thing].iter().filter(|word| *word != key) {
                self.note(KNOWN, &said_in(group, word), key);
            }
        }
        keys
    }

    /// The key of the thing that a word told in the last version.
    fn key_of<'k>(&'k self, group: &str, word: &'k str) -> Option<&'k str> {
        let other = self.in_commit(KNOWN, &said_in(group, word));
        other.or_else(|| self.in_commit(group, word).map(|_| word))
    }
}

/// A word of a thing of a group.
fn said_in(group: &str, word: &str) -> String {
    format!("{group}: {word}")
}
