//! Paths, operations and webhooks.

mod body;
mod content;
mod encoding;
mod header;
mod link;
mod parameter;
mod path;
mod response;

use indexmap::IndexMap;

pub(crate) use self::body::Body;
pub(super) use self::body::body;
pub(crate) use self::content::{Content, Example};
pub(super) use self::content::{content, example};
pub(crate) use self::encoding::{Encoding, Encodings, PartStyle};
pub(crate) use self::header::Header;
pub(super) use self::header::{check_header_name, header};
pub(super) use self::link::link;
pub(crate) use self::link::{Link, LinkTarget};
pub(super) use self::parameter::parameter;
pub(crate) use self::parameter::{Location, Parameter, ParameterForm, Style};
pub(super) use self::path::{callback, path_item, paths, template_fault, webhooks};
pub(crate) use self::path::{placeholders, shape};
pub(super) use self::response::response;
pub(crate) use self::response::{Response, Responses, Status};
use super::fields::Fields;
use super::reader::Reader;
use super::security::{self, Requirement, SecurityScheme};
use super::{Server, Version, document, vocabulary};
use crate::diagnostic::{Code, nearest};
use crate::source::Node;

type Schemes<'s> = IndexMap<&'s str, SecurityScheme<'s>>;

/// A path, or a webhook, and what can be done there.
#[derive(Debug)]
pub(crate) struct PathItem<'s> {
    /// The template of the path, or the name of the webhook.
    pub path: &'s str,
    pub operations: Vec<Operation<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
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
    /// Whether a fault hides a parameter.
    pub hides_parameters: bool,
    pub body: Option<Body<'s>>,
    pub responses: Responses<'s>,
    pub callbacks: Vec<PathItem<'s>>,
    /// `None`: what the document says for all.
    pub security: Option<Vec<Requirement<'s>>>,
    pub servers: Vec<Server<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// An operation that is there and cannot be read, or a path of which nothing can.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost<'s> {
    /// In capitals; none of a path, whose operations are not known.
    pub method: Option<&'s str>,
    pub path: &'s str,
}

fn operation<'s>(
    reader: &Reader<'_, 's>,
    method: &'s str,
    node: &'s Node,
    shared: &(Vec<Parameter<'s>>, bool),
    servers: &'s [Node],
    schemes: &Schemes<'s>,
) -> Option<Operation<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::OPERATION)?;
    let node = fields.node();
    let id = fields.string("operationId");
    let tags = fields
        .array("tags")
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let (shared, shared_hide) = shared;
    let (own, own_hide) = parameter::list(&fields);
    let parameters = parameter::merge(shared, own);
    parameter::check_whole_query(reader, &parameters);
    let servers = match fields.array("servers") {
        [] => servers,
        own => own,
    };
    let sent = fields.raw("requestBody");
    let sent = sent.and_then(|node| {
        let target = reader.follow(node, &vocabulary::REQUEST_BODY)?;
        let sent = body(reader, target)?;
        Some(Body {
            description: reader.described(node, sent.description),
            ..sent
        })
    });
    let responses = match fields.raw("responses") {
        Some(node) => response::responses(reader, node),
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
        callbacks.extend(callback(reader, node, schemes));
    }
    let security = fields
        .raw("security")
        .map(|_| security::requirements(reader, fields.array("security"), schemes));
    for tag in fields
        .array("tags")
        .iter()
        .filter(|tag| tag.as_str().is_none())
    {
        reader.wrong_kind(tag, "a tag of an operation", "a string");
    }
    let docs_url = fields.raw("externalDocs");
    Some(Operation {
        node,
        method,
        id,
        tags,
        summary: fields.string("summary"),
        description: fields.string("description"),
        docs_url: docs_url.and_then(|node| document::external_docs(reader, node)),
        deprecated: fields.bool("deprecated").unwrap_or(false),
        parameters,
        hides_parameters: *shared_hide || own_hide,
        body: sent,
        responses,
        callbacks,
        security,
        servers: document::servers(reader, servers),
        extensions: fields.extensions(),
    })
}

/// OpenAPI 3.1 §4.8.10: an `operationId` is unique among all operations. Only the first that has it keeps it.
pub(super) fn check_identifiers<'i, 's: 'i>(
    reader: &Reader<'_, 's>,
    items: impl Iterator<Item = &'i mut PathItem<'s>>,
) {
    let mut seen: IndexMap<&str, &Node> = IndexMap::new();
    for operation in items.flat_map(|item| &mut item.operations) {
        let Some(id) = operation.id else { continue };
        let first = *seen.entry(id).or_insert(operation.node);
        // One path item may be referred to from several places.
        if first.place != operation.node.place {
            let at = operation.node.get("operationId").unwrap_or(operation.node);
            let message = format!("the operation id `{id}` is used twice");
            let found = reader.report.at(Code::DuplicateOperation, at, message);
            let code = Code::DuplicateOperation.id();
            reader.report.add(found.help(format!(
                "give each operation an id of its own; or `--allow {code}` leaves the id to the first of them"
            )));
            operation.id = None;
        }
    }
    for link in reader.take_linked() {
        let id = link.as_str().unwrap_or_default();
        if !seen.contains_key(id) {
            let message = format!("there is no operation `{id}`");
            let found = reader.report.at(Code::Untidy, link, message);
            let near = nearest(id, seen.keys().copied());
            reader.report.add(match near {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found,
            });
        }
    }
}
