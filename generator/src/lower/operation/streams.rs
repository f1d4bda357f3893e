//! Answers that arrive as items: the type of an item, and which events are none.

mod declared;
mod envelope;
mod switch;

pub(super) use self::declared::{Declared, declared};
use self::envelope::{Data, Envelope};
pub(super) use self::switch::{recognise as switch, report};
use super::super::context::Lowering;
use super::super::docs;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::names;
use crate::api::{
    Answer, EventItem, EventUnion, EventVariant, Events, Framing, Items, Signs, Type,
};
use crate::diagnostic::Code;
use crate::media::Sequence;
use crate::openapi::{Content, Kind, SchemaId};

/// The answer in a media type whose values are sequences.
pub(super) fn answer<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    sequence: Sequence,
    hint: &Hint,
    declared: &Declared<'_>,
) -> Answer {
    let item = item(lowering, content);
    let framing = match sequence {
        Sequence::Events => {
            return Answer::Events(events(lowering, content, item, hint, declared));
        }
        Sequence::Lines => Framing::Lines,
        Sequence::Records => Framing::Records,
    };
    let ty = match item {
        None => Type::Json,
        Some(item) => lowering
            .typed(item, Use::RECEIVED, &hint.then("item"))
            .inner(),
    };
    Answer::Items(Items { framing, ty })
}

/// The schema of one item. Before OpenAPI 3.2, documents put it under `schema`; there a list is the whole
/// sequence, and a string is the whole text.
fn item<'s>(lowering: &mut Lowering<'_, 's>, content: &Content<'s>) -> Option<SchemaId> {
    if let (Some(item), schema) = (content.item_schema, content.schema) {
        if schema.is_some() {
            let report = lowering.report;
            let message = "`schema` has no effect where `itemSchema` describes the items";
            report.add(report.at_key(Code::Inert, content.node, message).once());
        }
        return Some(item);
    }
    let schema = content.schema?;
    let flat = lowering.schemas.flat(schema);
    match (&flat.assertions.kinds[..], flat.assertions.items) {
        ([Kind::Array], items) => items,
        ([Kind::String], _) if flat.annotations.content_schema.is_none() => None,
        _ => Some(schema),
    }
}

fn events<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    item: Option<SchemaId>,
    hint: &Hint,
    declared: &Declared<'_>,
) -> Events {
    let mut signs = Signs::usual();
    if let Some(ends) = &declared.ends {
        // Said by hand, in one word for both.
        signs.end_data.clone_from(ends);
        signs.end_names.clone_from(ends);
    }
    if let Some(errors) = &declared.errors {
        signs.errors.clone_from(errors);
        signs.error_member = false;
    }
    let Some(item) = item else {
        return Events {
            item: EventItem::Raw,
            signs,
            is_whole: false,
        };
    };
    let is_event = content.item_schema.is_some();
    let Some(envelopes) = envelope::envelopes(lowering, item, is_event) else {
        signs.error_member = !envelope::has_member(lowering, item, "error");
        let ty = lowering.typed(item, Use::RECEIVED, &hint.then("event"));
        return Events {
            item: EventItem::Json(ty.inner()),
            signs,
            is_whole: false,
        };
    };
    for envelope in &envelopes {
        if let Data::Json(data) = envelope.data {
            signs.error_member &= !envelope::has_member(lowering, data, "error");
        }
    }
    for end in envelopes.iter().filter_map(|envelope| envelope.end) {
        if !signs.end_data.iter().any(|known| known == end) {
            signs.end_data.push(end.to_owned());
        }
    }
    let is_end = |envelope: &&Envelope<'_>| envelope.event.is_none() && envelope.end.is_some();
    let items = envelopes.iter().filter(|envelope| !is_end(envelope));
    let item = match items.collect::<Vec<_>>()[..] {
        [only] if only.event.is_none() => match data(lowering, only, &hint.then("event")) {
            Some(ty) => EventItem::Json(ty),
            None => EventItem::Raw,
        },
        _ => by_name(lowering, &envelopes, hint, &signs),
    };
    Events {
        item,
        signs,
        is_whole: true,
    }
}

/// The type of the JSON in the data of events; `None` where it is a text.
fn data(lowering: &mut Lowering<'_, '_>, envelope: &Envelope<'_>, hint: &Hint) -> Option<Type> {
    match envelope.data {
        Data::Text => None,
        Data::AnyJson => Some(Type::Json),
        Data::Json(schema) => Some(lowering.typed(schema, Use::RECEIVED, hint).inner()),
    }
}

/// Notes the schema of the data of an event that is an error: a caller has the bytes of the data.
fn note_error(lowering: &Lowering<'_, '_>, envelope: &Envelope<'_>) {
    if !matches!(envelope.data, Data::Text) {
        let report = lowering.report;
        let message = "the data of an event that is an error has no type";
        let found = report.at_key(Code::UntypedError, envelope.node, message);
        report.add(found.label("`Error::body` gives its bytes").once());
    }
}

/// An enum with a variant for each name; the events as they are sent where a name has several meanings.
fn by_name<'s>(
    lowering: &mut Lowering<'_, 's>,
    envelopes: &[Envelope<'s>],
    hint: &Hint,
    signs: &Signs,
) -> EventItem {
    let mut variants: Vec<EventVariant> = Vec::new();
    for envelope in envelopes {
        let event = envelope.event.unwrap_or("message");
        let is_it = |known: &String| known == event;
        if signs.errors.iter().any(is_it) {
            note_error(lowering, envelope);
            continue;
        }
        if signs.end_names.iter().any(is_it) || envelope.end.is_some() {
            continue;
        }
        let hint = hint.then(&names::snake(event)).then("event");
        let data = data(lowering, envelope, &hint);
        match variants.iter().find(|known| known.event == event) {
            Some(known) if known.data != data => {
                let message = format!(
                    "the event `{}` has several types of data",
                    event.escape_debug()
                );
                let report = lowering.report;
                let found = report.at_key(Code::Widened, envelope.node, message);
                report.add(found.label("the events are given as they are sent").once());
                return EventItem::Raw;
            }
            Some(_) => {}
            None => {
                let mut docs = envelope.docs.clone();
                if docs.blocks.is_empty() {
                    let about = format!("The event {}.", docs::code(event));
                    docs.blocks.push(docs::sentence(about));
                }
                variants.push(EventVariant {
                    name: String::new(),
                    event: event.to_owned(),
                    docs,
                    data,
                });
            }
        }
    }
    if variants.is_empty() {
        return EventItem::Raw;
    }
    EventItem::ByName(EventUnion {
        // Both are named once the request is.
        name: String::new(),
        is_defined: true,
        variants,
    })
}
