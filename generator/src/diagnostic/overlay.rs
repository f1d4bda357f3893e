//! The overlays of many findings as one document, and the name that it can be saved under.

use std::cmp::Reverse;

use super::{Diagnostic, mend, quoted};
use crate::source::Sources;

/// The file that an overlay of the description can be saved as: one that is not there.
pub(super) fn overlay_name(sources: &Sources) -> String {
    let description = sources.file_name(0);
    let stem = description
        .rsplit_once('.')
        .map_or(description, |(stem, _)| stem);
    let free = |name: &String| !sources.overlays().any(|known| known == name);
    let numbered = (2..).map(|number| format!("{stem}.{number}.overlay.yaml"));
    let mut names = std::iter::once(format!("{stem}.overlay.yaml")).chain(numbered);
    names.find(free).unwrap_or_default()
}

/// One overlay with the actions of all findings that have some, and the file that it can be saved as.
/// `None` where fewer than two have one.
pub fn joined_overlay(found: &[&Diagnostic], sources: &Sources) -> Option<(String, String)> {
    let mut found = found.to_vec();
    // Each action applies to the result of those before it, and an item that is removed moves the ones behind it: items
    // are removed at the end, the last of a list first.
    let removed = |found: &Diagnostic| found.removed.map(|place| Reverse(sources.steps(place)));
    found.sort_by_cached_key(|found| removed(found));
    let overlays = found.iter().filter_map(|found| found.overlay.as_deref());
    let actions: Vec<&str> = overlays
        .filter_map(|overlay| overlay.split_once(mend::ACTIONS))
        .map(|(_, actions)| actions)
        .collect();
    if actions.len() < 2 {
        return None;
    }
    let mut distinct: Vec<&str> = Vec::new();
    for actions in actions {
        if !distinct.contains(&actions) {
            distinct.push(actions);
        }
    }
    let title = quoted(&format!("Mends of {}", sources.name()));
    Some((
        mend::document(&title, &distinct.concat()),
        overlay_name(sources),
    ))
}
