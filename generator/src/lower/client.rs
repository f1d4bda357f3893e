//! The API as a whole: package, servers, credentials, settings, the error body.

mod credentials;
mod example;
mod issuers;
mod license;
mod needed;
mod package;
mod settings;
mod version;

use indexmap::{IndexMap, IndexSet};

pub(super) use self::credentials::scheme;
pub(super) use self::example::example;
pub(super) use self::needed::leave_needed;
use super::context::Lowering;
use super::operation::{DeclaredRepeats, KnownSchemes, PlacedCall};
use super::spot::spot;
use super::{docs, names};
use crate::api::{
    Api, CredentialId, ErrorBody, Field, Foreign, Member, Module, Presence, Servers, Shape, Type,
    TypeId, Xml,
};
use crate::diagnostic::Code;
use crate::names::{ERROR, Names};
use crate::openapi::{Info, PathItem, Requirement, SecurityScheme, Server};
use crate::source::Node;

/// The parts of a description that concern the whole API.
pub(super) struct About<'a, 's> {
    pub info: &'a Info<'s>,
    pub servers: &'a [Server<'s>],
    pub paths: &'a [PathItem<'s>],
    pub extensions: &'a [(&'s str, &'s Node)],
    pub docs_url: Option<&'s str>,
    /// The name that the package has by now.
    pub package: Option<&'a str>,
    /// Whether that name is its owner's.
    pub owns_package: bool,
}

/// The place of what the client has once, in the file of names.
const CLIENT: &str = "client";

/// The group of the setters that a builder has for the description's sake.
pub(super) const SETTERS: &str = "setters of the client";

/// The API without its calls and types, and the names of its setters.
pub(super) fn api<'s>(
    lowering: &Lowering<'_, 's>,
    about: &About<'_, 's>,
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
    known: &KnownSchemes<'s>,
    security: &[Requirement<'s>],
    repeats: &DeclaredRepeats,
    origin: &str,
) -> (Api, names::Scope) {
    let base = lowering.link_base.as_deref();
    let server = about.servers.first();
    if let Some(server) = server.filter(|server| server.is_whole() && !server.is_absolute()) {
        let report = lowering.report;
        let address = server.address();
        let (code, message) = match server.other_scheme() {
            Some(scheme) => (
                Code::ServerVariable,
                format!(
                    "expected an `http` or `https` address, found the `{scheme}` address `{address}`"
                ),
            ),
            None => (
                Code::UnusedServer,
                format!("the address `{address}` is relative, and the client has none of its own"),
            ),
        };
        let found = report.at(code, server.node, message);
        let found =
            found.help("give it one by `Client::builder().base_url(…)`, or an absolute `url` here");
        let mut others = about.servers.iter().filter(|server| server.is_absolute());
        report.add(match others.next() {
            Some(other) => found.help(format!(
                "the first server decides: put `{}` first, if that is the one to call",
                other.url
            )),
            None => found,
        });
    }
    let mut scope = names::Scope::with(names::reserved::of_builder());
    let credentials =
        credentials::credentials(lowering, schemes, security, about.paths, &mut scope);
    let security = known.alternatives(security);
    let names = known.credentials();
    let constructors = credentials::constructors(&credentials, &security, &names, &lowering.names);
    let settings = settings::settings(lowering, about.extensions, &mut scope);
    let said = about.info.description.or(about.info.summary);
    let mut docs = docs::docs(said.unwrap_or(about.info.title), base);
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::sentence("A client of this API."));
    }
    let env = server.and_then(|server| text(lowering, &server.extensions, "x-env"));
    let api = Api {
        underived: Vec::new(),
        origin: origin.to_owned(),
        package: package::package(lowering, about),
        docs,
        base_url: server.map(Server::address),
        server: server.map(|server| spot(server.node)),
        base_url_env: env.map(str::to_owned),
        servers: Servers::default(),
        credentials,
        security,
        is_public: false,
        constructors,
        settings,
        retry_on: repeats.retry_on.clone(),
        no_retry: words(lowering, about.extensions, "x-no-retry"),
        error: None,
        root: Module::default(),
        features: Vec::new(),
        left_out: Vec::new(),
        types: Vec::new(),
        foreign: Foreign::default(),
        example: None,
        samples: Vec::new(),
        webhooks: None,
        xml: Xml::default(),
        names: Names::default(),
    };
    (api, scope)
}

/// What one call or another needs, that of the whole API first.
pub(super) fn needed(
    of_root: &[Vec<CredentialId>],
    calls: &[PlacedCall<'_>],
) -> Vec<Vec<CredentialId>> {
    let of_calls = calls.iter().flat_map(|call| &call.call.security);
    let of_calls = of_calls.filter(|all| !all.is_empty());
    let is_used = |all: &&Vec<CredentialId>| of_calls.clone().any(|used| used == *all);
    let mut needed: Vec<Vec<CredentialId>> = Vec::new();
    for all in of_root.iter().filter(is_used).chain(of_calls.clone()) {
        if !needed.contains(all) {
            needed.push(all.clone());
        }
    }
    needed
}

/// Whether a call can be made without a credential.
pub(super) fn is_public(calls: &[PlacedCall<'_>]) -> bool {
    let mut calls = calls.iter().map(|call| &call.call.security);
    calls.any(|security| security.is_empty() || security.iter().any(Vec::is_empty))
}

/// The object that most calls have as the body of an error; else the one that most calls had in
/// an earlier version, which the others do not take away. The object `error` in it is what callers want to see.
pub(super) fn error_body(
    lowering: &Lowering<'_, '_>,
    calls: &[PlacedCall<'_>],
) -> Option<ErrorBody> {
    let mut counts: IndexMap<TypeId, usize> = IndexMap::new();
    let mut calls_with_objects = 0;
    for call in calls {
        let objects = call.call.errors.types().filter_map(|ty| match ty {
            Type::Named(id) if lowering.types.is_struct(*id) => Some(*id),
            _ => None,
        });
        let objects: IndexSet<TypeId> = objects.collect();
        calls_with_objects += usize::from(!objects.is_empty());
        for id in objects {
            *counts.entry(id).or_default() += 1;
        }
    }
    let place = |body: &TypeId| lowering.types.get(*body).place.as_str();
    let before = lowering.names.remembered(ERROR, CLIENT);
    let known = counts.keys().find(|body| Some(place(body)) == before);
    // Of several that as many calls have, the first.
    let most = counts.iter().rev().max_by_key(|(_, count)| **count);
    let most = most.filter(|(_, count)| 2 * **count > calls_with_objects);
    let body = *known.or(most.map(|(body, _)| body))?;
    lowering.names.note(ERROR, CLIENT, place(&body));
    let Shape::Struct(object) = &lowering.types.def(body).shape else {
        return None;
    };
    // Found by its key: if it were found as the only member, a second member would hide it.
    let inner = object.members.iter().find_map(|member| match member {
        Member::Field(Field {
            name,
            key,
            ty: Type::Named(inner),
            presence: Presence::Required,
            ..
        }) if key == "error" && lowering.types.is_struct(*inner) => Some((*inner, name.clone())),
        _ => None,
    });
    Some(match inner {
        Some((shown, field)) => ErrorBody {
            body,
            shown,
            field: Some(field),
        },
        None => ErrorBody {
            body,
            shown: body,
            field: None,
        },
    })
}

pub(super) fn text<'s>(
    lowering: &Lowering<'_, '_>,
    extensions: &[(&'s str, &'s Node)],
    key: &str,
) -> Option<&'s str> {
    let (_, node) = extensions.iter().find(|(known, _)| *known == key)?;
    let text = node.as_str();
    if text.is_none() {
        let message = format!("expected a string for `{key}`, found {}", node.kind());
        let found = lowering.report.at(Code::Extension, node, message);
        lowering.report.add(found.once());
    }
    text
}

fn words(lowering: &Lowering<'_, '_>, extensions: &[(&str, &Node)], key: &str) -> Vec<String> {
    let Some((_, node)) = extensions.iter().find(|(known, _)| *known == key) else {
        return Vec::new();
    };
    let words: Option<Vec<String>> = node.as_array().and_then(|items| {
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect()
    });
    words.unwrap_or_else(|| {
        let message = format!("expected a list of words for `{key}`");
        lowering
            .report
            .add(lowering.report.at(Code::Extension, node, message));
        Vec::new()
    })
}
