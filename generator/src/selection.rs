//! Which operations a client has: takes a description, leaves in it what was asked for.

use std::collections::HashSet;
use std::iter;

use crate::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::openapi::{Description, Operation, PathItem};
use crate::source::Place;

/// The operations and webhooks that a client has. Without one it has all of them.
///
/// An operation is in the client when one of its tags, its path or its `operationId` is named here; `*` matches any
/// text: `/v1/charges*`. Of the types, the client then has those that its operations need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags of operations and webhooks.
    pub tags: Vec<String>,
    /// Paths as the description writes them.
    pub paths: Vec<String>,
    /// `operationId`s of operations and webhooks.
    pub ids: Vec<String>,
    /// Names of webhooks.
    pub webhooks: Vec<String>,
}

impl Selection {
    /// Leaves what was asked for. What was asked for and is not there goes to the report.
    pub(crate) fn apply(&self, description: &mut Description<'_>, report: &Report<'_>) {
        self.check(description, report);
        let all = places(description);
        let has_lost = !description.lost.is_empty();
        leave(&mut description.paths, |item, operation| {
            self.names(operation) || any(&self.paths, item.path)
        });
        leave(&mut description.webhooks, |item, operation| {
            self.names(operation) || any(&self.webhooks, item.path)
        });
        description.lost.retain(|lost| any(&self.paths, lost.path));
        description.only_used = true;
        withdraw(description, all, has_lost, report);
    }

    fn names(&self, operation: &Operation<'_>) -> bool {
        let mut tags = operation.tags.iter();
        tags.any(|tag| any(&self.tags, tag)) || operation.id.is_some_and(|id| any(&self.ids, id))
    }

    fn check(&self, description: &Description<'_>, report: &Report<'_>) {
        let items = || description.paths.iter().chain(&description.webhooks);
        let operations = || items().flat_map(|item| &item.operations);
        let tags: Vec<&str> = operations()
            .flat_map(|operation| &operation.tags)
            .copied()
            .collect();
        let ids: Vec<&str> = operations().filter_map(|operation| operation.id).collect();
        let paths: Vec<&str> = description.paths.iter().map(|item| item.path).collect();
        let webhooks: Vec<&str> = description.webhooks.iter().map(|item| item.path).collect();
        for (key, wanted, known, what) in [
            ("tags", &self.tags, tags, "no operation has the tag"),
            ("ids", &self.ids, ids, "no operation has the `operationId`"),
            ("paths", &self.paths, paths, "there is no path"),
            ("webhooks", &self.webhooks, webhooks, "there is no webhook"),
        ] {
            for word in wanted {
                if known.iter().any(|known| fits(word, known)) {
                    continue;
                }
                let message = format!("{what} `{word}`, and the selection asks for it");
                let found = Diagnostic::new(Code::NothingSelected, None, message);
                let found = found.about(key, word);
                report.add(match nearest(word, known.iter().copied()) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help("take it out of the selection, or look for its new name"),
                });
            }
        }
    }
}

/// The places of the operations.
fn places(description: &Description<'_>) -> HashSet<Place> {
    let items = description.paths.iter().chain(&description.webhooks);
    let operations = items.flat_map(|item| &item.operations);
    operations.map(|operation| operation.node.place).collect()
}

/// Takes back what was found in operations that are not left, of `all` that there were, and in paths without another.
fn withdraw(
    description: &Description<'_>,
    all: HashSet<Place>,
    has_lost: bool,
    report: &Report<'_>,
) {
    let sources = report.sources;
    // A part of one operation may be that of another, too.
    if sources.texts().any(|text| text.contains("#/paths/")) {
        return;
    }
    let left = places(description);
    let mut gone: HashSet<Place> = all.difference(&left).copied().collect();
    let around = |at: Place| iter::successors(Some(at), |at| sources.parent(*at));
    let kept: HashSet<Place> = left.iter().flat_map(|at| around(*at)).collect();
    let items: Vec<Place> = gone.iter().filter_map(|at| sources.parent(*at)).collect();
    // Whether one that cannot be read is asked for is not known.
    if !has_lost {
        gone.extend(items.into_iter().filter(|item| !kept.contains(item)));
    }
    report.withdraw_within(&gone);
}

/// Leaves some operations, and no path without one.
fn leave<'s>(
    items: &mut Vec<PathItem<'s>>,
    is_wanted: impl Fn(&PathItem<'s>, &Operation<'s>) -> bool,
) {
    for item in items.iter_mut() {
        let all = std::mem::take(&mut item.operations);
        item.operations = all
            .into_iter()
            .filter(|operation| is_wanted(item, operation))
            .collect();
    }
    items.retain(|item| !item.operations.is_empty());
}

fn any(patterns: &[String], text: &str) -> bool {
    patterns.iter().any(|pattern| fits(pattern, text))
}

/// Whether a text matches a pattern, in which `*` matches any text.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let (between, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let text = text.strip_prefix(start);
    let Some(mut text) = text.and_then(|text| text.strip_suffix(end)) else {
        return false;
    };
    // The first place of each piece leaves the most for those after it.
    between
        .split('*')
        .all(|piece| match text.split_once(piece) {
            Some((_, after)) => {
                text = after;
                true
            }
            None => false,
        })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text) in [
            ("/a", "/a"),
            ("/a*", "/a"),
            ("/a*", "/a/{id}/b"),
            ("*/b", "/a/b"),
            ("/*/b*", "/a/b/c"),
            ("*", ""),
            ("**", "a"),
            ("a*a", "aa"),
            ("/*b*b*/", "/abcb/"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("/a", "/ab"),
            ("/a*", "/b"),
            ("*/b", "/b/c"),
            ("/a*b*c", "/acb"),
            ("a*a", "a"),
            ("*b*b*", "abc"),
            // Each star once more would take twice the time, if one tried all places.
            ("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab", &"a".repeat(100)),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
