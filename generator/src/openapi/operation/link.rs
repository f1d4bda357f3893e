//! Link Objects: which operation takes values of a response.

use crate::diagnostic::Code;
use crate::openapi::document::{self, Server};
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::Node;

/// An operation that can be called with what a response holds.
#[derive(Debug, Clone)]
pub(crate) struct Link<'s> {
    pub target: Option<LinkTarget<'s>>,
    pub description: Option<&'s str>,
    /// Names of parameters, with a value or an expression that finds one.
    pub parameters: Vec<(&'s str, &'s Node)>,
    /// A value or an expression that finds one.
    pub body: Option<&'s Node>,
    pub server: Option<Server<'s>>,
}

/// How a link names its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkTarget<'s> {
    /// By its `operationId`.
    Id(&'s str),
    /// By a URI.
    Reference(&'s str),
}

pub(in crate::openapi) fn link<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Link<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::LINK)?;
    fields.exclude("operationRef", "operationId", "keep one of them");
    let id = fields.raw("operationId");
    if let Some(id) = id {
        reader.linked(id);
    }
    let id = id.and_then(Node::as_str).map(LinkTarget::Id);
    let reference = fields.string("operationRef").map(LinkTarget::Reference);
    let target = id.or(reference);
    if target.is_none() {
        let message = "the link has neither `operationRef` nor `operationId`";
        reader
            .report
            .add(reader.report.at_key(Code::Untidy, node, message));
    }
    let server = fields.raw("server");
    Some(Link {
        target,
        description: fields.string("description"),
        parameters: fields.members("parameters").collect(),
        body: fields.raw("requestBody"),
        server: server.and_then(|node| document::server(reader, node)),
    })
}
