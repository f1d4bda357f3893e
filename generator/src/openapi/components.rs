//! `components`: the named schemas and security schemes; of the rest only the shape is checked
//! here, since it is read where it is referred to.

use indexmap::IndexMap;

use super::Version;
use super::fields::Fields;
use super::operation;
use super::reader::Reader;
use super::schema::SchemaId;
use super::security::{self, SecurityScheme};
use crate::diagnostic::Code;
use crate::source::Node;

type Components<'s> = (
    IndexMap<&'s str, SchemaId>,
    IndexMap<&'s str, SecurityScheme<'s>>,
);

pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Components<'s> {
    let mut named = IndexMap::new();
    let mut schemes = IndexMap::new();
    let Some(mut fields) = Fields::of(reader, node, "`components`") else {
        return (named, schemes);
    };
    for (name, node) in fields.members("schemas") {
        // Untidy names are common, and a type's name is made from any text.
        check_name(reader, name, node, true);
        named.insert(name, reader.schema(node));
    }
    for (name, node) in fields.members("securitySchemes") {
        check_name(reader, name, node, false);
        if let Some(scheme) = reader
            .follow(node)
            .and_then(|node| security::scheme(reader, node))
        {
            schemes.insert(name, scheme);
        }
    }
    for (name, node) in fields.members("parameters") {
        check_name(reader, name, node, false);
        reader
            .follow(node)
            .map(|node| operation::parameter(reader, node));
    }
    for (name, node) in fields.members("responses") {
        check_name(reader, name, node, false);
        reader
            .follow(node)
            .map(|node| operation::response(reader, node));
    }
    for (name, node) in fields.members("requestBodies") {
        check_name(reader, name, node, false);
        reader
            .follow(node)
            .map(|node| operation::body(reader, node));
    }
    for (name, node) in fields.members("headers") {
        check_name(reader, name, node, false);
        if let Some(node) = reader.follow(node) {
            operation::header(reader, name, node)
        }
    }
    for (name, node) in fields.members("examples") {
        check_name(reader, name, node, false);
        reader
            .follow(node)
            .map(|node| operation::example(reader, node));
    }
    for (name, node) in fields.members("links") {
        check_name(reader, name, node, false);
        if let Some(node) = reader.follow(node) {
            operation::link(reader, node)
        }
    }
    for (name, node) in fields.members("callbacks") {
        check_name(reader, name, node, false);
        reader.follow(node);
    }
    if let Some(node) = fields.since(Version::V31, "pathItems") {
        for (name, node) in node.as_object().into_iter().flatten() {
            check_name(reader, name, node, false);
            operation::path_item(reader, name, node, &schemes);
        }
    }
    if let Some(node) = fields.since(Version::V32, "mediaTypes") {
        for (name, node) in node.as_object().into_iter().flatten() {
            check_name(reader, name, node, false);
        }
    }
    fields.close();
    (named, schemes)
}

/// OpenAPI 3.1 §4.8.7: letters, digits, `.`, `-` and `_`.
fn check_name(reader: &Reader<'_, '_>, name: &str, node: &Node, harmless: bool) {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if name.chars().all(fits) && !name.is_empty() {
        return;
    }
    let message = format!("`{name}` is not a name for a component");
    let code = if harmless {
        Code::Untidy
    } else {
        Code::Invalid
    };
    let found = reader.report.at_key(code, node, message);
    reader
        .report
        .add(found.help("use letters, digits, `.`, `-` and `_`"));
}
