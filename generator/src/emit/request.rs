//! Requests: for each operation a type with a setter for each option, and the operation itself as
//! constant data.

use super::handle::{docs, implementation};
use super::imports::{Homes, Imports};
use super::layout::{self, Link, signature, wrapped_chain};
use super::runtime::Part;
use super::types::named;
use super::{Piece, tokens};
use crate::api::{
    Argument, Block, Body, Codec, Docs, Handle, Next, Operation, Style, Success, Taken, Travels,
    Type,
};

/// The requests of a handle, in the order of its operations.
pub(super) fn pieces(homes: &Homes<'_>, handle: &Handle, imports: &mut Imports) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for operation in &handle.operations {
        imports.runtime(Part::Call, "Call");
        let name = tokens::raw(&operation.request);
        pieces.push(definition(&name, handle, operation));
        let setters = setters(operation, homes, imports);
        pieces.extend(implementation(&name, setters));
        pieces.push(Piece::Lines(awaited(&name, operation, homes, imports)));
        pieces.push(described(operation, homes, imports));
    }
    pieces
}

/// `name: Type`, as a signature writes it.
pub(super) fn argument(
    name: &str,
    ty: &Type,
    taken: Taken,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> String {
    let (name, ty) = (tokens::raw(name), named(ty, homes, imports));
    match taken {
        Taken::Plain | Taken::Boxed => format!("{name}: {ty}"),
        Taken::Into => format!("{name}: impl Into<{ty}>"),
    }
}

/// The call that puts an argument where it travels.
pub(super) fn sent_argument(argument: &Argument, homes: &Homes<'_>, imports: &mut Imports) -> Link {
    let name = tokens::raw(&argument.name);
    let key = tokens::literal(&argument.key);
    let (part, method, arguments, ty) = match (argument.travels, &argument.ty) {
        (Travels::Path, ty) => (Some(Part::Path), "path", vec![name], ty),
        (Travels::Header, ty) => (None, "header", vec![key, name], ty),
        (Travels::Query(Style::Repeated), Type::List(item)) => {
            let item = &**item;
            (Some(Part::QueryList), "query_list", vec![key, name], item)
        }
        (Travels::Query(Style::Single | Style::Repeated), ty) => {
            (None, "query", vec![key, name], ty)
        }
    };
    part.into_iter().for_each(|part| imports.part(part));
    let ty = named(ty, homes, imports);
    Link {
        name: format!("{method}::<{ty}>"),
        arguments,
    }
}

/// The call that sends a body.
pub(super) fn sent_body(body: &Body, homes: &Homes<'_>, imports: &mut Imports) -> Link {
    let Body { name, payload, .. } = body;
    let ty = named(&payload.ty, homes, imports);
    let name = tokens::raw(name);
    match payload.codec {
        Codec::Json => {
            imports.part(Part::JsonBody);
            let plain = payload.media == "application/json" || payload.media.contains('*');
            if plain {
                return Link {
                    name: format!("json::<{ty}>"),
                    arguments: vec![name],
                };
            }
            imports.part(Part::JsonMedia);
            Link {
                name: format!("json_as::<{ty}>"),
                arguments: vec![tokens::literal(&payload.media), name],
            }
        }
    }
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
    for option in operation.optional() {
        let mut lines = docs(&option.docs);
        if option.deprecated {
            lines.push("    #[deprecated]".to_owned());
        }
        let Argument {
            name, ty, taken, ..
        } = option;
        let argument = argument(name, ty, *taken, homes, imports);
        let link = sent_argument(option, homes, imports);
        lines.extend(setter(name, argument, link));
        setters.push(lines);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let mut about = body.docs.clone();
        if about.blocks.is_empty() {
            let text = "The body of the request.";
            about.blocks.push(Block::Text(text.to_owned(), 0));
        }
        let argument = argument(&body.name, &body.payload.ty, body.taken, homes, imports);
        let link = sent_body(body, homes, imports);
        let mut lines = docs(&about);
        lines.extend(setter(&body.name, argument, link));
        setters.push(lines);
    }
    setters
}

fn setter(name: &str, argument: String, link: Link) -> Vec<String> {
    let arguments = ["self".to_owned(), argument];
    let mut lines = signature(&tokens::raw(name), &arguments, "Self");
    lines.extend(wrapped_chain("Self", "self.0", &[link]));
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
        imports.part(Part::Decode);
        imports.runtime(Part::PagedRequest, "page_methods");
        let list = named(&Type::Named(pagination.list), homes, imports);
        let Next::LastItem { parameter, .. } = &pagination.next;
        let cursor = tokens::literal(parameter);
        let answer = format!("Page<{list}>, cursor {cursor}");
        return layout::macro_call("page_methods", name, &answer);
    }
    imports.runtime(Part::Request, "request_methods");
    let answer = match &operation.success {
        Success::Nothing => "()".to_owned(),
        Success::One(answer) => match answer.codec {
            Codec::Json => {
                imports.part(Part::Decode);
                named(&answer.ty, homes, imports)
            }
        },
    };
    layout::macro_call("request_methods", name, &answer)
}

/// The operation itself.
fn described(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    imports.runtime(Part::Operation, "Operation");
    imports.runtime(Part::Operation, "Method");
    let alternatives = operation.security.iter().map(|all| {
        let names = all.iter().map(|id| {
            let constant = &homes.api.credential(*id).constant;
            imports.add("crate::client", constant);
            format!("&{constant}")
        });
        format!("&[{}]", names.collect::<Vec<_>>().join(", "))
    });
    let alternatives: Vec<String> = alternatives.collect();
    let error = match operation.error {
        None => "None".to_owned(),
        Some(error) => {
            imports.runtime(Part::Described, "described");
            let error = named(&Type::Named(error), homes, imports);
            format!("Some(described::<{error}>)")
        }
    };
    let mut lines = vec![format!(
        "static {}: Operation = Operation {{",
        operation.constant
    )];
    lines.extend(layout::field("id", &tokens::literal(&operation.id)));
    lines.push(format!("    method: Method::{},", operation.method));
    let path = operation.path.to_string();
    lines.extend(layout::field("path", &tokens::literal(&path)));
    lines.extend(layout::list("security", &alternatives));
    lines.push("    idempotency_header: None,".to_owned());
    lines.extend(layout::field("error", &error));
    lines.push("};".to_owned());
    Piece::Lines(lines)
}

/// Documentation that says one thing.
pub(super) fn says(text: impl Into<String>) -> Docs {
    Docs {
        blocks: vec![Block::Text(text.into(), 0)],
    }
}
