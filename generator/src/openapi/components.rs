//! `components`: the named schemas and security schemes; of the rest only the shape is checked
//! here, since it is read where it is referred to.

use indexmap::IndexMap;

use super::fields::Fields;
use super::operation;
use super::reader::Reader;
use super::schema::SchemaId;
use super::security::{self, SecurityScheme};
use super::vocabulary::{self, Vocabulary};
use crate::diagnostic::Code;
use crate::source::Node;

type Components<'s> = (
    IndexMap<&'s str, SchemaId>,
    IndexMap<&'s str, SecurityScheme<'s>>,
);

pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Components<'s> {
    let mut named = IndexMap::new();
    let mut schemes = IndexMap::new();
    let Some(fields) = Fields::of(reader, node, &vocabulary::COMPONENTS) else {
        return (named, schemes);
    };
    for (name, node) in fields.members("schemas") {
        // Untidy names are common, and a type's name is made from any text.
        check_name(reader, name, node);
        named.insert(name, reader.schema(node));
    }
    for (name, node) in fields.members("securitySchemes") {
        check_name(reader, name, node);
        let target = reader.follow(node, &vocabulary::SECURITY_SCHEME);
        if let Some(scheme) = target.and_then(|node| security::scheme(reader, node)) {
            let description = reader.described(node, scheme.description);
            let scheme = SecurityScheme {
                description,
                ..scheme
            };
            schemes.insert(name, scheme);
        }
    }
    check(reader, &fields, &vocabulary::PARAMETER, |_, node| {
        operation::parameter(reader, node);
    });
    check(reader, &fields, &vocabulary::RESPONSE, |_, node| {
        operation::response(reader, node);
    });
    check(reader, &fields, &vocabulary::REQUEST_BODY, |_, node| {
        operation::body(reader, node);
    });
    check(reader, &fields, &vocabulary::HEADER, |name, node| {
        operation::header(reader, name, node);
    });
    check(reader, &fields, &vocabulary::EXAMPLE, |_, node| {
        operation::example(reader, node);
    });
    check(reader, &fields, &vocabulary::LINK, |_, node| {
        operation::link(reader, node);
    });
    check(reader, &fields, &vocabulary::CALLBACK, |_, node| {
        operation::callback(reader, node, &schemes);
    });
    check(reader, &fields, &vocabulary::PATH_ITEM, |name, node| {
        operation::path_item(reader, name, node, &schemes);
    });
    check(reader, &fields, &vocabulary::MEDIA_TYPE, |name, node| {
        operation::content(reader, name, node);
    });
    (named, schemes)
}

/// Checks the members of one kind, each where its references lead.
fn check<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    vocabulary: &'static Vocabulary,
    read: impl Fn(&'s str, &'s Node),
) {
    for (name, node) in fields.members(vocabulary.component) {
        check_name(reader, name, node);
        if let Some(node) = reader.follow(node, vocabulary) {
            read(name, node);
        }
    }
}

/// OpenAPI 3.1 §4.8.7: letters, digits, `.`, `-` and `_`.
fn check_name(reader: &Reader<'_, '_>, name: &str, node: &Node) {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if name.chars().all(fits) && !name.is_empty() {
        return;
    }
    let message = format!("`{name}` is not a name for a component");
    let found = reader.report.at_key(Code::Untidy, node, message);
    reader
        .report
        .add(found.help("use letters, digits, `.`, `-` and `_`"));
}
