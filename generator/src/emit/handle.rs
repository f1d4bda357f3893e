//! The handle of a resource: the methods that lead to the resources below it, and its calls.

use super::behind::attribute;
use super::body::{begun, sent_body};
use super::imports::{Homes, Imports};
use super::layout::{indented, signature, wrapped_chain};
use super::parameter::sent_argument;
use super::request::{argument, body_argument};
use super::runtime::Part;
use super::{Piece, errors, headers, layout, request, tokens, usage};
use crate::api::{Api, Block, CredentialId, Docs, Handle, Module, Operation, OwnServer, code};

/// The handle of a module, with everything that its calls need.
pub(super) fn pieces(
    homes: &Homes<'_>,
    module: &Module,
    handle: &Handle,
    imports: &mut Imports,
) -> Vec<Piece> {
    imports.runtime(Part::Client, "Client");
    let name = &handle.name;
    let mut lines = tokens::doc_lines(&module.docs, 0);
    lines.push("#[derive(Debug, Clone)]".to_owned());
    lines.push(format!("pub struct {name}(pub(crate) Client);"));
    let mut pieces = vec![Piece::Lines(lines)];
    let mut methods = accessors(module, "self.0.clone()", imports);
    methods.extend(calls(homes, handle, "self.0", imports));
    pieces.extend(implementation(name, methods));
    pieces.extend(request::pieces(homes, handle, imports));
    pieces
}

/// `impl Type { … }`, a blank line between its methods; nothing without methods.
pub(super) fn implementation(ty: &str, methods: Vec<Vec<String>>) -> Option<Piece> {
    if methods.is_empty() {
        return None;
    }
    let mut lines = vec![format!("impl {ty} {{")];
    lines.extend(methods.join(&String::new()));
    lines.push("}".to_owned());
    Some(Piece::Lines(lines))
}

/// A method for each resource below a handle. `client` is an expression that gives a client.
pub(super) fn accessors(module: &Module, client: &str, imports: &mut Imports) -> Vec<Vec<String>> {
    let children = module.children.iter();
    let children = children.filter_map(|child| Some((child, child.handle.as_ref()?)));
    let children: Vec<(&Module, &Handle)> = children.collect();
    let handles = children.iter().map(|(_, handle)| *handle);
    let handles: Vec<&Handle> = handles.chain(&module.handle).collect();
    let mut accessors = Vec::new();
    for (child, handle) in children {
        let method = tokens::raw(&child.name);
        let alike = handles.iter().filter(|other| other.name == handle.name);
        let parent = if imports.is_root() { "crate" } else { "self" };
        let ty = if !child.features.is_empty() {
            format!("crate::{method}::{}", handle.name)
        } else if alike.count() == 1 {
            imports.add(&format!("{parent}::{method}"), &handle.name);
            handle.name.clone()
        } else if imports.is_root() {
            format!("crate::{method}::{}", handle.name)
        } else {
            // `/teams/{id}/teams`: two handles of one name cannot both be imported.
            format!("{method}::{}", handle.name)
        };
        let mut lines = docs(&child.docs);
        let attribute = attribute(&child.features).into_iter();
        lines.extend(attribute.map(|line| indented(4, &line)));
        lines.extend(signature(&method, &["&self".to_owned()], &ty));
        lines.extend(layout::call(8, &ty, &[client.to_owned()]));
        lines.push("    }".to_owned());
        accessors.push(lines);
    }
    accessors
}

/// The calls of a handle. `client` is an expression that gives a reference to a client.
pub(super) fn calls(
    homes: &Homes<'_>,
    handle: &Handle,
    client: &str,
    imports: &mut Imports,
) -> Vec<Vec<String>> {
    let operations = handle.operations.iter();
    let calls = operations.map(|operation| call(homes, operation, client, imports));
    calls.collect()
}

fn call(
    homes: &Homes<'_>,
    operation: &Operation,
    client: &str,
    imports: &mut Imports,
) -> Vec<String> {
    let mut all = operation.docs.clone();
    all.blocks.extend(arguments(operation));
    all.blocks.extend(credentials(operation, homes.api));
    all.blocks.extend(headers::of_call(operation));
    all.blocks.extend(errors::of_call(operation, homes.api));
    let shown = usage::of_call(homes, &imports.accessors(), operation);
    all.blocks.push(shown);
    let mut lines = docs(&all);
    let alias = operation.alias.as_ref();
    if let Some(alias) = alias.filter(|alias| **alias != operation.name && is_alias(alias)) {
        let alias = format!("alias = {}", tokens::literal(alias));
        lines.extend(layout::attribute(4, "doc", &alias));
    }
    if operation.deprecated {
        lines.push("    #[deprecated]".to_owned());
    }
    let mut arguments = vec!["&self".to_owned()];
    let mut first = Vec::new();
    let mut links = vec![layout::Link {
        name: "call".to_owned(),
        arguments: vec![format!("&{}", operation.constant)],
    }];
    links.extend(sent_to(operation, homes, imports));
    if let Some(fields) = &operation.fields {
        links.extend(begun(fields, operation, imports));
    }
    for required in operation.required() {
        let (argument, collected) = argument(
            operation,
            &required.name,
            &required.ty,
            required.taken,
            homes,
            imports,
        );
        arguments.push(argument);
        first.extend(collected);
        links.extend(sent_argument(required, &[], homes, imports));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let (argument, collected) = body_argument(operation, body, homes, imports);
        arguments.push(argument);
        first.extend(collected);
        links.extend(sent_body(body, homes, imports));
    }
    let name = tokens::raw(&operation.name);
    let request = tokens::raw(&operation.request);
    lines.extend(signature(&name, &arguments, &request));
    lines.extend(first);
    lines.extend(wrapped_chain(&request, client, &links));
    lines.push("    }".to_owned());
    lines
}

/// The credentials of an operation, where those that `Client::new` takes are not enough.
fn credentials(operation: &Operation, api: &Api) -> Option<Block> {
    let is_given = |id: &CredentialId| api.constructors.new.contains(id);
    let alternatives = &operation.security;
    let is_enough = |all: &Vec<CredentialId>| all.iter().all(is_given);
    if api.credentials.len() < 2 || alternatives.is_empty() || alternatives.iter().any(is_enough) {
        return None;
    }
    let name = |id: &CredentialId| code(&tokens::raw(&api.credential(*id).name));
    let together = |all: &Vec<CredentialId>| {
        let names: Vec<String> = all.iter().map(name).collect();
        names.join(" and ")
    };
    let words: Vec<String> = alternatives.iter().map(together).collect();
    let text = format!("Needs a client with {}.", words.join(", or "));
    Some(Block::Text(text, 0))
}

/// The documentation of what a method takes, as a list. Setters have their own.
fn arguments(operation: &Operation) -> Option<Block> {
    let body = operation.body.iter().filter(|body| body.required);
    let required = operation.required();
    let arguments = required.map(|required| (&required.name, &required.docs));
    let arguments = arguments.chain(body.map(|body| (&body.name, &body.docs)));
    let rows = arguments.filter(|(_, docs)| !docs.blocks.is_empty());
    let rows: Vec<String> = rows.flat_map(|(name, docs)| item(name, docs)).collect();
    (!rows.is_empty()).then_some(Block::Verbatim(rows))
}

/// Documentation as an item of a list, with a name at its start.
fn item(name: &str, about: &Docs) -> Vec<String> {
    const INDENT: usize = 2;
    let name = format!("`{name}`:");
    let mut about = about.clone();
    match about.blocks.first_mut() {
        Some(Block::Text(text, 0)) => text.insert_str(0, &format!("{name} ")),
        _ => about.blocks.insert(0, Block::Text(name, 0)),
    }
    let lines = tokens::lines(&about, tokens::WIDTH - "    /// ".len() - INDENT);
    let lines = lines.into_iter().enumerate();
    let lines = lines.map(|(index, line)| match (index, line.as_str()) {
        (0, line) => format!("- {line}"),
        (_, "") => line,
        (_, line) => indented(INDENT, line),
    });
    lines.collect()
}

/// What sends a call to the server of its operation.
fn sent_to(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Option<layout::Link> {
    let (name, arguments) = match operation.server.as_ref()? {
        OwnServer::One { url, env: None } => {
            imports.part(Part::Server);
            ("at", vec![tokens::literal(url)])
        }
        OwnServer::One {
            url,
            env: Some(env),
        } => {
            imports.part(Part::ServerEnv);
            ("at_env", vec![tokens::literal(url), tokens::literal(env)])
        }
        OwnServer::Chosen { set, .. } => {
            let servers = &homes.api.servers;
            let set = &servers.sets[*set];
            // Without a setter, the base URL is the server.
            set.setter.as_ref()?;
            imports.part(Part::ServerChoice);
            let default = format!("crate::{}::{}::default()", servers.module, set.name);
            ("at_chosen", vec![tokens::literal(&set.name), default])
        }
    };
    Some(layout::Link {
        name: name.to_owned(),
        arguments,
    })
}

/// Documentation of a method.
pub(super) fn docs(docs: &Docs) -> Vec<String> {
    let lines = tokens::doc_lines(docs, 4).into_iter();
    lines.map(|line| indented(4, &line)).collect()
}

/// rustdoc refuses aliases with quotes or spaces at their ends.
fn is_alias(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "_-./:".contains(c);
    !text.is_empty() && text.chars().all(fits)
}
