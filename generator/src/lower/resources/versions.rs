//! Versions in paths and in names of components.

use std::collections::{HashMap, HashSet};

/// The versions in the paths of an API that are no resources: of several at one place the first, so that the next
/// one renames nothing.
pub(super) struct Versions<'p> {
    /// The one at the head of paths.
    head: Option<&'p str>,
    /// Those within paths, by the path before them.
    within: HashMap<&'p str, &'p str>,
}

impl<'p> Versions<'p> {
    pub fn of(paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let head = paths
            .clone()
            .filter_map(api_version)
            .min_by_key(|version| order(version));
        let known: HashSet<&str> = paths.clone().map(plain).collect();
        let mut within: HashMap<&str, &str> = HashMap::new();
        for (before, version) in known.iter().flat_map(|path| versions_within(path)) {
            let first = within.entry(before).or_insert(version);
            *first = [*first, version]
                .into_iter()
                .min_by_key(|one| order(one))
                .unwrap_or(version);
        }
        // Among paths without a version it tells them apart.
        within.retain(|before, _| {
            let mut rest = known.iter().filter_map(|path| path.strip_prefix(*before));
            rest.all(|rest| match rest.strip_prefix('/') {
                Some(below) => is_version(below.split('/').next().unwrap_or("")),
                None => !rest.is_empty(),
            })
        });
        Self { head, within }
    }

    /// The segments of a path without `/api/v1` before everything, which is where the API lives, and without
    /// versions.
    pub fn own_segments<'q>(&self, path: &'q str) -> Vec<&'q str> {
        let all: Vec<&str> = segments(path).map(|(_, segment)| segment).collect();
        let head = all.iter().take_while(|segment| is_root(segment)).count();
        let is_head = all.get(head).copied() == self.head && self.head.is_some();
        let head = (head + usize::from(is_head)).min(all.len().saturating_sub(1));
        let own = segments(path).skip(head);
        let own = own.filter(|(before, segment)| self.within.get(before) != Some(segment));
        own.map(|(_, segment)| segment).collect()
    }
}

/// A path without what tells apart operations of one path.
fn plain(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or("")
}

/// The segments of a path, each after the path before it.
fn segments(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut at = 0;
    path.split('/').filter_map(move |segment| {
        let before = &path[..at.max(1) - 1];
        at += segment.len() + 1;
        (!segment.is_empty()).then_some((before, segment))
    })
}

/// The versions of a path that are not its first segment.
fn versions_within(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let after = segments(path)
        .skip_while(|(_, segment)| is_root(segment))
        .skip(1);
    after.filter(|(_, segment)| is_version(segment))
}

/// The version at the head of a path: `v1` of `/api/v1/users`, `2.0` of `/2.0/users`.
fn api_version(path: &str) -> Option<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .find(|segment| !is_root(segment))
        .filter(|segment| is_version(segment) || is_number(segment))
}

/// Whether a segment is a number, perhaps with a point: `2`, `2.0`.
fn is_number(segment: &str) -> bool {
    segment
        .split('.')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

/// `v2` comes after `v1beta`, `v10` after `v9`.
pub(in crate::lower) fn order(version: &str) -> (u64, bool, String) {
    let digits: String = version
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let plain = version.trim_start_matches('v') == digits;
    (digits.parse().unwrap_or(0), !plain, version.to_owned())
}

fn is_root(segment: &str) -> bool {
    matches!(segment, "api" | "rest")
}

/// Whether a segment is a version: `v1`, `v2beta1`, `2010-04-01`.
pub(in crate::lower) fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or("");
    let dated = segment.len() == 10 && segment.chars().all(|c| c.is_ascii_digit() || c == '-');
    dated || number.starts_with(|c: char| c.is_ascii_digit())
}
