//! Parameters of requests and headers of responses: where they travel, and how a value becomes
//! text.

use std::rc::Rc;

use serde_json::Value;

use super::content::{Content, examples};
use super::{Reading, SchemaRef, owned};
use crate::openapi::{self, ParameterForm, placeholders};

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub place: Place,
    /// Whether a request must have it.
    pub required: bool,
    /// Whether it may be sent as `name=`, whatever its schema says.
    pub allow_empty: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// How its value becomes text.
    pub style: Style,
    /// What it may be; anything when nothing is said.
    pub schema: Option<SchemaRef>,
}

/// A header of a response or of a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Its name, as the document writes it.
    pub name: String,
    /// What it tells.
    pub description: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// Whether nobody should use it any more.
    pub deprecated: bool,
    /// How its value becomes text.
    pub style: Style,
    /// What it may be; anything when nothing is said.
    pub schema: Option<SchemaRef>,
    /// The examples, by name; an only one has an empty name.
    pub examples: Vec<(String, Value)>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header field.
    Header,
    /// As a cookie.
    Cookie,
    /// It is the whole query.
    WholeQuery,
}

/// How a value becomes text (OpenAPI 3.1 §4.8.12).
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// Divided by commas.
    Simple {
        /// Objects as `key=value`.
        explode: bool,
    },
    /// Begins with a dot.
    Label {
        /// Every item after a dot.
        explode: bool,
    },
    /// Begins with a semicolon and the name.
    Matrix {
        /// Every item after a semicolon and the name.
        explode: bool,
    },
    /// `name=value`.
    Form {
        /// The name again with every item; the members of an object as names of their own.
        explode: bool,
    },
    /// `name=value` in a cookie, never percent-encoded (OpenAPI 3.2).
    Cookie {
        /// The name again with every item; the members of an object as names of their own.
        explode: bool,
    },
    /// Divided by this character, or exploded as a form is.
    Delimited {
        /// A space or a bar.
        by: char,
        /// The name again with every item.
        explode: bool,
    },
    /// `name[key]=value`.
    DeepObject,
    /// In a media type, such as JSON text.
    Content(Box<Content>),
}

impl<'s> Reading<'_, 's> {
    /// The declared parameters, and the placeholders of the path that nobody declared.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        found: &[openapi::Parameter<'s>],
    ) -> Vec<Parameter> {
        let named = found.iter().filter(|found| !found.name.is_empty());
        let mut parameters: Vec<Parameter> =
            named.filter_map(|found| self.parameter(found)).collect();
        for name in placeholders(path) {
            let known = |known: &Parameter| known.place == Place::Path && known.name == name;
            if !parameters.iter().any(known) {
                parameters.push(Parameter {
                    name: name.to_owned(),
                    place: Place::Path,
                    required: true,
                    allow_empty: false,
                    allow_reserved: false,
                    style: Style::Simple { explode: false },
                    schema: None,
                });
            }
        }
        parameters
    }

    fn parameter(&mut self, found: &openapi::Parameter<'s>) -> Option<Parameter> {
        let (style, schema) = self.form(&found.form)?;
        let allow_reserved = match found.form {
            ParameterForm::Styled { allow_reserved, .. } => allow_reserved,
            ParameterForm::Content(_) => false,
        };
        Some(Parameter {
            name: found.name.to_owned(),
            place: match found.location {
                openapi::Location::Path => Place::Path,
                openapi::Location::Query => Place::Query,
                openapi::Location::Header => Place::Header,
                openapi::Location::Cookie => Place::Cookie,
                openapi::Location::QueryString => Place::WholeQuery,
            },
            required: found.required,
            allow_empty: found.allow_empty,
            allow_reserved,
            style,
            schema,
        })
    }

    pub(super) fn headers(&mut self, found: &[(&'s str, Rc<openapi::Header<'s>>)]) -> Vec<Header> {
        let header = |(name, found): &(&'s str, Rc<openapi::Header<'s>>)| {
            let (style, schema) = self.form(&found.form)?;
            Some(Header {
                name: (*name).to_owned(),
                description: owned(found.description),
                required: found.required,
                deprecated: found.deprecated,
                style,
                schema,
                examples: examples(&found.examples),
            })
        };
        found.iter().filter_map(header).collect()
    }

    /// `None` for content of a media type that is none, which was reported.
    fn form(&mut self, found: &ParameterForm<'s>) -> Option<(Style, Option<SchemaRef>)> {
        match found {
            ParameterForm::Styled {
                schema,
                style: found,
                explode,
                ..
            } => Some((style(*found, *explode), self.schema(*schema))),
            ParameterForm::Content(found) => {
                let content = self.content(found)?;
                let schema = content.schema.clone();
                Some((Style::Content(Box::new(content)), schema))
            }
        }
    }
}

pub(super) fn style(found: openapi::Style, explode: bool) -> Style {
    match found {
        openapi::Style::Simple => Style::Simple { explode },
        openapi::Style::Label => Style::Label { explode },
        openapi::Style::Matrix => Style::Matrix { explode },
        openapi::Style::Form => Style::Form { explode },
        openapi::Style::Cookie => Style::Cookie { explode },
        openapi::Style::SpaceDelimited => Style::Delimited { by: ' ', explode },
        openapi::Style::PipeDelimited => Style::Delimited { by: '|', explode },
        openapi::Style::DeepObject => Style::DeepObject,
    }
}
