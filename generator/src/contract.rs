//! Takes a description, gives what it asks of both sides of an exchange, as plain data for a
//! program that is neither a client nor written in Rust's types: a server that stands in for the
//! API. Schemas are JSON Schema 2020-12, whatever version of OpenAPI they come from. Decides
//! nothing about Rust.

mod json_schema;

use serde_json::{Value, json};

use self::json_schema::{Definitions, json};
use crate::openapi::{self, Description, MediaType, ParameterForm, placeholders};
use crate::source::{Node, Sources};

/// What an API promises and expects.
#[derive(Debug, Clone)]
pub struct Contract {
    /// What the API is called.
    pub title: String,
    /// The operations in the document's order.
    pub operations: Vec<Operation>,
    /// The ways to authenticate that operations speak of, by their index.
    pub credentials: Vec<Credential>,
    /// The header fields that clients send once configured (`x-client-headers`), and the
    /// environment variables that they are taken from.
    pub client_headers: Vec<(String, Option<String>)>,
    /// An object with `$defs`, all the schemas that a [`SchemaRef`] can lead to.
    pub schemas: Value,
}

/// A JSON pointer into [`Contract::schemas`] as a URI fragment, such as `#/$defs/7`.
pub type SchemaRef = String;

/// One thing a caller can do.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The `operationId`.
    pub id: Option<String>,
    /// In capitals.
    pub method: String,
    /// The template, such as `/jobs/{id}`.
    pub path: String,
    /// The addresses where it is, without a slash at the end; `{variables}` have their defaults.
    /// Relative ones begin with a slash or are empty.
    pub servers: Vec<String>,
    /// Those of the path included.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back, in the document's order.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of credentials by index; none when nothing is needed.
    pub security: Vec<Vec<usize>>,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub place: Place,
    /// Whether a request must have it.
    pub required: bool,
    /// How its value becomes text.
    pub style: Style,
    /// What it may be; anything when nothing is said.
    pub schema: Option<SchemaRef>,
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

/// How a parameter's value becomes text (OpenAPI 3.1 §4.8.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    Content,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether a request must have it.
    pub required: bool,
    /// The media types it may have, in the document's order.
    pub content: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// As the document writes it; `*` is possible.
    pub media_type: String,
    /// What it may be; anything when nothing is said.
    pub schema: Option<SchemaRef>,
    /// The examples, by name; an only one has an empty name.
    pub examples: Vec<(String, Value)>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses it is for.
    pub status: Status,
    /// The media types it may have, in the document's order.
    pub content: Vec<Content>,
}

/// Which statuses an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// This one.
    Code(u16),
    /// All that begin with this digit.
    Range(u8),
    /// All that are not named.
    Default,
}

/// A way to authenticate.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Its name in the document.
    pub name: String,
    /// Where it travels.
    pub kind: CredentialKind,
    /// The environment variables that clients take it from (`x-env`).
    pub env: Option<String>,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// In `Authorization`, after this scheme.
    Authorization(String),
    /// In this header field.
    Header(String),
    /// In this query parameter.
    Query(String),
    /// In this cookie.
    Cookie(String),
    /// In the connection.
    Connection,
}

/// What a description asks for.
pub(crate) fn of(description: &Description<'_>, sources: &Sources) -> Contract {
    let mut reading = Reading {
        description,
        definitions: Definitions::new(sources),
    };
    let items = description.paths.iter();
    let operations = items
        .flat_map(|item| {
            let path = format!("/{}", item.path.trim_start_matches('/'));
            item.operations
                .iter()
                .map(move |found| (path.clone(), found))
        })
        .map(|(path, found)| reading.operation(path, found))
        .collect();
    Contract {
        title: description.info.title.to_owned(),
        operations,
        credentials: credentials(description),
        client_headers: client_headers(description),
        schemas: json!({ "$defs": reading.definitions.finish() }),
    }
}

struct Reading<'d, 's> {
    description: &'d Description<'s>,
    definitions: Definitions<'s>,
}

impl<'s> Reading<'_, 's> {
    fn operation(&mut self, path: String, found: &openapi::Operation<'s>) -> Operation {
        let description = self.description;
        let mut parameters: Vec<Parameter> = found
            .parameters
            .iter()
            .filter(|found| !found.name.is_empty())
            .map(|found| self.parameter(found))
            .collect();
        for name in placeholders(&path) {
            let known = |known: &Parameter| known.place == Place::Path && known.name == name;
            if !parameters.iter().any(known) {
                parameters.push(Parameter {
                    name: name.to_owned(),
                    place: Place::Path,
                    required: true,
                    style: Style::Simple { explode: false },
                    schema: None,
                });
            }
        }
        let servers = match found.servers.as_slice() {
            [] => &description.servers,
            own => own,
        };
        let security = found.security.as_ref().unwrap_or(&description.security);
        let indices = |names: &Vec<&str>| {
            let index = |name: &&str| description.schemes.get_index_of(name);
            names.iter().filter_map(index).collect()
        };
        Operation {
            id: found.id.map(str::to_owned),
            method: found.method.to_owned(),
            servers: servers.iter().map(address).collect(),
            parameters,
            body: found.body.as_ref().map(|body| Body {
                required: body.required,
                content: self.contents(&body.content),
            }),
            responses: found
                .responses
                .iter()
                .map(|(status, response)| Response {
                    status: match *status {
                        openapi::Status::Code(code) => Status::Code(code),
                        openapi::Status::Range(digit) => Status::Range(digit),
                        openapi::Status::Default => Status::Default,
                    },
                    content: self.contents(&response.content),
                })
                .collect(),
            security: security.iter().map(indices).collect(),
            path,
        }
    }

    fn parameter(&mut self, found: &openapi::Parameter<'s>) -> Parameter {
        let (style, schema) = match found.form {
            ParameterForm::Content => {
                let content = found.node.get("content").and_then(Node::as_object);
                let first = content.and_then(|content| content.values().next());
                (Style::Content, first.and_then(|node| node.get("schema")))
            }
            ParameterForm::Styled { style, explode, .. } => {
                let style = match style {
                    openapi::Style::Simple => Style::Simple { explode },
                    openapi::Style::Label => Style::Label { explode },
                    openapi::Style::Matrix => Style::Matrix { explode },
                    openapi::Style::Form | openapi::Style::Cookie => Style::Form { explode },
                    openapi::Style::SpaceDelimited => Style::Delimited { by: ' ', explode },
                    openapi::Style::PipeDelimited => Style::Delimited { by: '|', explode },
                    openapi::Style::DeepObject => Style::DeepObject,
                };
                (style, found.node.get("schema"))
            }
        };
        Parameter {
            name: found.name.to_owned(),
            place: match found.location {
                openapi::Location::Path => Place::Path,
                openapi::Location::Query => Place::Query,
                openapi::Location::Header => Place::Header,
                openapi::Location::Cookie => Place::Cookie,
                openapi::Location::QueryString => Place::WholeQuery,
            },
            required: found.required,
            style,
            schema: schema.map(|node| self.definitions.reference(node)),
        }
    }

    fn contents(&mut self, found: &[MediaType<'s>]) -> Vec<Content> {
        let content = |found: &MediaType<'s>| Content {
            media_type: found.name.to_owned(),
            schema: found
                .node
                .get("schema")
                .map(|node| self.definitions.reference(node)),
            examples: found.examples.iter().map(example).collect(),
        };
        found.iter().map(content).collect()
    }
}

fn example(found: &openapi::Example<'_>) -> (String, Value) {
    (found.name.unwrap_or_default().to_owned(), json(found.node))
}

fn client_headers(description: &Description<'_>) -> Vec<(String, Option<String>)> {
    let mut extensions = description.extensions.iter();
    let list = extensions.find(|(key, _)| *key == "x-client-headers");
    let nodes = list.and_then(|(_, node)| node.as_array());
    let text = |node: &Node, key| node.get(key).and_then(Node::as_str).map(str::to_owned);
    nodes
        .into_iter()
        .flatten()
        .filter_map(|node| Some((text(node, "header")?, text(node, "env"))))
        .collect()
}

fn credentials(description: &Description<'_>) -> Vec<Credential> {
    let credential = |(name, found): (&&str, &openapi::SecurityScheme<'_>)| Credential {
        name: (*name).to_owned(),
        kind: match found.kind {
            openapi::SchemeKind::Bearer => CredentialKind::Authorization("Bearer".to_owned()),
            openapi::SchemeKind::Basic => CredentialKind::Authorization("Basic".to_owned()),
            openapi::SchemeKind::OtherHttp(scheme) => {
                CredentialKind::Authorization(scheme.to_owned())
            }
            openapi::SchemeKind::Header(name) => CredentialKind::Header(name.to_owned()),
            openapi::SchemeKind::Query(name) => CredentialKind::Query(name.to_owned()),
            openapi::SchemeKind::Cookie(name) => CredentialKind::Cookie(name.to_owned()),
            openapi::SchemeKind::MutualTls => CredentialKind::Connection,
        },
        env: found
            .node
            .get("x-env")
            .and_then(Node::as_str)
            .map(str::to_owned),
    };
    description.schemes.iter().map(credential).collect()
}

/// The address of a server, its variables filled in.
fn address(server: &openapi::Server<'_>) -> String {
    let mut url = server.url.to_owned();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}
