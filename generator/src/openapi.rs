//! Takes the tree of a description, gives the description: OpenAPI 3.0, 3.1 and 3.2 in one
//! neutral form. References are resolved, every object keeps its node and so its place; what
//! breaks the specification is reported. Decides nothing about Rust.

mod components;
mod fields;
mod operation;
mod reader;
mod schema;
mod security;

use indexmap::IndexMap;

use self::fields::Fields;
pub(crate) use self::operation::{
    Body, Example, Location, MediaType, Operation, Parameter, ParameterForm, PathItem, Status,
    Style, placeholders,
};
use self::reader::Reader;
pub(crate) use self::schema::{Additional, Kind, Schema, SchemaId, Schemas};
pub(crate) use self::security::{Requirement, SchemeKind, SecurityScheme};
use crate::diagnostic::{Code, Mend, Report};
use crate::source::{Node, Sources};

/// A whole description.
#[derive(Debug)]
pub(crate) struct Description<'s> {
    pub info: Info<'s>,
    pub docs_url: Option<&'s str>,
    pub servers: Vec<Server<'s>>,
    pub paths: Vec<PathItem<'s>>,
    pub webhooks: Vec<PathItem<'s>>,
    /// The named schemas, in the document's order.
    pub named: IndexMap<&'s str, SchemaId>,
    pub schemas: Schemas<'s>,
    pub schemes: IndexMap<&'s str, SecurityScheme<'s>>,
    /// What an operation needs that does not say so itself.
    pub security: Vec<Requirement<'s>>,
    pub tags: Vec<Tag<'s>>,
    /// The keys that begin with `x-`, at the root.
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// `info`.
#[derive(Debug, Default)]
pub(crate) struct Info<'s> {
    pub node: Option<&'s Node>,
    pub title: &'s str,
    pub version: String,
    pub summary: Option<&'s str>,
    pub description: Option<&'s str>,
    pub license: Option<&'s str>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// A server and the variables of its address.
#[derive(Debug, Clone)]
pub(crate) struct Server<'s> {
    pub node: &'s Node,
    pub url: &'s str,
    pub variables: Vec<ServerVariable<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// A `{variable}` of a server's address.
#[derive(Debug, Clone)]
pub(crate) struct ServerVariable<'s> {
    pub name: &'s str,
    pub default: &'s str,
}

/// A tag and what it says of its operations.
#[derive(Debug)]
pub(crate) struct Tag<'s> {
    pub name: &'s str,
    pub description: Option<&'s str>,
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
    let mut fields = Fields::of(&reader, root, "the document")?;
    fields.raw("openapi");
    fields.since(Version::V32, "$self");
    fields.since(Version::V31, "jsonSchemaDialect");
    let info = fields
        .expected("info")
        .map(|node| info(&reader, node))
        .unwrap_or_default();
    let docs_url = fields
        .raw("externalDocs")
        .and_then(|node| external_docs(&reader, node));
    let servers = fields
        .array("servers")
        .iter()
        .filter_map(|node| server(&reader, node))
        .collect();
    let tags = fields
        .array("tags")
        .iter()
        .filter_map(|node| tag(&reader, node))
        .collect();
    let components = fields
        .raw("components")
        .map(|node| components::read(&reader, node));
    let (named, schemes) = components.unwrap_or_default();
    let security = security::requirements(&reader, fields.array("security"), &schemes);
    let paths = fields
        .raw("paths")
        .map(|node| operation::paths(&reader, node, &schemes));
    let webhooks = fields.since(Version::V31, "webhooks");
    let webhooks = webhooks.map(|node| operation::webhooks(&reader, node, &schemes));
    if paths.is_none() && webhooks.is_none() && named.is_empty() {
        let message = "the document has no `paths`, so there is nothing to call";
        report.add(report.at_key(Code::Untidy, root, message));
    }
    let extensions = fields.extensions();
    fields.close();
    operation::check_identifiers(
        &reader,
        paths.iter().flatten().chain(webhooks.iter().flatten()),
    );
    Some(Description {
        info,
        docs_url,
        servers,
        paths: paths.unwrap_or_default(),
        webhooks: webhooks.unwrap_or_default(),
        named,
        schemas: reader.into_schemas(),
        schemes,
        security,
        tags,
        extensions,
    })
}

fn version(root: &Node, report: &Report<'_>) -> Option<Version> {
    let Some(object) = root.as_object() else {
        let message = format!("expected an OpenAPI document, found {}", root.kind());
        report.add(report.at(Code::WrongKind, root, message));
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
        let found = report.at(
            Code::Version,
            root,
            "the document does not say `openapi: 3.…`",
        );
        report.add(
            found.help("an OpenAPI document begins with its version, such as `openapi: 3.1.0`"),
        );
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

fn info<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Info<'s> {
    let Some(mut fields) = Fields::of(reader, node, "`info`") else {
        return Info::default();
    };
    fields.expected("title");
    let title = fields.string("title").unwrap_or_default();
    // OpenAPI 3.1 §4.8.2: a string, though `version: 1.0` is common.
    let version = fields.expected("version").map(|node| match node.as_str() {
        Some(version) => version.to_owned(),
        None => {
            let found = reader.report.at(
                Code::Untidy,
                node,
                format!("expected a string, found {}", node.kind()),
            );
            let found = found.help(format!("write `version: \"{node}\"`"));
            let mend = Mend::Replace(node, node.to_string());
            reader.report.add(reader.report.mended(found, &mend));
            node.to_string()
        }
    });
    let license = fields.raw("license").and_then(|node| {
        let mut license = Fields::of(reader, node, "a license")?;
        let name = license.required_string("name");
        let identifier = license
            .since(Version::V31, "identifier")
            .and_then(Node::as_str);
        license.string("url");
        license.close();
        identifier.or(name)
    });
    if let Some(mut contact) = fields
        .raw("contact")
        .and_then(|node| Fields::of(reader, node, "`contact`"))
    {
        for key in ["name", "url", "email"] {
            contact.string(key);
        }
        contact.close();
    }
    fields.string("termsOfService");
    let info = Info {
        node: Some(node),
        title,
        version: version.unwrap_or_default(),
        summary: fields.since(Version::V31, "summary").and_then(Node::as_str),
        description: fields.string("description"),
        license,
        extensions: fields.extensions(),
    };
    fields.close();
    info
}

fn external_docs<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<&'s str> {
    let mut fields = Fields::of(reader, node, "external documentation")?;
    fields.string("description");
    let url = fields.required_string("url");
    fields.close();
    url
}

fn server<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Server<'s>> {
    let mut fields = Fields::of(reader, node, "a server")?;
    let url = fields.required_string("url");
    fields.since(Version::V32, "name");
    fields.string("description");
    let mut variables = Vec::new();
    for (name, node) in fields.members("variables") {
        let Some(mut variable) = Fields::of(reader, node, "a server variable") else {
            continue;
        };
        let default = variable.required_text("default");
        variable.string("description");
        let values = variable.array("enum");
        if variable
            .raw("enum")
            .is_some_and(|node| node.as_array().is_some_and(<[Node]>::is_empty))
        {
            let message = "expected at least one value, found an empty `enum`";
            reader.report.add(
                reader
                    .report
                    .at_key(Code::Invalid, node, message)
                    .help("name the values or drop `enum`"),
            );
        } else if let (Some(default), false) = (default, values.is_empty())
            && !values.iter().any(|value| value.as_str() == Some(default))
        {
            let message = format!("the default `{default}` of `{name}` is not one of its values");
            reader
                .report
                .add(reader.report.at_key(Code::Untidy, node, message));
        }
        variable.close();
        variables.push(ServerVariable {
            name,
            default: default.unwrap_or_default(),
        });
    }
    let extensions = fields.extensions();
    fields.close();
    Some(Server {
        node,
        url: url?,
        variables,
        extensions,
    })
}

fn tag<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Tag<'s>> {
    let mut fields = Fields::of(reader, node, "a tag")?;
    let name = fields.required_string("name");
    let description = fields.string("description");
    fields
        .raw("externalDocs")
        .and_then(|node| external_docs(reader, node));
    for key in ["summary", "parent", "kind"] {
        fields.since(Version::V32, key);
    }
    fields.close();
    Some(Tag {
        name: name?,
        description,
    })
}
