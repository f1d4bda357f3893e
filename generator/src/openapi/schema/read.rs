//! Reads schemas: takes a node, gives the schema with the defaults of JSON Schema 2020-12.

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::{Version, document, vocabulary};
use super::keywords::{read_annotations, read_array, read_limits, read_object, read_values};
use super::references::{note_ignored_siblings, read_dynamic_reference, read_reference};
use super::{Schema, discriminator, faults, kinds, patterns, xml};
use crate::diagnostic::Code;
use crate::source::{Node, Value};

/// Reads the schema at a node.
pub(in crate::openapi) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Schema<'s> {
    let mut schema = Schema::any(node);
    if let Value::Bool(value) = node.value {
        if reader.version == Version::V30 {
            let message = "a boolean as a schema came with OpenAPI 3.1";
            let found = reader.report.at(Code::NewerVersion, node, message);
            reader.report.add(found.label("read all the same"));
        }
        schema.assertions.boolean = Some(value);
        return schema;
    }
    if let Some(kind) = node.as_str().and_then(kinds::named) {
        // `items: string` can only mean one thing.
        let found = reader.report.at(
            Code::Untidy,
            node,
            "a schema is an object, found the name of a type",
        );
        reader
            .report
            .add(found.help(format!("write `type: {node}` below it")));
        schema.assertions.kinds.push(kind);
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
    let branches = |key| {
        if let Some([]) = fields.raw(key).and_then(Node::as_array) {
            let message = format!("`{key}` is empty");
            let at = fields.raw(key).unwrap_or(node);
            let found = reader.report.at_key(Code::Untidy, at, message);
            reader
                .report
                .add(found.label("read as if it were not there"));
        }
        fields
            .array(key)
            .iter()
            .map(|node| reader.schema(node))
            .collect()
    };
    schema.assertions.all_of = branches("allOf");
    schema.assertions.any_of = branches("anyOf");
    schema.assertions.one_of = branches("oneOf");
    schema.annotations.discriminator = fields
        .raw("discriminator")
        .and_then(|node| discriminator::read(reader, node));
    let encoding = fields.string("contentEncoding");
    // `binary` leaves bytes as they are (RFC 2045 §6.2), which OpenAPI 3.0 writes as a format.
    let is_raw = encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("binary"));
    if is_raw && schema.assertions.format.is_none() {
        schema.assertions.format = Some("binary");
    }
    schema.assertions.content = (
        encoding.filter(|_| !is_raw),
        fields.string("contentMediaType"),
    );
    read_limits(reader, &fields, &mut schema);
    for key in [
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
    ] {
        schema
            .assertions
            .bounds
            .extend(fields.raw(key).map(|node| (key, node)));
    }
    for key in [
        "not",
        "if",
        "then",
        "else",
        "dependentRequired",
        "dependentSchemas",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "dependencies",
    ] {
        schema
            .assertions
            .unchecked
            .extend(fields.raw(key).map(|node| (key, node)));
    }
    read_others(reader, &fields, &mut schema);
    faults::check(reader, &fields, &schema);
    patterns::check(reader, &fields, &schema);
    schema
}

/// Schemas that do not change the type. They are read so that their faults are reported.
fn read_others<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    for key in [
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
    ] {
        let found = fields.raw(key).map(|node| (key, reader.schema(node)));
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
