//! Answers that arrive as items: what an item is, the events by name, and how they are asked for.

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use crate::api::{
    Answer, EventItem, EventUnion, Items, Operation, Reading, Shape, Signs, Switch, Type,
};

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
        Answer::Json(_) | Answer::Xml(..) | Answer::Text | Answer::Download => None,
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

/// What differs in two streams, the type of their items aside: which events are no items, and the events by name.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Answer,
    new: &Answer,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    if let (Answer::Events(was), Answer::Events(is)) = (old, new) {
        signs(&was.signs, &is.signs, subject, at, log);
        if let (EventItem::ByName(was), EventItem::ByName(is)) = (&was.item, &is.item) {
            by_name(pair, was, is, subject, at, log);
        }
    }
}

/// What differs in the events that are no items.
fn signs(old: &Signs, new: &Signs, subject: &Subject, at: Spots, log: &mut Log) {
    const END: [&str; 2] = ["ends the stream", "no longer ends the stream"];
    const ERROR: [&str; 2] = ["is an error", "is no longer an error"];
    let lists = [
        ("the data", &END, &old.end_data, &new.end_data),
        ("the event", &END, &old.end_names, &new.end_names),
        ("the event", &ERROR, &old.errors, &new.errors),
    ];
    for (what, [does, does_not], was, is) in lists {
        for word in was.iter().filter(|word| !is.contains(word)) {
            let text = format!("{what} `{}` {does_not}", word.escape_debug());
            log.add(subject, text, Effect::WIRE, at);
        }
        for word in is.iter().filter(|word| !was.contains(word)) {
            let text = format!("{what} `{}` {does}", word.escape_debug());
            log.add(subject, text, Effect::WIRE, at);
        }
    }
    if old.error_member != new.error_member {
        let text = match new.error_member {
            true => "an event whose data has a member `error` is an error",
            false => "an event whose data has a member `error` is no longer an error",
        };
        log.add(subject, text, Effect::WIRE, at);
    }
}

/// What differs in the events by name.
fn by_name(
    pair: &Pair<'_>,
    was: &EventUnion,
    is: &EventUnion,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
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
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let is_awaited = new.awaited_switch().is_some();
    let (text, breaks) = match (&old.switch, &new.switch) {
        (Some(was), Some(is)) if was.key != is.key => {
            let text = format!("asks for a stream by `{}` → `{}`", was.key, is.key);
            (text, true)
        }
        (None, Some(is)) if is_awaited => (
            format!("sends `{}` as true, to ask for a stream", is.key),
            true,
        ),
        (None, Some(is)) => {
            let text = format!(
                "asks for a stream by `{}`, which the plain call refuses",
                is.key
            );
            let may_get_one = is.is_default || old.readings().any(Reading::is_stream);
            (text, may_get_one || may_send(&pair.old, old, is))
        }
        (Some(was), None) => (
            format!("no longer asks for a stream by `{}`", was.key),
            true,
        ),
        _ => return,
    };
    log.add(subject, text, Effect::NONE.wire(breaks), at);
}

/// Whether callers of the old client may have sent a boolean.
fn may_send(side: &Side<'_>, old: &Operation, switch: &Switch) -> bool {
    if switch.argument.is_some() {
        return old.arguments.iter().any(|argument| switch.is(argument));
    }
    old.body.as_ref().is_some_and(|body| {
        let def = body.payload.ty.id().map(|id| side.def(id));
        match def.map(|def| &def.shape) {
            Some(Shape::Struct(object)) => {
                let mut members = object.members.iter();
                members.any(|member| member.key() == switch.key)
            }
            // Of anything else nothing says that it is no member.
            _ => true,
        }
    })
}
