//! Reads schemas: takes a node, gives the schema with the defaults of JSON Schema 2020-12.

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::{Version, document, vocabulary};
use super::keywords::{read_annotations, read_array, read_limits, read_object, read_values};
use super::references::{note_ignored_siblings, read_dynamic_reference, read_reference};
use super::{Schema, discriminator, faults, kinds, patterns, xml};
use crate::diagnostic::Code;
use crate::source::{Node, Value};

/// Bounds of texts, lists and objects; those of numbers depend on the version.
const BOUNDS: &[&str] = &[
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
];

/// Schemas that values have to match and that no type can express.
const CONDITIONS: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
];

/// What else no type can express: keywords that are about several members.
const DEPENDENCIES: &[&str] = &["dependentRequired", "dependentSchemas", "dependencies"];

/// Reads the schema at a node.
pub(in crate::openapi) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Schema<'s> {
    let mut schema = Schema::any(node);
    if read_plain(reader, node, &mut schema) {
        return schema;
    }
    let Some(fields) = Fields::of(reader, node, &vocabulary::SCHEMA) else {
        return schema;
    };
    read_annotations(&fields, &mut schema);
    if let Some(reference) = fields.raw("$ref") {
        read_reference(reader, &mut schema, reference);
        if reader.version == Version::V30 {
            note_ignored_siblings(reader, node, reference);
            schema.assertions.nullable = fields.bool("nullable").unwrap_or(false);
            return schema;
        }
    }
    read_dynamic_reference(reader, &fields, &mut schema);
    kinds::read(reader, &fields, &mut schema);
    read_values(reader, &fields, &mut schema);
    read_object(reader, &fields, &mut schema);
    read_array(reader, &fields, &mut schema);
    read_branches(reader, &fields, &mut schema);
    read_content(&fields, &mut schema);
    read_limits(reader, &fields, &mut schema);
    let there = |key: &&'static str| fields.raw(key).map(|node| (*key, node));
    let assertions = &mut schema.assertions;
    assertions.bounds.extend(BOUNDS.iter().filter_map(there));
    let unchecked = CONDITIONS.iter().chain(DEPENDENCIES).filter_map(there);
    assertions.unchecked.extend(unchecked);
    read_others(reader, &fields, &mut schema);
    faults::check(reader, &fields, &schema);
    patterns::check(reader, &fields, &schema);
    schema
}

/// A schema that is no object: a boolean, or the name of a type. Says whether it is one.
fn read_plain<'s>(reader: &Reader<'_, 's>, node: &'s Node, schema: &mut Schema<'s>) -> bool {
    if let Value::Bool(value) = node.value {
        if reader.version == Version::V30 {
            let message = "a boolean as a schema came with OpenAPI 3.1";
            let found = reader.report.at(Code::NewerVersion, node, message);
            reader.report.add(found.label("read all the same"));
        }
        schema.assertions.boolean = Some(value);
        return true;
    }
    let Some(kind) = node.as_str().and_then(kinds::named) else {
        return false;
    };
    // `items: string` can only mean one thing.
    let message = "a schema is an object, found the name of a type";
    let found = reader.report.at(Code::Untidy, node, message);
    let help = format!("write `type: {node}` below it");
    reader.report.add(found.help(help));
    schema.assertions.kinds.push(kind);
    true
}

/// What is merged, and what is one of several.
fn read_branches<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    let branches = |key| {
        if let Some(node) = fields.raw(key)
            && node.as_array().is_some_and(<[Node]>::is_empty)
        {
            let message = format!("`{key}` is empty");
            let found = reader.report.at_key(Code::Untidy, node, message);
            let found = found.label("read as if it were not there");
            reader.report.add(found);
        }
        let branches = fields.array(key).iter();
        branches.map(|node| reader.schema(node)).collect()
    };
    schema.assertions.all_of = branches("allOf");
    schema.assertions.any_of = branches("anyOf");
    schema.assertions.one_of = branches("oneOf");
    let discriminator = fields.raw("discriminator");
    let discriminator = discriminator.and_then(|node| discriminator::read(reader, node));
    schema.annotations.discriminator = discriminator;
}

/// How the bytes of a string are written.
fn read_content<'s>(fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    let encoding = fields.string("contentEncoding");
    // `binary` leaves bytes as they are (RFC 2045 §6.2), which OpenAPI 3.0 writes as a format.
    let is_raw = encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("binary"));
    let assertions = &mut schema.assertions;
    if is_raw && assertions.format.is_none() {
        assertions.format = Some("binary");
    }
    let encoding = encoding.filter(|_| !is_raw);
    assertions.content = (encoding, fields.string("contentMediaType"));
}

/// Schemas that do not change the type. They are read so that their faults are reported.
fn read_others<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    for key in CONDITIONS.iter().chain(&["unevaluatedProperties"]) {
        let found = fields.raw(key).map(|node| (*key, reader.schema(node)));
        schema.conditions.extend(found);
    }
    let content = fields.raw("contentSchema").map(|node| reader.schema(node));
    schema.annotations.content_schema = content;
    for key in ["$defs", "definitions"] {
        for (_, node) in fields.members(key) {
            reader.schema(node);
        }
    }
    let dependent = fields.members("dependentSchemas");
    let dependent = dependent.map(|(name, node)| (name, reader.schema(node)));
    schema.dependent.extend(dependent);
    let docs = fields.raw("externalDocs");
    docs.map(|node| document::external_docs(reader, node));
    let xml = fields.raw("xml");
    schema.annotations.xml = xml.and_then(|node| xml::read(reader, node));
}
