//! Takes a description, gives what it asks of both sides of an exchange, as plain data for a
//! program that is neither a client nor written in Rust's types: a server that replaces the
//! API. Schemas are JSON Schema 2020-12, whatever version of OpenAPI they come from. Decides
//! nothing about Rust.

mod content;
mod credential;
mod pages;
mod parameter;
mod response;
mod server;
mod switch;

use std::collections::HashMap;

use serde_json::{Value, json};

pub use self::content::{Body, Content, Encoding, Encodings, PartStyle};
pub use self::credential::{Credential, CredentialKind, Flow, FlowKind, Issuer, Need};
pub use self::pages::{NextPage, PageFact, PagePlace, PageSize, Pages};
pub use self::parameter::{Header, Parameter, Place, Style};
pub use self::response::{Link, LinkTarget, Response, Status};
pub use self::server::{Server, ServerVariable};
pub use self::switch::Switch;
use crate::api::Api;
use crate::json::{Purpose, SchemaWriter};
use crate::openapi::{self, Description, SchemaId};
use crate::source::Node;

/// What an API promises and expects.
#[derive(Debug, Clone)]
pub struct Contract {
    /// What the API is called.
    pub title: String,
    /// The operations in the document's order.
    pub operations: Vec<Operation>,
    /// The ways to authenticate, in the document's order.
    pub credentials: Vec<Credential>,
    /// The header fields that clients send once configured (`x-client-headers`), and the
    /// environment variables that they are taken from.
    pub client_headers: Vec<(String, Option<String>)>,
    /// An object with `$defs`, all the schemas that a [`SchemaRef`] can lead to.
    ///
    /// Next to the keywords of JSON Schema there is `x-tags` where a discriminator tells branches
    /// apart: the `property` and, by each branch's `$ref`, the `values` that it has there.
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
    /// The servers that have it: its own, else those of its path, else those of the document.
    pub servers: Vec<Server>,
    /// Those of the path included.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back, in the document's order.
    pub responses: Vec<Response>,
    /// How its list goes on, where its client reads it page by page.
    pub pages: Option<Pages>,
    /// What of a request asks for a stream, where the answer may also come whole.
    pub switch: Option<Switch>,
    /// Alternatives, each a set of credentials that are needed together; empty when nothing is
    /// needed.
    pub security: Vec<Vec<Need>>,
}

/// What a description asks for.
pub(crate) fn of(description: &Description<'_>) -> Contract {
    let components = description.named.iter().map(|(name, id)| (*id, *name));
    let components: HashMap<SchemaId, &str> = components.collect();
    let writer = SchemaWriter::new(&description.schemas, &components, Purpose::Requests);
    let mut reading = Reading {
        description,
        writer,
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
        credentials: credential::credentials(description),
        client_headers: client_headers(description),
        schemas: json!({ "$defs": reading.writer.finish() }),
    }
}

/// Adds how the client of the description reads answers: how lists go on, and which items of streams are whole
/// events.
pub(crate) fn add_readings(contract: &mut Contract, api: &Api) {
    for call in api.operations() {
        let path = call.path.to_string();
        let mut all = contract.operations.iter_mut();
        let found = all.find(|found| found.method == call.method && found.path == path);
        let Some(found) = found else {
            continue;
        };
        if let Some(pagination) = &call.pagination {
            found.pages = Some(pages::pages(pagination));
        }
        found.switch = call.switch.as_ref().map(Switch::of);
        response::add_events(&mut found.responses, call);
    }
}

struct Reading<'d, 's> {
    description: &'d Description<'s>,
    writer: SchemaWriter<'d, 's>,
}

impl<'s> Reading<'_, 's> {
    fn operation(&mut self, path: String, found: &openapi::Operation<'s>) -> Operation {
        let description = self.description;
        let servers = match found.servers.as_slice() {
            [] => &description.servers,
            own => own,
        };
        let security = found.security.as_ref().unwrap_or(&description.security);
        let needs = security.iter();
        let needs = needs.map(|needs| credential::needs(needs, &description.schemes));
        Operation {
            id: found.id.map(str::to_owned),
            method: found.method.to_owned(),
            servers: servers.iter().map(server::server).collect(),
            parameters: self.parameters(&path, &found.parameters),
            body: found.body.as_ref().map(|body| self.body(body)),
            responses: self.responses(&found.responses),
            pages: None,
            switch: None,
            security: needs.collect(),
            path,
        }
    }

    fn schema(&mut self, id: Option<SchemaId>) -> Option<SchemaRef> {
        id.map(|id| self.writer.reference(id))
    }
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

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}
