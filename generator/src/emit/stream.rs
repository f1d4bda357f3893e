//! Streams: the types of their items, the enums of events by name, and the functions that read them.

use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented};
use super::runtime::Part;
use super::types::named;
use super::{Piece, tokens};
use crate::api::{
    Answer, Block, Docs, EventItem, EventUnion, Events, Framing, Items, Operation, Signs, Success,
    Switch, Travels,
};

/// The type of a stream of events, and the function that reads it.
pub(super) fn events(
    events: &Events,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> (String, String) {
    imports.runtime(Part::EventStream, "EventStream");
    let ty = format!("EventStream<{}>", item(events, homes, imports));
    let function = match &events.item {
        EventItem::ByName(union) => format!("{}::stream", union.name),
        EventItem::Json(_) if events.signs == Signs::usual() => {
            imports.runtime(Part::Events, "events");
            "events".to_owned()
        }
        EventItem::Json(_) | EventItem::Raw => reader(operation, events),
    };
    (ty, function)
}

/// The type of a stream of JSON texts, and the function that reads it.
pub(super) fn items(items: &Items, homes: &Homes<'_>, imports: &mut Imports) -> (String, String) {
    imports.runtime(Part::JsonStream, "JsonStream");
    let (part, function) = match items.framing {
        Framing::Lines => (Part::JsonLines, "json_lines"),
        Framing::Records => (Part::JsonSequence, "json_sequence"),
    };
    imports.runtime(part, function);
    let ty = format!("JsonStream<{}>", named(&items.ty, homes, imports));
    (ty, function.to_owned())
}

/// The expression that lets a request ask for a stream, or for none, by an expression of the request and one of its
/// call.
fn asked(
    operation: &Operation,
    switch: &Switch,
    value: bool,
    (request, call): (&str, &str),
    imports: &mut Imports,
) -> String {
    match setter(operation, switch) {
        Some(setter) => format!("{request}.{setter}({value}).0"),
        None => {
            imports.part(Part::JsonMember);
            imports.part(Part::JsonBody);
            let key = tokens::literal(&switch.key);
            format!("{call}.json_member::<bool>(&[{key}], {value})")
        }
    }
}

/// The call of a request that asks for a stream.
pub(super) fn asking(operation: &Operation, switch: &Switch, imports: &mut Imports) -> String {
    asked(operation, switch, true, ("self", "self.0"), imports)
}

/// The closure that is given the call of a request before it is awaited: it asks for a stream, or refuses one
/// that is not read. `None` where the call is sent as it is.
pub(super) fn prepared(operation: &Operation, imports: &mut Imports) -> Option<String> {
    let call = match (operation.awaited_switch(), operation.refused_switch()) {
        (Some(switch), _) => {
            let request = format!("{}(call)", tokens::raw(&operation.request));
            asked(operation, switch, true, (&request, "call"), imports)
        }
        (None, Some((switch, method))) => refused(operation, "call", switch, method, imports),
        (None, None) => return None,
    };
    Some(format!("|call: Call| {call}"))
}

/// The call that is refused where it asks for a stream, which `method` would read, and asks for none.
pub(super) fn refused(
    operation: &Operation,
    call: &str,
    switch: &Switch,
    method: &str,
    imports: &mut Imports,
) -> String {
    let (part, function) = match &switch.argument {
        None => (Part::TrueMember, "member_is_true"),
        Some(Travels::Field(_)) => (Part::TrueField, "field_is_true"),
        Some(Travels::Part(_)) => (Part::TrueParts, "part_is_true"),
        Some(_) => (Part::TrueQuery, "query_is_true"),
    };
    imports.part(Part::Unless);
    imports.runtime(part, function);
    let (key, method) = (tokens::literal(&switch.key), tokens::literal(method));
    let call = format!("{call}.unless({function}, {key}, {method})");
    if !switch.is_default {
        return call;
    }
    let request = format!("{}({call})", tokens::raw(&operation.request));
    asked(operation, switch, false, (&request, &call), imports)
}

/// What a file has for the streams of an operation: an enum of events by name, or the function that reads
/// them as the description says.
pub(super) fn pieces(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut written: Vec<&Events> = Vec::new();
    // An enum of answers that another call defines reads its streams there.
    let readings = operation.readings().filter(|reading| {
        !matches!(&reading.success, Success::ByStatus(by_status) if !by_status.is_defined)
    });
    let answers = readings.flat_map(|reading| reading.success.answers());
    for events in answers.filter_map(Answer::events) {
        match &events.item {
            EventItem::ByName(union) if union.is_defined => {
                pieces.push(definition(operation, union, homes, imports));
                pieces.push(implementation(events, union, imports));
            }
            _ if has_own_reader(events) && !written.contains(&events) => {
                written.push(events);
                pieces.push(function(operation, events, homes, imports));
            }
            _ => {}
        }
    }
    pieces
}

/// Whether a stream of events is read by a function of its file.
fn has_own_reader(events: &Events) -> bool {
    match &events.item {
        EventItem::ByName(_) => false,
        EventItem::Json(_) => events.signs != Signs::usual(),
        EventItem::Raw => true,
    }
}

fn item(events: &Events, homes: &Homes<'_>, imports: &mut Imports) -> String {
    match &events.item {
        EventItem::Raw => {
            imports.runtime(Part::RawEvent, "RawEvent");
            "RawEvent".to_owned()
        }
        EventItem::Json(ty) => named(ty, homes, imports),
        EventItem::ByName(union) => union.name.clone(),
    }
}

/// The setter of the boolean that asks for a stream.
fn setter(operation: &Operation, switch: &Switch) -> Option<String> {
    let mut arguments = operation.optional();
    let argument = arguments.find(|argument| switch.is(argument))?;
    Some(tokens::raw(&argument.name))
}

/// The function of a file that reads the events of an operation. One that has several kinds of them numbers
/// the functions; the name of no other operation begins with a digit.
fn reader(operation: &Operation, events: &Events) -> String {
    let constant = operation.constant.to_lowercase();
    let answers = operation
        .readings()
        .flat_map(|reading| reading.success.answers());
    let mut known: Vec<&Events> = Vec::new();
    for other in answers.filter_map(Answer::events) {
        if has_own_reader(other) && !known.contains(&other) {
            known.push(other);
        }
    }
    match known.iter().position(|known| *known == events) {
        None | Some(0) => format!("read_{constant}"),
        Some(index) => format!("read_{}_{constant}", index + 1),
    }
}

fn function(
    operation: &Operation,
    events: &Events,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    imports.runtime(Part::EventStream, "EventStream");
    imports.runtime(Part::Open, "Opened");
    let item = item(events, homes, imports);
    let decode = match &events.item {
        EventItem::Raw => "|event| Ok(event.clone())",
        _ => {
            imports.runtime(Part::RawEvent, "RawEvent");
            "RawEvent::json"
        }
    };
    let name = reader(operation, events);
    let mut lines = vec![format!(
        "fn {name}(answer: &mut Opened) -> Result<EventStream<{item}>, String> {{"
    )];
    lines.extend(opened(&events.signs, decode, 0, imports));
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

/// `EventStream::open(answer, decode, &Signs { … })` on lines of its own.
fn opened(signs: &Signs, decode: &str, indent: usize, imports: &mut Imports) -> Vec<String> {
    imports.runtime(Part::EventStream, "Signs");
    let texts = |texts: &[String]| {
        let texts = texts.iter().map(|text| tokens::literal(text));
        format!("&[{}]", texts.collect::<Vec<_>>().join(", "))
    };
    let line = |more: usize, text: &str| indented(indent + more, text);
    vec![
        line(4, "static SIGNS: Signs = Signs {"),
        line(8, &format!("end_data: {},", texts(&signs.end_data))),
        line(8, &format!("end_names: {},", texts(&signs.end_names))),
        line(8, &format!("errors: {},", texts(&signs.errors))),
        line(8, &format!("error_member: {},", signs.error_member)),
        line(4, "};"),
        line(4, &format!("EventStream::open(answer, {decode}, &SIGNS)")),
    ]
}

fn definition(
    operation: &Operation,
    union: &EventUnion,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    imports.runtime(Part::RawEvent, "RawEvent");
    let request = tokens::raw(&operation.request);
    let about = Docs {
        blocks: vec![Block::Text(
            format!("An event of the answer to [`{request}`], by its name."),
            0,
        )],
    };
    let mut lines = tokens::doc_lines(&about, 0);
    lines.push("#[derive(Debug, Clone, PartialEq)]".to_owned());
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub enum {} {{", union.name));
    for variant in &union.variants {
        lines.extend(docs(&variant.docs));
        let data = match &variant.data {
            Some(ty) => named(ty, homes, imports),
            None => "String".to_owned(),
        };
        lines.extend(layout::variant(&variant.name, &[data]));
    }
    lines.push("    /// An event that the description does not name.".to_owned());
    lines.push("    Unknown(RawEvent),".to_owned());
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

fn implementation(events: &Events, union: &EventUnion, imports: &mut Imports) -> Piece {
    imports.runtime(Part::EventStream, "EventStream");
    imports.runtime(Part::Open, "Opened");
    let mut lines = vec![
        format!("impl {} {{", union.name),
        "    fn stream(answer: &mut Opened) -> Result<EventStream<Self>, String> {".to_owned(),
    ];
    lines.extend(opened(&events.signs, "Self::read", 4, imports));
    lines.extend(
        [
            "    }",
            "",
            "    fn read(event: &RawEvent) -> Result<Self, String> {",
            "        Ok(match event.name() {",
        ]
        .map(str::to_owned),
    );
    for variant in &union.variants {
        let name = tokens::literal(&variant.event);
        let data = match &variant.data {
            Some(_) => "event.json()?",
            None => "event.data().to_owned()",
        };
        let made = format!("Self::{}({data})", variant.name);
        lines.extend(layout::arm(12, &name, &made));
    }
    lines.extend(
        [
            "            _ => Self::Unknown(event.clone()),",
            "        })",
            "    }",
            "}",
        ]
        .map(str::to_owned),
    );
    Piece::Lines(lines)
}
