//! Which variant of an enum a status gives.

use super::log::{Effect, Log, Spots, Subject};
use crate::api::{ErrorVariant, StatusVariant, Statuses};

/// A variant and the statuses that give it.
pub(super) struct Given<'v> {
    pub name: &'v str,
    pub statuses: &'v [Statuses],
}

impl<'v> Given<'v> {
    /// A variant of the answers of a call.
    pub fn of(variant: &'v StatusVariant) -> Self {
        Self {
            name: &variant.name,
            statuses: &variant.statuses,
        }
    }

    /// A variant of the errors of a call.
    pub fn of_error(variant: &'v ErrorVariant) -> Self {
        Self {
            name: &variant.name,
            statuses: std::slice::from_ref(&variant.statuses),
        }
    }
}

/// What differs in the variants that statuses give. That a variant is new or gone is said elsewhere.
pub(super) fn compare(
    owner: &str,
    old: &[Given<'_>],
    new: &[Given<'_>],
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let has = |side: &[Given<'_>], name: &str| side.iter().any(|given| given.name == name);
    let mut all: Vec<Statuses> = Vec::new();
    for statuses in old.iter().chain(new).flat_map(|given| given.statuses) {
        if !all.contains(statuses) {
            all.push(*statuses);
        }
    }
    for status in all {
        match (variant(old, status), variant(new, status)) {
            (Some(was), Some(is)) if was != is && has(new, was) => {
                let text = format!("`{status}` gives `{owner}::{was}` → `{owner}::{is}`");
                log.add(subject, text, Effect::WIRE, at);
            }
            (Some(was), None) if has(new, was) => {
                let text = format!("`{status}` no longer gives `{owner}::{was}`");
                log.add(subject, text, Effect::WIRE, at);
            }
            (None, Some(is)) if has(old, is) => {
                let text = format!("`{status}` gives `{owner}::{is}` too");
                log.add(subject, text, Effect::MINOR, at);
            }
            _ => {}
        }
    }
}

/// The variant that a status gives: that of the status itself, else that of its range, else that of all
/// others.
fn variant<'v>(side: &[Given<'v>], status: Statuses) -> Option<&'v str> {
    let range = match status {
        Statuses::Code(code) => u8::try_from(code / 100).ok().map(Statuses::Range),
        _ => None,
    };
    let candidates = [Some(status), range, Some(Statuses::Others)];
    candidates.into_iter().flatten().find_map(|candidate| {
        let found = side
            .iter()
            .find(|given| given.statuses.contains(&candidate));
        found.map(|given| given.name)
    })
}
