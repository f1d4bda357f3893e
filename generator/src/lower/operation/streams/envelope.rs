//! Schemas of a whole event, with its name and its data (OpenAPI 3.2 §4.14.4), told from schemas of the
//! data alone.

use super::super::super::context::Lowering;
use super::super::super::docs;
use super::super::fields::mark_content_type;
use super::super::unions::{self, DEPTH};
use crate::api::Docs;
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Constant, Direction, Flat, constant};
use crate::source::Node;

/// The members that an event can have.
const MEMBERS: &[&str] = &["data", "event", "id", "retry"];

const HELP: &str = "where the data is an object with the member `data`, give `data` a `contentMediaType` and \
                    put that object into its `contentSchema`";

/// A schema that describes whole events.
pub(super) struct Envelope<'s> {
    pub node: &'s Node,
    pub docs: Docs,
    /// Their name; `None` where the schema leaves it open.
    pub event: Option<&'s str>,
    pub data: Data,
    /// The data, where it is a constant text: it says nothing but that the stream is at its end.
    pub end: Option<&'s str>,
    /// Whether it has `data` alone, which the JSON of the data could have as a member just as well.
    is_guess: bool,
}

/// The branches of a schema of events.
#[derive(Default)]
struct Branches<'s> {
    found: Vec<Envelope<'s>>,
    /// Those with members that events have, and no `data`: the standard has clients ignore such events.
    silent: Vec<&'s Node>,
    others: Vec<&'s Node>,
}

/// What the data of an event is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Data {
    Text,
    Json(SchemaId),
    AnyJson,
}

/// The kinds of events that a schema describes; `None` where it describes the data alone. `is_event` says
/// that the document means a whole event.
pub(super) fn envelopes<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    is_event: bool,
) -> Option<Vec<Envelope<'s>>> {
    let mut branches = Branches::default();
    collect(lowering, schema, is_event, DEPTH, &mut branches)?;
    let Branches {
        found,
        silent,
        mut others,
    } = branches;
    // Members of events, without `data`, may be those of the data as well, unless another branch is an event for sure.
    let is_sure = found.iter().any(|envelope| !envelope.is_guess);
    if !is_sure {
        others.extend(&silent);
    }
    // Nothing but the data of an event is a constant text. Where one branch has that, and another one the data, what
    // has members that no event has is no event.
    let is_clear = [true, false].iter().all(|is_end| {
        let mut found = found.iter();
        found.any(|envelope| envelope.end.is_some() == *is_end)
    });
    if !others.is_empty() && !is_clear {
        return None;
    }
    for node in others {
        let report = lowering.report;
        let message = "the branch is no event of a stream, as the others are";
        let found = report.at(Code::UnclearEvents, node, message);
        report.add(found.label("it is left out").once());
    }
    for node in silent.into_iter().filter(|_| is_sure) {
        let report = lowering.report;
        let message = "an event without `data` is no item of a stream";
        let found = report.at(Code::UnclearEvents, node, message);
        report.add(found.label("it is left out").once());
    }
    // One kind needs no name; of several, one may have none. The end of the stream is told by its text.
    let unnamed = found.iter().filter(|envelope| envelope.event.is_none());
    let (ends, unnamed): (Vec<_>, Vec<_>) = unnamed.partition(|envelope| envelope.end.is_some());
    let are_texts = ends.len() > 1 && ends.len() == found.len();
    if found.len() > 1 && unnamed.len() > 1 || are_texts {
        return None;
    }
    mark(lowering, schema, DEPTH);
    for guess in found.iter().filter(|envelope| envelope.is_guess) {
        let report = lowering.report;
        let message = "`data` is all that the schema has, so it describes whole events";
        let note = report.at(Code::UnclearEvents, guess.node, message);
        report.add(note.label("the item is what `data` is").help(HELP).once());
    }
    Some(found)
}

/// Remembers that the `contentMediaType` of data has an effect.
fn mark(lowering: &mut Lowering<'_, '_>, schema: SchemaId, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let schema = lowering.schemas.target(schema);
    let own = lowering.schemas.schema(schema).assertions.clone();
    if let Some(data) = own.properties.get("data") {
        mark_content_type(lowering, *data);
    }
    for part in own.all_of.iter().chain(own.branches()) {
        mark(lowering, *part, depth);
    }
}

fn collect<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    is_event: bool,
    depth: usize,
    all: &mut Branches<'s>,
) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let branches = lowering.schemas.branches(schema);
    let flat = lowering.schemas.flat(schema);
    if flat.assertions.branches().is_empty() {
        match envelope(lowering, schema, &flat, is_event) {
            Some(envelope) => all.found.push(envelope),
            None if has_members_of_events(&flat) => all.silent.push(flat.node),
            None => all.others.push(flat.node),
        }
        return Some(());
    }
    let mut branches = branches.list.iter();
    branches.try_for_each(|branch| collect(lowering, *branch, is_event, depth, all))
}

/// The members of an object that describes an event; `None` where it describes none.
fn envelope<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    flat: &Flat<'s>,
    is_event: bool,
) -> Option<Envelope<'s>> {
    let properties = &flat.assertions.properties;
    if !has_members_of_events(flat) {
        return None;
    }
    let data = properties.get("data").copied();
    let data_flat = data.map(|data| lowering.schemas.flat(data));
    let holds_text = data_flat.as_ref().is_some_and(|data| {
        data.annotations.content_schema.is_some() || data.assertions.content.1.is_some()
    });
    let constant = data_flat
        .as_ref()
        .and_then(|data| constant(&data.assertions));
    let end = match constant {
        Some(Constant::Text(end)) => Some(end),
        _ => None,
    };
    if !is_event && data.is_none() {
        return None;
    }
    let facts = lowering.schemas.facts(schema, Some(Direction::Received));
    let event = match facts.values("event") {
        Some([Constant::Text(event)]) => Some(*event),
        _ => None,
    };
    let data = match (data, &data_flat) {
        (Some(data), Some(flat)) => match flat.annotations.content_schema {
            Some(content) => Data::Json(content),
            None if flat.assertions.kinds != [Kind::String] => Data::Json(data),
            None if flat.assertions.content.1.is_some_and(is_json) => Data::AnyJson,
            None => Data::Text,
        },
        _ => Data::Text,
    };
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(flat.annotations.description.unwrap_or(""), base);
    docs::first(&mut docs);
    Some(Envelope {
        node: flat.node,
        docs,
        event,
        data,
        end,
        is_guess: !is_event && properties.len() == 1 && !holds_text && end.is_none(),
    })
}

/// Whether a schema is an object with members that events have, and no others.
fn has_members_of_events(flat: &Flat<'_>) -> bool {
    let mut keys = flat.assertions.properties.keys();
    let is_object = matches!(flat.assertions.kinds[..], [] | [Kind::Object]);
    is_object && keys.len() > 0 && keys.all(|key| MEMBERS.contains(key))
}

fn is_json(media: &str) -> bool {
    MediaType::parse(media).is_some_and(|media| media.is_json())
}

/// Whether the values of a schema can have a member of this name.
pub(super) fn has_member(lowering: &mut Lowering<'_, '_>, schema: SchemaId, name: &str) -> bool {
    unions::any(lowering, schema, |flat| {
        flat.assertions.properties.contains_key(name)
    })
}
