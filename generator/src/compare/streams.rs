//! Answers that arrive as items: what an item is, the events by name, and how they are asked for.

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use crate::api::{Answer, EventItem, EventUnion, Items, Operation, Success, Type};

/// The stream that a reading gives, with the type of its items as one side has it; `None` where it gives
/// something else.
pub(super) fn shown(side: &Side<'_>, answer: &Answer) -> Option<String> {
    spelled(answer, &|ty| written(side, ty))
}

/// The stream of the old client, its types called as the new one calls them.
pub(super) fn now(pair: &Pair<'_>, answer: &Answer) -> Option<String> {
    spelled(answer, &|ty| pair.written_now(ty))
}

fn spelled(answer: &Answer, spell: &dyn Fn(&Type) -> String) -> Option<String> {
    match answer {
        Answer::Events(events) => {
            let item = match &events.item {
                EventItem::Raw => "RawEvent".to_owned(),
                EventItem::Json(ty) => spell(ty),
                EventItem::ByName(union) => union.name.clone(),
            };
            Some(format!("EventStream<{item}>"))
        }
        Answer::Items(Items { ty, .. }) => Some(format!("JsonStream<{}>", spell(ty))),
        Answer::Json(_) | Answer::Text | Answer::Download => None,
    }
}

/// Whether the new API's items are none of the old client's type.
pub(super) fn breaks(pair: &Pair<'_>, old: &Answer, new: &Answer) -> bool {
    match (old, new) {
        (Answer::Items(was), Answer::Items(is)) => {
            was.framing != is.framing || !pair.is_read(&was.ty, &is.ty)
        }
        (Answer::Events(was), Answer::Events(is)) => match (&was.item, &is.item) {
            (EventItem::Raw, _) => false,
            (EventItem::Json(was), EventItem::Json(is)) => !pair.is_read(was, is),
            _ => true,
        },
        _ => true,
    }
}

/// What differs in the events by name of two readings.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Success,
    new: &Success,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let (Some(was), Some(is)) = (union(old), union(new)) else {
        return;
    };
    let data = |ty: &Option<Type>, spell: &dyn Fn(&Type) -> String| {
        ty.as_ref().map_or_else(|| "String".to_owned(), spell)
    };
    for old in &was.variants {
        let Some(new) = is.variants.iter().find(|new| new.event == old.event) else {
            let text = format!("`{}::{}` is gone", was.name, old.name);
            log.add(subject, text, Effect::MAJOR, at);
            continue;
        };
        if old.name != new.name {
            let text = format!("`{}::{}` is called `{}`", was.name, old.name, new.name);
            log.add(subject, text, Effect::MAJOR, at);
        }
        let now = data(&old.data, &|ty| pair.written_now(ty));
        let given = data(&new.data, &|ty| written(&pair.new, ty));
        if now != given {
            let before = data(&old.data, &|ty| written(&pair.old, ty));
            let text = format!("`{}::{}` holds `{before}` → `{given}`", was.name, old.name);
            let is_read = match (&old.data, &new.data) {
                (None, _) => true,
                (Some(was), Some(is)) => pair.is_read(was, is),
                (Some(_), None) => false,
            };
            log.add(subject, text, Effect::MAJOR.wire(!is_read), at);
        }
    }
    for new in &is.variants {
        if was.variants.iter().all(|old| old.event != new.event) {
            let text = format!("new: `{}::{}`", is.name, new.name);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
}

/// What differs in how a stream is asked for.
pub(super) fn switch(
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let key = |operation: &Operation| operation.switch.as_ref().map(|switch| switch.key.clone());
    let text = match (key(old), key(new)) {
        (Some(was), Some(is)) if was != is => format!("asks for a stream by `{was}` → `{is}`"),
        (None, Some(is)) => format!("asks for a stream by `{is}`, which the plain call refuses"),
        (Some(was), None) => format!("no longer asks for a stream by `{was}`"),
        _ => return,
    };
    log.add(subject, text, Effect::WIRE, at);
}

fn union(success: &Success) -> Option<&EventUnion> {
    match success {
        Success::One(Answer::Events(events)) => match &events.item {
            EventItem::ByName(union) => Some(union),
            _ => None,
        },
        _ => None,
    }
}
