//! Takes the tree of a description, gives the description: OpenAPI 3.0, 3.1 and 3.2 in one
//! neutral form. References are resolved, every object keeps its node and so its place; what
//! breaks the specification is reported. Decides nothing about Rust.

mod components;
mod document;
mod elsewhere;
mod fields;
mod identifiers;
mod merge_patch;
mod operation;
mod reader;
mod schema;
mod scopes;
mod security;
mod support;
mod uri;
mod vocabulary;

use indexmap::IndexMap;

pub(crate) use self::document::{Info, License, Server, ServerVariable, Tag};
pub(crate) use self::elsewhere::{called, called_at, defined_as, named_elsewhere};
use self::fields::Fields;
pub(crate) use self::merge_patch::Patched;
pub(crate) use self::operation::{
    Body, Content, Encoding, Encodings, Example, Header, Link, LinkTarget, Location, Lost,
    Operation, Parameter, ParameterForm, PartStyle, PathItem, Response, Responses, Status, Style,
    placeholders, shape,
};
use self::reader::Reader;
pub(crate) use self::schema::{
    Additional, Annotations, Assertions, Discriminator, Keys, Kind, Schema, SchemaId, Schemas, Xml,
    XmlNode,
};
pub(crate) use self::security::{
    Flow, FlowKind, Issuer, Need, Requirement, SchemeKind, SecurityScheme, is_template,
};
pub use self::support::{Keyword, Support, keywords};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{Node, Sources};

/// A whole description.
#[derive(Debug)]
pub(crate) struct Description<'s> {
    pub info: Info<'s>,
    pub docs_url: Option<&'s str>,
    pub servers: Vec<Server<'s>>,
    pub paths: Vec<PathItem<'s>>,
    pub webhooks: Vec<PathItem<'s>>,
    /// The operations in `paths` that are there and cannot be read.
    pub lost: Vec<Lost<'s>>,
    /// The named schemas, in the document's order.
    pub named: IndexMap<&'s str, SchemaId>,
    pub schemas: Schemas<'s>,
    /// The schemas of merge patches.
    pub patched: Patched,
    pub schemes: IndexMap<&'s str, SecurityScheme<'s>>,
    /// What an operation needs that does not say so itself.
    pub security: Vec<Requirement<'s>>,
    pub tags: Vec<Tag<'s>>,
    /// Whether a part without a type is a file, as it is from OpenAPI 3.1 on (3.1.1 §4.8.15.1.1).
    pub untyped_parts_are_files: bool,
    /// Whether a schema that no operation uses has no type, even when it is named.
    pub only_used: bool,
    /// The keys that begin with `x-`, at the root.
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// The versions of OpenAPI that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V30,
    V31,
    V32,
}

/// Reads a description. `None` when there is nothing to go on with.
pub(crate) fn read<'s>(sources: &'s Sources, report: &Report<'s>) -> Option<Description<'s>> {
    let root = sources.root().ok()?;
    let version = version(root, report)?;
    let reader = Reader::new(report, version);
    let fields = Fields::of(&reader, root, &vocabulary::DOCUMENT)?;
    let info = fields.raw("info");
    let info = info.map(|node| document::info(&reader, node));
    let docs_url = fields.raw("externalDocs");
    let docs_url = docs_url.and_then(|node| document::external_docs(&reader, node));
    let servers = document::servers(&reader, fields.array("servers"));
    let tags = document::tags(&reader, fields.array("tags"));
    let components = fields
        .raw("components")
        .map(|node| components::read(&reader, node));
    let (mut named, mut schemes) = components.unwrap_or_default();
    let security = security::requirements(&reader, fields.array("security"), &schemes);
    let paths = fields
        .raw("paths")
        .map(|node| operation::paths(&reader, node, &schemes));
    let extensions = fields.extensions();
    let webhooks = document::webhooks(&reader, fields.raw("webhooks"), &extensions);
    let webhooks = webhooks.map(|node| operation::webhooks(&reader, node, &schemes));
    let nothing = webhooks.is_none() && named.is_empty();
    if root.get("paths").is_none() && (nothing || version == Version::V30) {
        let message = "the document has no `paths`, so there is nothing to call";
        report.add(report.at_key(Code::Untidy, root, message));
    }
    let lost = reader.take_lost();
    if !report.has_errors() && root.get("paths").is_some() {
        report_nothing_left(report, root, paths.as_deref(), !lost.is_empty());
    }
    let mut paths = paths.unwrap_or_default();
    let mut webhooks = webhooks.unwrap_or_default();
    operation::check_identifiers(&reader, paths.iter_mut().chain(&mut webhooks));
    schemes.extend(reader.other_schemes.take());
    let mut schemas = reader.into_schemas();
    elsewhere::name(sources, &schemas, &mut named);
    let patched = merge_patch::allow_null(&mut schemas, &named, [&mut paths, &mut webhooks]);
    Some(Description {
        info: info.unwrap_or_default(),
        docs_url,
        servers,
        paths,
        webhooks,
        lost,
        named,
        schemas,
        patched,
        schemes,
        security,
        tags,
        untyped_parts_are_files: version > Version::V30,
        only_used: false,
        extensions,
    })
}

/// Reports paths of which faults leave nothing: that is too much to go on.
fn report_nothing_left(
    report: &Report<'_>,
    root: &Node,
    paths: Option<&[PathItem<'_>]>,
    has_lost: bool,
) {
    let has_operations =
        |items: &[PathItem<'_>]| items.iter().any(|item| !item.operations.is_empty());
    let message = match paths {
        None => "`paths` cannot be read, so there is nothing to call",
        Some(items) if has_lost && !has_operations(items) => {
            "no operation can be read, so there is nothing to call"
        }
        Some(_) => return,
    };
    let at = root.get("paths").unwrap_or(root);
    report.add(report.at_key(Code::NothingToCall, at, message));
}

fn version(root: &Node, report: &Report<'_>) -> Option<Version> {
    let Some(object) = root.as_object() else {
        let message = format!("expected an OpenAPI document, found {}", root.kind());
        let found = report.at(Code::Version, root, message);
        report.add(
            found.help("an OpenAPI document begins with its version, such as `openapi: 3.1.0`"),
        );
        return None;
    };
    if let Some(swagger) = object.get("swagger") {
        let found = report.at_key(
            Code::Version,
            swagger,
            format!("this is Swagger {swagger}, not OpenAPI 3"),
        );
        report.add(found.help("convert it to OpenAPI 3 first, for example with swagger2openapi"));
        return None;
    }
    let Some(node) = object.get("openapi") else {
        report.add(no_version(root, report));
        return None;
    };
    let text = match node.as_str() {
        Some(text) => text.to_owned(),
        None => node.to_string(),
    };
    let mut numbers = text.split(['.', '-']);
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Some(Version::V30),
        (Some("3"), Some("1")) => Some(Version::V31),
        (Some("3"), Some("2")) => Some(Version::V32),
        _ => {
            let found = report.at(
                Code::Version,
                node,
                format!("OpenAPI {text} is not a version that is read"),
            );
            report.add(found.label("expected 3.0, 3.1 or 3.2"));
            None
        }
    }
}

/// That a document is not one of OpenAPI, and what it is instead, as far as that can be told.
fn no_version(root: &Node, report: &Report<'_>) -> Diagnostic {
    if let Some(overlay) = root.get("overlay") {
        let message = "this is an overlay, not a description";
        return report.at_key(Code::Version, overlay, message).help(
            "name the description: an overlay beside it, called `NAME.overlay.yaml`, is applied by itself",
        );
    }
    if let Some(version) = root.get("asyncapi") {
        let number = version.as_str().unwrap_or_default();
        let message = format!("this is AsyncAPI {number}, not OpenAPI 3");
        return report.at_key(Code::Version, version, message);
    }
    let info = root.get("info");
    let schema = info.and_then(|info| info.get("schema")?.as_str());
    let id = info.and_then(|info| info.get("_postman_id"));
    if id.is_some() || schema.is_some_and(|schema| schema.contains("postman")) {
        let message = "this is a Postman collection, not an OpenAPI document";
        let found = report.at(Code::Version, root, message);
        return found.help("convert it to OpenAPI 3 first");
    }
    let message = "the document does not say `openapi: 3.…`";
    let found = report.at(Code::Version, root, message);
    found.help("an OpenAPI document begins with its version, such as `openapi: 3.1.0`")
}
