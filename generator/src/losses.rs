//! What the faults of a description cost that was read leniently, counted by kind.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Report};

/// What the faults of one kind cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The kind.
    pub code: Code,
    /// How many faults there are.
    pub faults: usize,
    /// How many operations contain them. Those of a path are counted as one.
    pub operations: usize,
    /// How many named schemas contain them.
    pub schemas: usize,
}

impl Report<'_> {
    /// What was lost by errors that were overcome, the most frequent kind first.
    pub fn losses_by_kind(&self) -> Vec<Loss> {
        let mut kinds: BTreeMap<Code, (usize, BTreeSet<String>)> = BTreeMap::new();
        // What many places refer to is read, and reported, more than once.
        let mut known = HashSet::new();
        self.each_overcome(|found| {
            if !known.insert((found.code, found.place(), found.message.clone())) {
                return;
            }
            let (faults, owners) = kinds.entry(found.code).or_default();
            *faults += 1;
            owners.extend(self.owner(found));
        });
        let loss = |(code, (faults, owners)): (Code, (usize, BTreeSet<String>))| {
            let below = |start: &str| {
                owners
                    .iter()
                    .filter(|owner| owner.starts_with(start))
                    .count()
            };
            Loss {
                code,
                faults,
                operations: below("/paths/"),
                schemas: below("/components/schemas/"),
            }
        };
        let mut losses: Vec<Loss> = kinds.into_iter().map(loss).collect();
        losses.sort_by_key(|loss| Reverse(loss.faults));
        losses
    }

    /// The pointer of the operation or the named schema that contains a fault.
    fn owner(&self, found: &Diagnostic) -> Option<String> {
        let pointer = self.sources.pointer(found.place()?);
        let depth = if pointer.starts_with("/paths/") || pointer.starts_with("/components/schemas/")
        {
            3
        } else {
            return None;
        };
        let mut slashes = pointer.match_indices('/').map(|(at, _)| at);
        let end = slashes.nth(depth).unwrap_or(pointer.len());
        Some(pointer[..end].to_owned())
    }
}
