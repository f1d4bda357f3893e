//! The API as its caller sees it, as plain data by topic. It knows neither OpenAPI nor the text of
//! Rust. Every name in it is a Rust name, and every decision about the client is made: what emits
//! the client and what compares two clients only read it.

mod answers;
mod auth;
mod calls;
mod choice;
mod derives;
mod docs;
mod errors;
mod examples;
mod features;
mod foreign;
mod gaps;
mod headers;
mod integers;
mod pages;
mod resources;
mod servers;
mod shapes;
mod streams;
mod types;
mod webhooks;
mod xml;

pub(crate) use self::answers::{
    Answer, ByStatus, OtherReading, Reading, StatusVariant, Statuses, Success,
};
pub(crate) use self::auth::{Constructors, Credential, CredentialId, Scheme, Setting, Tokens};
pub(crate) use self::calls::{
    Argument, Body, BodyPart, Codec, ErrorBody, Fields, Framing, Operation, PartKey, PartKind,
    PartPlace, Path, Payload, Repeats, Segment, Style, StyleName, TRANSFER_ENCODING, Taken,
    Travels, Written, gives_stream,
};
pub(crate) use self::choice::{Choice, Seen};
pub(crate) use self::derives::{Derives, NoDerive, Underived};
pub(crate) use self::docs::{Block, Docs, HARD_BREAK, code, is_shown, list_marker};
pub(crate) use self::errors::{ErrorEnum, ErrorVariant, Errors, MediaBody};
pub(crate) use self::examples::{Example, Sample};
pub(crate) use self::features::{ALL_RESOURCES, Brings, Feature, OTHER_TYPES, RECEIVED_WEBHOOKS};
pub use self::foreign::crate_of;
pub(crate) use self::foreign::{Foreign, UnusedFormat};
pub(crate) use self::gaps::{Gap, LeftOut};
pub(crate) use self::headers::{
    ComeWith, HeaderField, HeaderForm, Headers, HeadersHome, SharedHeaders,
};
pub(crate) use self::integers::Integer;
pub(crate) use self::pages::{
    FieldPath, FieldRef, ItemId, More, Next, PageSize, Pagination, Place, Token,
};
pub(crate) use self::resources::{Handle, Module};
pub(crate) use self::servers::{
    OwnServer, ServerChoice, ServerSet, ServerVariable, Servers, VariableEnum,
};
pub(crate) use self::shapes::{
    Constant, Field, Given, Kind, Member, Otherwise, Presence, Rest, Rule, Shown, Struct, Tuple,
    Union, Value, Variant,
};
pub(crate) use self::streams::{EventItem, EventUnion, EventVariant, Events, Items, Signs, Switch};
pub(crate) use self::types::{Shape, Type, TypeDef, TypeId};
pub(crate) use self::webhooks::{Webhook, WebhookEnum, WebhookVariant, Webhooks};
pub(crate) use self::xml::{
    Xml, XmlElement, XmlElementId, XmlHolds, XmlKind, XmlMember, XmlName, XmlPlace, XmlShape,
    XmlShapeId,
};

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Names;

/// The type of HTTP methods in the crate `http`. A name that `emit` writes is kept free in every client; this one is
/// not, since descriptions name types so.
pub(crate) const METHOD: &str = "Method";

/// A whole API.
#[derive(Debug)]
pub(crate) struct Api {
    /// The name of the description, for the header of each file.
    pub origin: String,
    pub package: Package,
    pub docs: Docs,
    /// The first server. Where it is relative, or a variable has no value, a caller must give a base URL.
    pub base_url: Option<String>,
    /// The server that has this address.
    pub server: Option<Spot>,
    /// The environment variable that overrides the base URL.
    pub base_url_env: Option<String>,
    pub servers: Servers,
    pub credentials: Vec<Credential>,
    /// What the calls need: alternatives, each a set of credentials.
    pub security: Vec<Vec<CredentialId>>,
    /// Whether a call can be made without any of them.
    pub is_public: bool,
    pub constructors: Constructors,
    pub settings: Vec<Setting>,
    /// The statuses after which calls are sent again, `5XX` among them, where the description lists them.
    pub retry_on: Option<Vec<String>>,
    /// Words in the `type` or `code` of a 429 that waiting does not help.
    pub no_retry: Vec<String>,
    /// The body that errors have, when there is one for all.
    pub error: Option<ErrorBody>,
    /// The root of the crate; its handle is the client itself.
    pub root: Module,
    /// The features that each bring a part of the client, by their names; none where the client is one piece.
    pub features: Vec<Feature>,
    /// The operations that the client does not have, in the order of the document.
    pub left_out: Vec<LeftOut>,
    /// Every type; the modules say where each lives.
    pub types: Vec<TypeDef>,
    pub webhooks: Option<Webhooks>,
    pub xml: Xml,
    pub foreign: Foreign,
    pub underived: Vec<Underived>,
    /// A call for the first example, when there is an operation to call.
    pub example: Option<Example>,
    /// Examples of the description that fit their types.
    pub samples: Vec<Sample>,
    /// The names of this API, for the next version to keep.
    pub names: Names,
}

/// What the crate's manifest says.
#[derive(Debug)]
pub(crate) struct Package {
    pub spot: Option<Spot>,
    pub name: String,
    pub version: String,
    pub description: String,
    /// An expression of SPDX.
    pub license: Option<String>,
    pub homepage: Option<String>,
    pub repository: Option<String>,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    /// Whether the digits of integers beyond 64 bits are kept.
    pub has_big_integers: bool,
}

/// The place of something in its description: the number of a JSON pointer, which only a holder of
/// the description can resolve.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Spot(pub u32);

impl Api {
    /// Whether there is anything to call; a description may have types alone.
    pub fn has_operations(&self) -> bool {
        self.operations().next().is_some()
    }

    /// Every call, from the root of the crate down.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let mut modules = vec![&self.root];
        let mut at = 0;
        while let Some(module) = modules.get(at) {
            modules.extend(&module.children);
            at += 1;
        }
        let handles = modules
            .into_iter()
            .filter_map(|module| module.handle.as_ref());
        handles.flat_map(|handle| &handle.operations)
    }

    /// The structs of headers that operations share, by their names, and what has the headers.
    pub fn shared_headers(&self) -> BTreeMap<&str, (&Headers, &SharedHeaders)> {
        let headers = self.operations().flat_map(|operation| &operation.headers);
        let shared = headers.filter_map(|headers| match &headers.home {
            HeadersHome::Shared(response) => Some((&*headers.name, (headers, response))),
            HeadersHome::Here | HeadersHome::OtherCall => None,
        });
        shared.collect()
    }

    /// Whether a caller must say where the API is.
    pub fn base_url_is_missing(&self) -> bool {
        let is_absolute = |url: &String| url.contains("://") && !url.contains('{');
        !self.base_url.as_ref().is_some_and(is_absolute)
    }

    /// Whether a client can be made without an address in code.
    pub fn knows_server(&self) -> bool {
        self.base_url_env.is_some() || !self.base_url_is_missing()
    }

    /// Whether there are `Client::new` and `Client::from_env`: not where they could never succeed, because they take
    /// neither an address nor the credentials that every call needs.
    pub fn has_constructors(&self) -> bool {
        self.knows_server() && self.is_enough(&self.constructors.new)
    }

    /// Whether a client can be built with these credentials, and what the environment may hold.
    pub fn is_enough(&self, given: &[CredentialId]) -> bool {
        let is_there = |id: &CredentialId| {
            let mut variables = self.credential(*id).variables();
            given.contains(id) || variables.next().is_some()
        };
        let mut alternatives = self.security.iter();
        self.is_public || alternatives.any(|all| all.iter().all(is_there))
    }

    /// The environment variables that replace the servers of operations, in order.
    pub fn server_env(&self) -> BTreeSet<&str> {
        let operations = self.operations();
        let single = operations.filter_map(|operation| match &operation.server {
            Some(OwnServer::One { env, .. }) => env.as_deref(),
            _ => None,
        });
        let sets = self.servers.sets.iter().filter(|set| !set.is_of_api);
        let choices = sets.flat_map(|set| &set.choices);
        single
            .chain(choices.filter_map(|choice| choice.env.as_deref()))
            .collect()
    }

    pub fn credential(&self, id: CredentialId) -> &Credential {
        &self.credentials[id.0]
    }

    /// The same type, made of types that are defined.
    pub fn canonical_type(&self, ty: &Type) -> Type {
        ty.map_ids(&|id| self.canonical(id))
    }

    /// The definition of a type.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// The type that is defined for this one: of several types of one shape, the others are only
    /// further names of it.
    pub fn canonical(&self, id: TypeId) -> TypeId {
        self.type_def(id).same_as.unwrap_or(id)
    }
}

/// Whether the URL of a server is relative: it is joined to the base URL, which does not take its place. A variable at
/// its beginning is a host.
pub(crate) fn is_relative(url: &str) -> bool {
    !url.contains("://") && !url.starts_with("//") && !url.starts_with('{')
}
