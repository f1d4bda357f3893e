//! One scope: each name is given once.

use super::snake;
use std::collections::{HashMap, HashSet};

/// The names of one scope.
#[derive(Debug, Default)]
pub(in crate::lower) struct Scope {
    /// Names that nothing gets: a few for each of many scopes, so they are not hashed.
    reserved: Vec<&'static str>,
    taken: HashSet<String>,
    /// Names that belong to a thing of an earlier version: only that thing gets them.
    held: HashSet<String>,
    /// The number that was put to a name last.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which every client has some names.
    pub fn with(reserved: impl IntoIterator<Item = &'static str>) -> Self {
        Self {
            reserved: reserved.into_iter().collect(),
            ..Self::default()
        }
    }

    /// A scope in which some names are taken already.
    pub fn after<'n>(taken: impl IntoIterator<Item = &'n str>) -> Self {
        Self {
            taken: taken.into_iter().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// Keeps names for the things that had them before.
    pub fn hold<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        self.held.extend(names.into_iter().map(str::to_owned));
    }

    /// Takes a name for the thing that had it before. False when it is taken.
    pub fn take_held(&mut self, name: &str) -> bool {
        !self.reserved.contains(&name) && self.taken.insert(name.to_owned())
    }

    /// Whether a name can be taken by something new.
    pub fn is_free(&self, name: &str) -> bool {
        !self.reserved.contains(&name) && !self.taken.contains(name) && !self.held.contains(name)
    }

    /// Whether a name belongs to a thing of an earlier version.
    pub fn is_held(&self, name: &str) -> bool {
        self.held.contains(name)
    }

    /// Takes the first candidate that is free, else the first one with a number.
    pub fn take<'c>(&mut self, candidates: impl IntoIterator<Item = &'c str> + Clone) -> String {
        let free = candidates
            .clone()
            .into_iter()
            .find(|name| self.is_free(name));
        if let Some(name) = free {
            self.taken.insert(name.to_owned());
            return name.to_owned();
        }
        let first = candidates.into_iter().next().unwrap_or("Other");
        let numbered = |number: usize| match first.starts_with(char::is_lowercase) {
            true => with_end(first, &format!("_{number}")),
            false => with_end(first, &number.to_string()),
        };
        let mut number = self.numbers.get(first).copied().unwrap_or(1);
        let name = loop {
            number += 1;
            let name = numbered(number);
            if self.is_free(&name) {
                break name;
            }
        };
        self.numbers.insert(first.to_owned(), number);
        self.taken.insert(name.clone());
        name
    }
}

/// The name of what merge patches have in the place of `name`.
pub(in crate::lower) fn of_patch(name: &str) -> String {
    match name.strip_suffix("Patch") {
        Some(word) => with_end(word, "MergePatch"),
        None => with_end(name, "Patch"),
    }
}

/// A name with more at its end: `Self_` with `Call` is `SelfCall`, and `self_` with `_call` is `self_call`.
pub(in crate::lower) fn with_end(name: &str, end: &str) -> String {
    format!("{}{end}", name.trim_end_matches('_'))
}

/// The end of the name of a call in one of several media types: `_as_form`, `_as_3gpp`.
pub(in crate::lower) fn as_variant(variant: &str) -> String {
    // Within a name `_3gpp` is `3gpp`.
    format!("_as_{}", snake(variant).trim_start_matches('_'))
}
