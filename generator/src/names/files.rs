//! The files in the keys of a file of names. They are known by their paths from the folder of the description's root
//! file. Earlier generators began the paths in the folder in which the command was called: `apis~1parts~1pen.yaml#` was
//! the key of `parts/pen.yaml`, or `..~1apis~1parts~1pen.yaml#`.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{ERROR, FIELDS, Group, HEADERS_OF, MEMBERS, Names, REQUESTS, SAME, TYPES, escaped};

/// A slash in a key.
const SLASH: &str = "~1";
/// The way to the folder above.
const UP: &str = "..~1";

/// What may have gone elsewhere since the names were given: where it was, and where it is.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    /// Schemas, by their places: a component is only a reference to a file or to another component by now.
    pub schemas: Vec<(String, String)>,
    /// Paths: one has a slash at its end, or has it no longer.
    pub paths: Vec<(String, String)>,
}

impl Names {
    /// The same names for a description with these files, as keys write their paths.
    pub(crate) fn with_files<'f>(&self, files: impl IntoIterator<Item = &'f str>) -> Cow<'_, Self> {
        let in_use = self.files();
        let freed = paths(&self.freed, &self.freed_exact);
        let files = files.into_iter().collect();
        let earlier = renamed(&in_use, &freed, &files);
        match earlier.is_empty() {
            true => Cow::Borrowed(self),
            false => Cow::Owned(self.replaced(&|text| replaced(text, &earlier))),
        }
    }

    /// The same names for a description in which things have gone elsewhere by now.
    pub(crate) fn with_moved(&self, moved: &Moved) -> Cow<'_, Self> {
        let (now, committed) = (self.paths(), self.committed_paths());
        let has_moved = |(was, is): &&(String, String)| {
            let stayed = now.contains(was.as_str());
            stayed != now.contains(is.as_str()) && (stayed || committed.contains(was.as_str()))
        };
        let paths = moved.paths.iter().filter(has_moved);
        let paths: HashMap<&str, &str> = paths.map(|(was, is)| (&**was, &**is)).collect();
        let of_path = |path: &str| format!("#/paths/{}", escaped(path));
        let below = paths.iter().map(|(was, is)| (of_path(was), of_path(is)));
        let has_moved = |(was, is): &&(String, String)| {
            let stayed = self.has_within(TYPES, was);
            stayed != self.has_within(TYPES, is) && (stayed || self.was_committed_within(was))
        };
        // Of several that are one by now, the others are gone.
        let mut known = HashSet::new();
        let schemas = moved.schemas.iter().filter(has_moved);
        let schemas = schemas.filter(|(_, is)| known.insert(is)).cloned();
        let places: HashMap<String, String> = schemas.chain(below).collect();
        match places.is_empty() {
            true => Cow::Borrowed(self),
            false => Cow::Owned(self.replaced(&|text| at_moved(text, &places, &paths))),
        }
    }

    /// The paths of the operations that have names.
    fn paths(&self) -> HashSet<&str> {
        let requests = self.groups.get(REQUESTS).into_iter().flat_map(Group::keys);
        requests.filter_map(|key| path_of(key)).collect()
    }

    /// Those that have names in the last commit, if it is known.
    fn committed_paths(&self) -> HashSet<&str> {
        let names = self.committed.iter().flatten();
        let requests = names.filter(|(group, _)| group == REQUESTS);
        requests.filter_map(|(_, key)| path_of(key)).collect()
    }

    /// The files of the things that have names, as keys write their paths.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        paths(&self.groups, &self.exact)
    }

    /// The same names with other places in their texts. What is free stays as it is where something has its place now.
    fn replaced(&self, in_text: &dyn Fn(&str) -> String) -> Self {
        let mut names = Self::default();
        // What the last commit says replaces what was given since, where both are at one place by now.
        for is_committed in [false, true] {
            for (group, entries) in &self.groups {
                let has_places = [SAME, ERROR, FIELDS].contains(&group.as_str());
                let entries = entries.iter();
                for (key, name) in
                    entries.filter(|(key, _)| self.is_committed(group, key) == is_committed)
                {
                    let name = match has_places {
                        true => in_text(name),
                        false => name.clone(),
                    };
                    names.insert(&in_text(group), &in_text(key), &name);
                }
            }
        }
        for (group, entries) in &self.freed {
            for (key, name) in entries {
                match (in_text(group), in_text(key)) {
                    (group, key) if !names.contains(&group, &key) => names.free(&group, &key, name),
                    _ => names.free(group, key, name),
                }
            }
        }
        for (group, exact) in &self.exact {
            let group = in_text(group);
            exact
                .iter()
                .for_each(|name| names.insert_exact(&group, name));
        }
        for (group, exact) in &self.freed_exact {
            let group = in_text(group);
            for name in exact {
                if !names.has_exact(&group, name) {
                    names.free_exact(&group, name);
                }
            }
        }
        let moved = |keys: &BTreeSet<(String, String)>| {
            let keys = keys.iter();
            keys.map(|(group, key)| (in_text(group), in_text(key)))
                .collect()
        };
        names.committed = self.committed.as_ref().map(moved);
        names.freed_in_commit = moved(&self.freed_in_commit);
        names
    }
}

/// The files in the keys of these groups.
fn paths<'n>(
    groups: &'n BTreeMap<String, Group>,
    exact: &'n BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<&'n str> {
    let owners = groups.keys().chain(exact.keys());
    let owners = owners.filter_map(|group| group.strip_prefix(MEMBERS));
    let keys = |group| groups.get(group).into_iter().flat_map(Group::keys);
    let headers = keys(REQUESTS).filter_map(|key| key.strip_prefix(HEADERS_OF));
    let places = owners.chain(keys(TYPES).map(String::as_str)).chain(headers);
    let paths = places.filter_map(|place| Some(place.split_once('#')?.0));
    paths.filter(|path| !path.is_empty()).collect()
}

/// Earlier path → path, for the files of things that have or had names.
fn renamed<'p>(
    in_use: &BTreeSet<&'p str>,
    freed: &BTreeSet<&'p str>,
    files: &BTreeSet<&'p str>,
) -> HashMap<&'p str, &'p str> {
    let folders = folders(in_use, files);
    let mut earlier = HashMap::new();
    for file in files {
        let (end, up) = without_ups(file);
        let before = folders.get(&up).map(|folder| format!("{folder}{end}"));
        if let Some(before) = before.and_then(|before| in_use.get(before.as_str())) {
            earlier.insert(*before, *file);
        }
    }
    // Files that are gone, and may come back.
    if let Some(folder) = folders.get(&0) {
        for path in in_use.iter().chain(freed) {
            if let Some(file) = path.strip_prefix(folder) {
                earlier.entry(path).or_insert(file);
            }
        }
    }
    earlier.retain(|before, file| before != file);
    // Two files are not made one.
    let moved: BTreeSet<&str> = earlier.keys().copied().collect();
    earlier.retain(|_, file| !in_use.contains(file) || moved.contains(file));
    earlier
}

/// The folder in which the paths of files began: the one that most of the files have in common. For files below the
/// folder of the root file, and for those in each folder above it.
fn folders<'p>(in_use: &BTreeSet<&'p str>, files: &BTreeSet<&'p str>) -> BTreeMap<usize, &'p str> {
    let mut ends: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for file in files {
        let (end, up) = without_ups(file);
        ends.entry(end).or_default().insert(up);
    }
    let mut counts: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for path in in_use {
        let slashes = path.match_indices(SLASH);
        let starts = slashes.map(|(at, slash)| at + slash.len());
        for start in std::iter::once(0).chain(starts) {
            let (folder, end) = path.split_at(start);
            for up in ends.get(end).into_iter().flatten() {
                *counts.entry(*up).or_default().entry(folder).or_default() += 1;
            }
        }
    }
    let most = |(up, counts): (usize, BTreeMap<&'p str, usize>)| {
        let is_same = |folder: &str| folder == UP.repeat(up);
        let rank =
            |(folder, count): &(&str, usize)| (*count, is_same(folder), Reverse(folder.len()));
        let (folder, _) = counts.into_iter().max_by_key(rank)?;
        Some((up, folder))
    };
    counts.into_iter().filter_map(most).collect()
}

/// A path after the folders above, and how many of them it begins with.
fn without_ups(mut path: &str) -> (&str, usize) {
    let mut up = 0;
    while let Some(rest) = path.strip_prefix(UP) {
        path = rest;
        up += 1;
    }
    (path, up)
}

/// A text with the paths of files replaced. A path ends with `#`, and begins the text or a word.
fn replaced(text: &str, earlier: &HashMap<&str, &str>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find('#') {
        let spaces = rest[..end].match_indices(' ').map(|(at, _)| at + 1);
        let found = std::iter::once(0).chain(spaces).find_map(|start| {
            let file = earlier.get(&rest[start..end])?;
            Some((start, *file))
        });
        match found {
            Some((start, file)) => {
                replaced.push_str(&rest[..start]);
                replaced.push_str(file);
            }
            None => replaced.push_str(&rest[..end]),
        }
        replaced.push('#');
        rest = &rest[end + 1..];
    }
    replaced + rest
}

/// The path of an operation: `/jobs/{}` of `GET /jobs/{}`.
fn path_of(key: &str) -> Option<&str> {
    key.split(' ').find(|word| word.starts_with('/'))
}

/// A text with other places and paths for what has moved. They begin the text or a word, and what is below a place goes
/// along.
fn at_moved(text: &str, places: &HashMap<String, String>, paths: &HashMap<&str, &str>) -> String {
    let word = |word: &str| {
        let ends = word.match_indices(['/', '#']).map(|(at, _)| at);
        let mut ends = ends.chain([word.len()]);
        let found = ends.find_map(|end| Some((end, places.get(&word[..end])?)));
        match (paths.get(word), found) {
            (Some(path), _) => (*path).to_owned(),
            (None, Some((end, place))) => format!("{place}{}", &word[end..]),
            (None, None) => word.to_owned(),
        }
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
