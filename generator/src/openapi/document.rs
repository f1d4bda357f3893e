//! The objects at the top of a document: `info`, servers, tags.

use std::borrow::Cow;

use super::fields::Fields;
use super::operation::{placeholders, template_fault};
use super::reader::Reader;
use super::vocabulary;
use crate::diagnostic::{Code, Mend};
use crate::source::{Node, Value};

/// `info`.
#[derive(Debug, Default)]
pub(crate) struct Info<'s> {
    pub node: Option<&'s Node>,
    pub title: &'s str,
    pub version: String,
    pub summary: Option<&'s str>,
    pub description: Option<&'s str>,
    pub license: Option<License<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// `info.license`.
#[derive(Debug)]
pub(crate) struct License<'s> {
    pub node: &'s Node,
    pub name: Option<&'s str>,
    /// An expression of SPDX.
    pub identifier: Option<&'s str>,
}

/// A server and the variables of its address.
#[derive(Debug, Clone)]
pub(crate) struct Server<'s> {
    pub node: &'s Node,
    /// A template with `{variables}`.
    pub url: &'s str,
    pub name: Option<&'s str>,
    pub description: Option<&'s str>,
    pub variables: Vec<ServerVariable<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// A `{variable}` of a server's address.
#[derive(Debug, Clone)]
pub(crate) struct ServerVariable<'s> {
    pub node: &'s Node,
    pub name: &'s str,
    pub default: Cow<'s, str>,
    /// The values that it may have; empty when it may have any.
    pub values: Vec<Cow<'s, str>>,
    pub description: Option<&'s str>,
}

impl<'s> Server<'s> {
    /// The variables that the address has.
    pub fn used(&self) -> impl Iterator<Item = &ServerVariable<'s>> {
        let variables = self.variables.iter();
        variables.filter(|variable| placeholders(self.url).any(|name| name == variable.name))
    }

    /// Whether each variable of the address has a value.
    pub fn is_whole(&self) -> bool {
        placeholders(self.url).all(|name| self.variables.iter().any(|known| known.name == name))
    }

    /// Whether the address leads to a host: it begins with a scheme of the web.
    pub fn is_absolute(&self) -> bool {
        let address = self.address();
        address.starts_with("http://") || address.starts_with("https://")
    }

    /// The scheme of an address that is not one of the web: `wss`.
    pub fn other_scheme(&self) -> Option<String> {
        let address = self.address();
        let (scheme, _) = address.split_once("://")?;
        let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric());
        (is_scheme && !self.is_absolute()).then(|| scheme.to_owned())
    }

    /// The address with the default of each variable.
    pub fn address(&self) -> String {
        let mut address = self.url.to_owned();
        for variable in &self.variables {
            address = address.replace(&format!("{{{}}}", variable.name), &variable.default);
        }
        address
    }
}

/// A tag, which groups operations.
#[derive(Debug)]
pub(crate) struct Tag<'s> {
    pub name: &'s str,
    pub description: Option<&'s str>,
}

pub(super) fn info<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Info<'s> {
    let Some(fields) = Fields::of(reader, node, &vocabulary::INFO) else {
        return Info::default();
    };
    // OpenAPI 3.1 §4.8.2: a string, though `version: 1.0` is common.
    let version = fields.raw("version").map(|node| {
        if node.as_str().is_none() {
            let message = format!("expected a string, found {}", node.kind());
            let found = reader.report.at(Code::Untidy, node, message);
            let text = reader.report.sources.text_of(node);
            let help = format!("write `version: \"{text}\"`");
            let mend = Mend::Replace(node, text.into_owned());
            reader
                .report
                .add(reader.report.mended(found.help(help), &mend));
        }
        reader.report.sources.text_of(node).into_owned()
    });
    let license = fields.raw("license");
    let license = license.and_then(|node| Fields::of(reader, node, &vocabulary::LICENSE));
    if let (Some(_), Some(node)) = (
        license
            .as_ref()
            .and_then(|license| license.raw("identifier")),
        license.as_ref().and_then(|license| license.raw("url")),
    ) {
        let message = "`identifier` and `url` exclude each other";
        let found = reader.report.at_key(Code::Exclusive, node, message);
        reader
            .report
            .add(found.softened().label("`identifier` is used"));
    }
    fields
        .raw("contact")
        .map(|node| Fields::of(reader, node, &vocabulary::CONTACT));
    Info {
        node: Some(node),
        title: fields.string("title").unwrap_or_default(),
        version: version.unwrap_or_default(),
        summary: fields.string("summary"),
        description: fields.string("description"),
        license: license
            .zip(fields.raw("license"))
            .map(|(license, node)| License {
                node,
                name: license.string("name"),
                identifier: license.string("identifier"),
            }),
        extensions: fields.extensions(),
    }
}

pub(super) fn external_docs<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<&'s str> {
    Fields::of(reader, node, &vocabulary::EXTERNAL_DOCS)?.string("url")
}

/// The webhooks: those of OpenAPI 3.1, else those that documents of OpenAPI 3.0 have in an extension.
pub(super) fn webhooks<'s>(
    reader: &Reader<'_, 's>,
    own: Option<&'s Node>,
    extensions: &[(&'s str, &'s Node)],
) -> Option<&'s Node> {
    let extension = extensions.iter().find(|(key, _)| *key == "x-webhooks");
    let extension = extension.map(|(_, node)| *node);
    if let (Some(_), Some(unused)) = (own, extension) {
        let message = "`x-webhooks` has no effect next to `webhooks`";
        let found = reader.report.at_key(Code::Inert, unused, message);
        reader.report.add(found);
    }
    own.or(extension)
}

pub(super) fn servers<'s>(reader: &Reader<'_, 's>, nodes: &'s [Node]) -> Vec<Server<'s>> {
    let servers = nodes.iter().filter_map(|node| server(reader, node));
    servers.collect()
}

pub(super) fn server<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Server<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::SERVER)?;
    let node = fields.node();
    let url = fields.string("url")?.trim();
    let mut variables = Vec::new();
    for (name, node) in fields.members("variables") {
        variables.extend(variable(reader, name, node));
        if !placeholders(url).any(|other| other == name) {
            let message = format!("the address of the server has no `{{{name}}}`");
            let found = reader.report.at_key(Code::ServerVariable, node, message);
            reader.report.add(found.label("ignored"));
        }
    }
    let declared = |name: &str| fields.members("variables").any(|(other, _)| other == name);
    for name in placeholders(url).filter(|name| !declared(name)) {
        let message = format!("`{{{name}}}` is not among the server's `variables`");
        let at = fields.raw("url").unwrap_or(node);
        let found = reader.report.at(Code::ServerVariable, at, message);
        reader.report.add(
            found
                .label("the client does not call this server by itself")
                .help("declare it with a `default`"),
        );
    }
    let server = Server {
        node,
        url,
        name: fields.string("name"),
        description: fields.string("description"),
        variables,
        extensions: fields.extensions(),
    };
    if let Some(fault) = template_fault(url).or_else(|| uncallable(&server)) {
        let message = format!("no client can call `{}`: {fault}", url.escape_debug());
        let at = fields.raw("url").unwrap_or(node);
        let found = reader.report.at(Code::ServerVariable, at, message);
        let help = "mend it; or callers give another by `Client::builder().base_url(…)`";
        reader.report.add(found.help(help));
    }
    Some(server)
}

/// Why the address of a server leads to no host, where its variables have a value.
fn uncallable(server: &Server<'_>) -> Option<String> {
    if !server.is_whole() {
        return None;
    }
    let address = server.address();
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    if authority.contains('@') {
        return Some("it has the name of a user, which is a credential".to_owned());
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_foreign = |c: char| c.is_whitespace() || c.is_control() || "<>^|%\"\\{}`".contains(c);
    if host.is_empty() {
        Some("it has no host".to_owned())
    } else if host.contains(is_foreign) {
        Some(format!("`{}` is not a host", host.escape_debug()))
    } else if !port.is_empty() && port.parse::<u16>().is_err() {
        Some(format!("`{}` is not a port", port.escape_debug()))
    } else {
        None
    }
}

fn variable<'s>(
    reader: &Reader<'_, 's>,
    name: &'s str,
    node: &'s Node,
) -> Option<ServerVariable<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::SERVER_VARIABLE)?;
    let of_default = fields.raw("default")?;
    let text_of = |node: &'s Node| reader.report.sources.text_of(node);
    let default = text_of(of_default);
    match of_default.value {
        Value::String(_) => {}
        // A port, say.
        Value::Integer(_) | Value::Float(_) | Value::Bool(_) => {
            let message = format!("expected a string, found {}", of_default.kind());
            let found = reader.report.at(Code::Untidy, of_default, message);
            let help = format!("write `\"{default}\"`");
            reader.report.add(found.help(help));
        }
        _ => reader.wrong_kind(of_default, "default", "a string"),
    }
    let values = fields.array("enum");
    match fields.raw("enum") {
        Some(list) if list.as_array().is_some_and(<[Node]>::is_empty) => {
            let message = "expected at least one value, found an empty `enum`";
            let found = reader.report.at_key(Code::Invalid, list, message);
            reader
                .report
                .add(found.help("name the values or drop `enum`"));
        }
        Some(_) if !values.iter().any(|value| text_of(value) == default) => {
            let message = format!("the default `{default}` of `{name}` is not one of its values");
            // A rule since OpenAPI 3.1, an advice before; tools that know no default write an empty one.
            let found = reader.report.at(Code::Untidy, of_default, message);
            reader
                .report
                .add(found.help("add it to `enum`, or choose one of its values"));
        }
        _ => {}
    }
    Some(ServerVariable {
        node,
        name,
        default,
        values: values.iter().map(text_of).collect(),
        description: fields.string("description"),
    })
}

pub(super) fn tags<'s>(reader: &Reader<'_, 's>, nodes: &'s [Node]) -> Vec<Tag<'s>> {
    let mut tags: Vec<Tag<'s>> = Vec::new();
    for node in nodes {
        let Some(fields) = Fields::of(reader, node, &vocabulary::TAG) else {
            continue;
        };
        fields
            .raw("externalDocs")
            .map(|node| external_docs(reader, node));
        let Some(name) = fields.string("name") else {
            continue;
        };
        if tags.iter().any(|tag| tag.name == name) {
            let message = format!("the tag `{name}` is declared twice");
            let at = fields.raw("name").unwrap_or(node);
            let found = reader.report.at(Code::Untidy, at, message);
            reader.report.add(found.label("the first one is used"));
            continue;
        }
        tags.push(Tag {
            name,
            description: fields.string("description"),
        });
    }
    let nodes = nodes.iter().filter_map(|node| reader.beyond(node));
    let nodes: Vec<&Node> = nodes.collect();
    let named = |name: &str| {
        nodes
            .iter()
            .filter_map(|tag| tag.get("name"))
            .any(|node| node.as_str() == Some(name))
    };
    let parents = nodes.iter().filter_map(|tag| tag.get("parent"));
    for parent in parents.filter(|parent| parent.as_str().is_some_and(|name| !named(name))) {
        let message = format!("there is no tag {parent}");
        reader
            .report
            .add(reader.report.at(Code::Untidy, parent, message));
    }
    for node in &nodes {
        let parent = |tag: &Node| tag.get("parent").and_then(Node::as_str).map(str::to_owned);
        let of = |name: &str| {
            nodes
                .iter()
                .find(|tag| tag.get("name").and_then(Node::as_str) == Some(name))
        };
        let mut above = parent(node);
        for _ in &nodes {
            above = above.and_then(|name| parent(of(&name)?));
        }
        if let (Some(_), Some(at)) = (above, node.get("parent")) {
            let message = "the tag is among its own ancestors";
            reader
                .report
                .add(reader.report.at(Code::Untidy, at, message));
        }
    }
    tags
}
