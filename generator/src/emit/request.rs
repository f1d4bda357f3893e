//! Requests: for each operation a type with a setter for each option, and the operation itself as
//! constant data.

use super::body::sent_body;
use super::handle::{docs, implementation};
use super::imports::{Homes, Imports};
use super::layout::{self, Link, assigned, signature, wrapped_chain};
use super::pages;
use super::parameter::sent_argument;
use super::runtime::Part;
use super::types::named;
use super::{Piece, answer, by_status, errors, headers, stream, tokens, wire, xml};
use crate::api::{
    Argument, Block, Body, Codec, Docs, Handle, Operation, OwnServer, Repeats, Shape, Taken,
    Travels, Type, is_relative,
};
use crate::type_text::taken_text;

/// The requests of a handle, in the order of its operations.
pub(super) fn pieces(homes: &Homes<'_>, handle: &Handle, imports: &mut Imports) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for operation in &handle.operations {
        imports.runtime(Part::Call, "Call");
        let name = tokens::raw(&operation.request);
        pieces.push(definition(&name, handle, operation));
        let mut methods = setters(operation, homes, imports);
        methods.extend(answer::methods(operation, homes, imports));
        pieces.extend(implementation(&name, methods));
        pieces.push(Piece::Lines(awaited(&name, operation, homes, imports)));
        if operation
            .body
            .as_ref()
            .is_some_and(|body| has_members(body, homes))
        {
            imports.runtime(Part::JsonOptions, "json_options");
            imports.part(Part::JsonMember);
            pieces.push(Piece::Lines(vec![format!("json_options!({name});")]));
        }
        pieces.extend(by_status::pieces(operation, homes, imports));
        pieces.extend(stream::pieces(operation, homes, imports));
        pieces.extend(errors::enums(operation, homes, imports));
        pieces.extend(headers::structs(operation, homes, imports));
        pieces.push(described(operation, homes, imports));
    }
    pieces
}

/// Whether a body is a JSON object, or may be one.
fn has_members(body: &Body, homes: &Homes<'_>) -> bool {
    let mut ty = &body.payload.ty;
    while let Type::Boxed(inner) | Type::Deep(inner) | Type::Option(inner) = ty {
        ty = inner;
    }
    body.payload.codec == Codec::Json
        && match ty {
            Type::Json | Type::Map(_) => true,
            Type::Named(id) => matches!(homes.def(*id).shape, Shape::Struct(_) | Shape::Union(_)),
            _ => false,
        }
}

/// `name: Type`, as a signature writes it, and the lines that make a list or a map of what is given for it.
pub(super) fn argument(
    operation: &Operation,
    name: &str,
    ty: &Type,
    taken: Taken,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> (String, Vec<String>) {
    let name = tokens::raw(name);
    let written = taken_text(taken, ty, &mut |ty| named(ty, homes, imports));
    let collected = wire::collector(taken).map(|part| {
        let mut function = part.name().to_owned();
        let held = named(taken.given(ty), homes, imports);
        if operation.takes(&function) {
            imports.part(part);
            function = format!("crate::{}::{function}", part.module());
        } else {
            imports.runtime(part, &function);
        }
        let value = format!("{function}::<{held}>({name});");
        assigned(&format!("        let {name} ="), &value)
    });
    (format!("{name}: {written}"), collected.unwrap_or_default())
}

/// The same of a body that is one value.
pub(super) fn body_argument(
    operation: &Operation,
    body: &Body,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> (String, Vec<String>) {
    let (name, ty) = (&body.name, &body.payload.ty);
    argument(operation, name, ty, body.taken, homes, imports)
}

fn definition(name: &str, handle: &Handle, operation: &Operation) -> Piece {
    let method = format!("{}::{}", handle.name, tokens::raw(&operation.name));
    let text = format!("Made by [`{method}`]; nothing is sent until it is awaited.");
    Piece::Lines(vec![
        format!("/// {text}"),
        "#[derive(Debug, Clone)]".to_owned(),
        "#[must_use = \"nothing is sent until the request is awaited\"]".to_owned(),
        format!("pub struct {name}(Call);"),
    ])
}

fn setters(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Vec<Vec<String>> {
    let mut setters = Vec::new();
    let mut described: Vec<&str> = operation.arguments.iter().filter_map(field_name).collect();
    // A file and the value in its place have one name.
    described.dedup();
    for option in operation.optional() {
        let mut lines = docs(&option.docs);
        if option.deprecated {
            lines.push("    #[deprecated]".to_owned());
        }
        let Argument {
            name, ty, taken, ..
        } = option;
        let (argument, collected) = argument(operation, name, ty, *taken, homes, imports);
        let links = sent_argument(option, &described, homes, imports);
        lines.extend(setter(name, argument, collected, &links));
        setters.push(lines);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let mut about = body.docs.clone();
        if about.blocks.is_empty() {
            let text = "The body of the request.";
            about.blocks.push(Block::Text(text.to_owned(), 0));
        }
        let (argument, collected) = body_argument(operation, body, homes, imports);
        let links = sent_body(body, homes, imports);
        let mut lines = docs(&about);
        lines.extend(setter(&body.name, argument, collected, &links));
        setters.push(lines);
    }
    setters.extend(server(operation, homes, imports));
    setters
}

/// The name of a field of the form or of a part at the top of the body, where it has one.
fn field_name(argument: &Argument) -> Option<&str> {
    match &argument.travels {
        Travels::Field(_) => Some(argument.key.as_str()).filter(|key| !key.is_empty()),
        Travels::Part(part) if part.place.within.is_empty() => argument.part_name(),
        _ => None,
    }
}

/// The option that takes a server of the operation.
fn server(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Option<Vec<String>> {
    let OwnServer::Chosen { set, option } = operation.server.as_ref()? else {
        return None;
    };
    imports.part(Part::ServerOption);
    let servers = &homes.api.servers;
    let ty = format!("crate::{}::{}", servers.module, servers.sets[*set].name);
    let choices = &servers.sets[*set].choices;
    let relative = choices.iter().filter(|choice| is_relative(&choice.url));
    let about = match relative.count() {
        0 => "Sends the request to this server, unless the client was given a base URL.",
        count if count == choices.len() => {
            "Sends the request to this server, whose URL is relative to the base URL."
        }
        _ => {
            "Sends the request to this server. One with a host is not used where the client was given a base URL; \
             the others are relative to it."
        }
    };
    let mut lines = docs(&says(about));
    let link = Link {
        name: format!("server::<{ty}>"),
        arguments: vec![tokens::raw(option)],
    };
    let argument = format!("{}: impl Into<{ty}>", tokens::raw(option));
    lines.extend(setter(option, argument, Vec::new(), &[link]));
    Some(lines)
}

fn setter(name: &str, argument: String, collected: Vec<String>, links: &[Link]) -> Vec<String> {
    let arguments = ["self".to_owned(), argument];
    let mut lines = signature(&tokens::raw(name), &arguments, "Self");
    lines.extend(collected);
    lines.extend(wrapped_chain("Self", "self.0", links));
    lines.push("    }".to_owned());
    lines
}

/// What awaiting a request gives, and the options that every request has.
fn awaited(
    name: &str,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    if let Some(pagination) = &operation.pagination {
        return pages::awaited(name, pagination, homes, imports);
    }
    answer::awaited(name, operation, homes, imports)
}

/// The operation itself.
fn described(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    imports.runtime(Part::Operation, "Operation");
    let alternatives = operation.security.iter().map(|all| {
        let names = all.iter().map(|id| {
            let constant = &homes.api.credential(*id).constant;
            imports.add("crate::client", constant);
            format!("&{constant}")
        });
        format!("&[{}]", names.collect::<Vec<_>>().join(", "))
    });
    let alternatives: Vec<String> = alternatives.collect();
    let error = errors::decoder(operation, homes, imports);
    let mut lines = vec![format!(
        "static {}: Operation = Operation {{",
        operation.constant
    )];
    lines.extend(layout::field("id", &tokens::literal(&operation.id)));
    lines.extend(layout::field("method", &tokens::literal(&operation.method)));
    let path = sent_path(operation);
    lines.extend(layout::field("path", &tokens::literal(&path)));
    lines.extend(layout::field(
        "accept",
        &tokens::literal(&operation.answer.accept),
    ));
    if !alternatives.is_empty() {
        lines.extend(layout::list("security", &alternatives));
    }
    let Repeats { key, retry_on } = &operation.repeats;
    if let Some(key) = key {
        let key = format!("Some({})", tokens::literal(key));
        lines.extend(layout::field("idempotency_header", &key));
    }
    if let Some(statuses) = retry_on {
        let statuses = statuses.iter().map(|status| tokens::literal(status));
        let statuses = statuses.collect::<Vec<_>>().join(", ");
        lines.extend(layout::field("retry_on", &format!("Some(&[{statuses}])")));
    }
    match error.strip_prefix(&format!("Some({}", xml::CLOSURE)) {
        Some(call) => lines.extend(layout::closure("error", xml::CLOSURE, call)),
        None if error == "None" => {}
        None => lines.extend(layout::field("error", &error)),
    }
    lines.push("    ..Operation::USUAL".to_owned());
    lines.push("};".to_owned());
    Piece::Lines(lines)
}

/// Documentation that says one thing.
pub(super) fn says(text: impl Into<String>) -> Docs {
    Docs {
        blocks: vec![Block::Text(text.into(), 0)],
    }
}

/// The template of a path as it is sent: a `%` that begins no triplet is encoded (RFC 3986 §2.4).
fn sent_path(operation: &Operation) -> String {
    let path = operation.path.to_string();
    let mut sent = String::with_capacity(path.len());
    for (at, c) in path.char_indices() {
        sent.push(c);
        let digits = path.as_bytes().get(at + 1..at + 3);
        let is_triplet = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if c == '%' && !is_triplet {
            sent.push_str("25");
        }
    }
    sent
}
