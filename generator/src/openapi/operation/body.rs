//! The body of a request.

use super::content::{Content, contents};
use crate::diagnostic::Code;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::{Node, Object};

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body<'s> {
    pub node: &'s Node,
    pub description: Option<&'s str>,
    pub required: bool,
    pub content: Vec<Content<'s>>,
}

pub(in crate::openapi) fn body<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Body<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::REQUEST_BODY)?;
    if let Some(node) = fields.raw("content")
        && node.as_object().is_some_and(Object::is_empty)
    {
        let message = "`content` of a request body is empty";
        reader
            .report
            .add(reader.report.at_key(Code::Untidy, node, message));
    }
    let content = fields.raw("content").map(|node| contents(reader, node));
    Some(Body {
        node,
        description: fields.string("description"),
        required: fields.bool("required").unwrap_or(false),
        content: content.unwrap_or_default(),
    })
}
