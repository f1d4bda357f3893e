//! Paths, operations and webhooks.

mod message;
mod parameter;

use std::collections::HashMap;

use indexmap::IndexMap;

pub(crate) use self::message::{Body, Example, MediaType, Responses, Status};
pub(super) use self::message::{body, example, header, link, response};
pub(super) use self::parameter::parameter;
pub(crate) use self::parameter::{Location, Parameter, ParameterForm, Style, placeholders};
use super::fields::Fields;
use super::reader::Reader;
use super::security::{self, Requirement, SecurityScheme};
use super::{Server, Version};
use crate::diagnostic::Code;
use crate::source::Node;

type Schemes<'s> = IndexMap<&'s str, SecurityScheme<'s>>;

/// A path, or a webhook, and what can be done there.
#[derive(Debug)]
pub(crate) struct PathItem<'s> {
    /// The template of the path, or the name of the webhook.
    pub path: &'s str,
    pub operations: Vec<Operation<'s>>,
}

/// One thing a caller can do.
#[derive(Debug)]
pub(crate) struct Operation<'s> {
    pub node: &'s Node,
    /// In capitals.
    pub method: &'s str,
    pub id: Option<&'s str>,
    pub tags: Vec<&'s str>,
    pub summary: Option<&'s str>,
    pub description: Option<&'s str>,
    pub docs_url: Option<&'s str>,
    pub deprecated: bool,
    /// Those of the path included.
    pub parameters: Vec<Parameter<'s>>,
    pub body: Option<Body<'s>>,
    pub responses: Responses<'s>,
    pub callbacks: Vec<PathItem<'s>>,
    /// `None`: what the document says for all.
    pub security: Option<Vec<Requirement<'s>>>,
    pub servers: Vec<Server<'s>>,
}

const METHODS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
];

pub(super) fn paths<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Vec<PathItem<'s>> {
    let Some(object) = node.as_object() else {
        reader.wrong_kind(node, "paths", "an object");
        return Vec::new();
    };
    let mut items = Vec::new();
    let mut shapes: HashMap<String, &str> = HashMap::new();
    for (path, node) in object.iter().filter(|(path, _)| !path.starts_with("x-")) {
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not begin with `/`");
            let found = reader.report.at_key(Code::Untidy, node, message);
            reader.report.add(found.label("read as if it did"));
        }
        if path.contains(char::is_control) {
            let found =
                reader
                    .report
                    .at_key(Code::Invalid, node, "the path has a control character");
            reader
                .report
                .add(found.help("a path is made of what a URL can hold"));
            continue;
        }
        if let Some(other) = shapes.insert(shape(path), path) {
            let message = format!("`{path}` and `{other}` are the same path");
            let found = reader.report.at_key(Code::DuplicatePath, node, message);
            reader
                .report
                .add(found.help("a server cannot tell them apart: keep one of them"));
        }
        items.extend(path_item(reader, path, node, schemes));
    }
    items
}

pub(super) fn webhooks<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Vec<PathItem<'s>> {
    let Some(object) = node.as_object() else {
        reader.wrong_kind(node, "webhooks", "an object");
        return Vec::new();
    };
    let hooks = object.iter().filter(|(name, _)| !name.starts_with("x-"));
    hooks
        .filter_map(|(name, node)| path_item(reader, name, node, schemes))
        .collect()
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}

pub(super) fn path_item<'s>(
    reader: &Reader<'_, 's>,
    path: &'s str,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Option<PathItem<'s>> {
    let target = reader.follow(node)?;
    let mut operations = operations_of(reader, target, schemes)?;
    if !std::ptr::eq(node, target) {
        // OpenAPI leaves undefined what stands beside the `$ref` of a path item: it adds.
        operations.extend(operations_of(reader, node, schemes)?);
    }
    for operation in &operations {
        parameter::check_template(reader, path, operation);
    }
    Some(PathItem { path, operations })
}

fn operations_of<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Option<Vec<Operation<'s>>> {
    let mut operations = Vec::new();
    let mut fields = Fields::of(reader, node, "a path item")?;
    fields.raw("$ref");
    fields.string("summary");
    fields.string("description");
    let servers = fields.array("servers");
    let shared = parameter::list(reader, fields.array("parameters"));
    for (key, method) in METHODS {
        let found = fields.raw(key);
        operations.extend(
            found.and_then(|node| operation(reader, method, node, &shared, servers, schemes)),
        );
    }
    if let Some(node) = fields.since(Version::V32, "query") {
        operations.extend(operation(reader, "QUERY", node, &shared, servers, schemes));
    }
    if let Some(node) = fields.since(Version::V32, "additionalOperations") {
        for (method, node) in node.as_object().into_iter().flatten() {
            operations.extend(operation(reader, method, node, &shared, servers, schemes));
        }
    }
    fields.close();
    Some(operations)
}

fn operation<'s>(
    reader: &Reader<'_, 's>,
    method: &'s str,
    node: &'s Node,
    shared: &[Parameter<'s>],
    servers: &'s [Node],
    schemes: &Schemes<'s>,
) -> Option<Operation<'s>> {
    let mut fields = Fields::of(reader, node, "an operation")?;
    let id = fields.string("operationId");
    let tags = fields
        .array("tags")
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let own = parameter::list(reader, fields.array("parameters"));
    let own_servers = fields.array("servers");
    let servers = if own_servers.is_empty() {
        servers
    } else {
        own_servers
    };
    let body = fields
        .raw("requestBody")
        .and_then(|node| body(reader, reader.follow(node)?));
    let responses = match fields.raw("responses") {
        Some(node) => message::responses(reader, node),
        None => {
            // OpenAPI 3.0 requires it; later versions do not.
            if reader.version == Version::V30 {
                let found =
                    reader
                        .report
                        .at_key(Code::Untidy, node, "the operation has no `responses`");
                reader
                    .report
                    .add(found.label("any answer with a 2xx status is a success"));
            }
            Vec::new()
        }
    };
    let mut callbacks = Vec::new();
    for (_, node) in fields.members("callbacks") {
        let Some(callback) = reader.follow(node).and_then(Node::as_object) else {
            continue;
        };
        for (expression, node) in callback.iter().filter(|(key, _)| !key.starts_with("x-")) {
            callbacks.extend(path_item(reader, expression, node, schemes));
        }
    }
    let security = fields
        .raw("security")
        .map(|node| security::requirements(reader, node.as_array().unwrap_or_default(), schemes));
    let operation = Operation {
        node,
        method,
        id,
        tags,
        summary: fields.string("summary"),
        description: fields.string("description"),
        docs_url: fields
            .raw("externalDocs")
            .and_then(|node| super::external_docs(reader, node)),
        deprecated: fields.bool("deprecated").unwrap_or(false),
        parameters: parameter::merge(shared, own),
        body,
        responses,
        callbacks,
        security,
        servers: servers
            .iter()
            .filter_map(|node| super::server(reader, node))
            .collect(),
    };
    fields.close();
    Some(operation)
}

/// OpenAPI 3.1 §4.8.10: an `operationId` is unique among all operations.
pub(super) fn check_identifiers<'i, 's: 'i>(
    reader: &Reader<'_, 's>,
    items: impl Iterator<Item = &'i PathItem<'s>>,
) {
    let mut seen: HashMap<&str, &Node> = HashMap::new();
    for operation in items.flat_map(|item| &item.operations) {
        let Some(id) = operation.id else { continue };
        let first = *seen.entry(id).or_insert(operation.node);
        // One path item may be referred to from several places.
        if first.place != operation.node.place {
            let at = operation.node.get("operationId").unwrap_or(operation.node);
            let message = format!("the operation id `{id}` is used twice");
            let found = reader.report.at(Code::DuplicateOperation, at, message);
            reader
                .report
                .add(found.help("give each operation an id of its own"));
        }
    }
}
