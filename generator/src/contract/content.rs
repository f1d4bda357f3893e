//! Bodies: their media types, schemas, and how their parts are written.

use serde_json::Value;

use super::parameter::{self, Header, Style};
use super::{Reading, SchemaRef};
use crate::json;
use crate::media::MediaType;
use crate::openapi;

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether a request must have it.
    pub required: bool,
    /// The media types it may have, in the document's order.
    pub content: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The media type, or a range of them.
    pub media_type: MediaType,
    /// What it may be; anything when nothing is said.
    pub schema: Option<SchemaRef>,
    /// What one item may be, where the body is a sequence of them.
    pub item_schema: Option<SchemaRef>,
    /// Whether an item is a whole server-sent event, with its name and its data, as the client reads it;
    /// else it is the data of one.
    pub is_event: bool,
    /// How its parts are written.
    pub encodings: Encodings,
    /// The examples, by name; an only one has an empty name.
    pub examples: Vec<(String, Value)>,
}

/// How the parts of a body are written, or those of a part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Encodings {
    /// By the name of the property.
    pub named: Vec<(String, Encoding)>,
    /// By the place of the part.
    pub prefix: Vec<Encoding>,
    /// Of every part that has no place of its own.
    pub item: Option<Box<Encoding>>,
}

/// How one part is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// The media types that it may have; empty when its schema decides.
    pub media_types: Vec<MediaType>,
    /// The headers of the part.
    pub headers: Vec<Header>,
    /// As a query parameter is written; `None` when the media type decides.
    pub style: Option<PartStyle>,
    /// How the parts of the part are written.
    pub parts: Encodings,
}

/// A part that is written as a query parameter is.
#[derive(Debug, Clone, PartialEq)]
pub struct PartStyle {
    /// How its value becomes text.
    pub style: Style,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
}

impl<'s> Reading<'_, 's> {
    pub(super) fn body(&mut self, found: &openapi::Body<'s>) -> Body {
        Body {
            required: found.required,
            content: self.contents(&found.content),
        }
    }

    /// Those of a known media type; others were reported.
    pub(super) fn contents(&mut self, found: &[openapi::Content<'s>]) -> Vec<Content> {
        let contents = found.iter().filter_map(|found| self.content(found));
        contents.collect()
    }

    pub(super) fn content(&mut self, found: &openapi::Content<'s>) -> Option<Content> {
        Some(Content {
            media_type: found.media.clone()?,
            schema: self.schema(found.schema),
            item_schema: self.schema(found.item_schema),
            is_event: false,
            encodings: self.encodings(&found.encodings),
            examples: examples(&found.examples),
        })
    }

    fn encodings(&mut self, found: &openapi::Encodings<'s>) -> Encodings {
        let named = found.named.iter();
        let prefix = found.prefix.iter();
        Encodings {
            named: named
                .map(|(name, found)| ((*name).to_owned(), self.encoding(found)))
                .collect(),
            prefix: prefix.map(|found| self.encoding(found)).collect(),
            item: found
                .item
                .as_ref()
                .map(|found| Box::new(self.encoding(found))),
        }
    }

    fn encoding(&mut self, found: &openapi::Encoding<'s>) -> Encoding {
        Encoding {
            media_types: found.media_types.clone(),
            headers: self.headers(&found.headers),
            style: found.style.map(|found| PartStyle {
                style: parameter::style(found.style, found.explode),
                allow_reserved: found.allow_reserved,
            }),
            parts: self.encodings(&found.parts),
        }
    }
}

pub(super) fn examples(found: &[openapi::Example<'_>]) -> Vec<(String, Value)> {
    let example = |found: &openapi::Example<'_>| {
        let name = found.name.unwrap_or_default().to_owned();
        (name, json::value(found.node))
    };
    found.iter().map(example).collect()
}
