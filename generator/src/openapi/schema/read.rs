//! Reads schemas: takes a node, gives the schema with the defaults of JSON Schema 2020-12.

use std::collections::HashSet;

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::{Version, document, vocabulary};
use super::references::{note_ignored_siblings, read_dynamic_reference, read_reference};
use super::{Additional, Schema, discriminator, faults, kinds, patterns};
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
    schema.assertions.content = (
        fields.string("contentEncoding"),
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

/// Annotations describe values and do not decide which values match.
fn read_annotations<'s>(fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    schema.annotations.title = fields.string("title");
    schema.annotations.description = fields.string("description");
    schema.annotations.default = fields.raw("default");
    let example = fields.raw("example");
    let example = example.map(|node| fields.reader().example_value(node));
    schema.annotations.examples.extend(example);
    // JSON Schema: an array. Some documents write OpenAPI's map of named examples.
    match fields.raw("examples").map(|node| &node.value) {
        Some(Value::Array(items)) => {
            let items = items.iter().map(|node| fields.reader().example_value(node));
            schema.annotations.examples.extend(items);
        }
        Some(Value::Object(members)) => {
            schema
                .annotations
                .examples
                .extend(members.values().filter_map(|example| example.get("value")));
        }
        _ => {}
    }
    schema.annotations.deprecated = fields.bool("deprecated").unwrap_or(false);
    schema.annotations.read_only = fields.bool("readOnly").unwrap_or(false);
    schema.annotations.write_only = fields.bool("writeOnly").unwrap_or(false);
    schema.annotations.extensions = fields.extensions();
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
    if let Some(xml) = xml.and_then(|node| Fields::of(reader, node, &vocabulary::XML)) {
        xml.exclude("nodeType", "attribute", "keep `nodeType`");
        xml.exclude("nodeType", "wrapped", "keep `nodeType`");
    }
}

/// Bounds of numbers. In OpenAPI 3.0 `exclusiveMinimum` is a boolean and `minimum` the bound.
fn read_limits<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    for (limit, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let inclusive = fields.raw(limit);
        let strict = fields.raw(exclusive);
        let v30 = reader.version == Version::V30;
        let other = |node: &Node, code, form: &str| {
            let message = format!("`{exclusive}` is {form} in another version of OpenAPI");
            let found = reader.report.at(code, node, message);
            reader.report.add(found.label("read all the same"));
        };
        match (strict, strict.map(|node| &node.value)) {
            (Some(node), Some(Value::Bool(strict))) => {
                if !v30 {
                    other(node, Code::OlderVersion, "a boolean");
                }
                let key = if *strict { exclusive } else { limit };
                schema
                    .assertions
                    .bounds
                    .extend(inclusive.map(|node| (key, node)));
            }
            (Some(node), Some(Value::Integer(_) | Value::Float(_))) => {
                if v30 {
                    other(node, Code::NewerVersion, "a number");
                }
                schema
                    .assertions
                    .bounds
                    .extend(inclusive.map(|node| (limit, node)));
                schema.assertions.bounds.push((exclusive, node));
            }
            _ => {
                if let Some(node) = strict {
                    reader.wrong_kind(node, exclusive, "a number");
                }
                schema
                    .assertions
                    .bounds
                    .extend(inclusive.map(|node| (limit, node)));
            }
        }
    }
}

fn read_values<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    schema.assertions.constant = fields.raw("const");
    if let Some(node) = fields.raw("enum") {
        let values = fields.array("enum");
        if node.as_array().is_none() {
            reader.wrong_kind(node, "enum", "an array");
            return;
        }
        if node.as_array().is_some_and(<[Node]>::is_empty) {
            let found = reader.report.at_key(
                Code::Untidy,
                node,
                "`enum` is empty, so no value would match",
            );
            reader
                .report
                .add(found.label("read as if it were not there"));
            return;
        }
        let mut seen: Vec<&Node> = Vec::new();
        let mut written = HashSet::new();
        for value in values {
            if !written.insert(value.to_string()) {
                let message = format!("{value} is twice in `enum`");
                reader
                    .report
                    .add(reader.report.at(Code::EmptyChoice, value, message));
            } else {
                seen.push(value);
            }
        }
        schema.assertions.values = Some(seen);
    }
}

fn read_object<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    for (name, node) in fields.members("properties") {
        schema
            .assertions
            .properties
            .insert(name, reader.schema(node));
    }
    for (pattern, node) in fields.members("patternProperties") {
        schema
            .assertions
            .pattern_properties
            .push((pattern, reader.schema(node)));
    }
    let required = fields.raw("required");
    match required.map(|node| (&node.value, node)) {
        None => {}
        // A habit from JSON Schema draft 3: `required: true` in a property.
        Some((Value::Bool(_), node)) => {
            let found = reader.report.at_key(
                Code::Untidy,
                node,
                "expected an array of names for `required`, found a boolean",
            );
            reader.report.add(
                found
                    .label("ignored")
                    .help("name the property in the `required` array of its object"),
            );
        }
        Some((_, node)) => {
            if node.as_array().is_none() {
                reader.wrong_kind(node, "required", "an array");
            }
            for node in fields.array("required") {
                match node.as_str() {
                    Some(name) if schema.assertions.required.contains(&name) => {
                        let message = format!("`{name}` is twice in `required`");
                        reader
                            .report
                            .add(reader.report.at(Code::Untidy, node, message));
                    }
                    Some(name) => {
                        schema.assertions.required.insert(name);
                    }
                    None => reader.wrong_kind(node, "a required property", "a string"),
                }
            }
        }
    }
    let others = |key| fields.raw(key).map(|node| additional(reader, node));
    schema.assertions.additional = others("additionalProperties").unwrap_or_default();
    schema.assertions.unevaluated = others("unevaluatedProperties").unwrap_or_default();
}

/// The schema of the members that are not described.
fn additional<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Additional {
    // Programs that write descriptions say `false` in these words.
    let only = node.as_object().filter(|members| members.len() == 1);
    let never = only.and_then(|members| members.get("not"));
    let is_all = |schema: &Node| match &schema.value {
        Value::Bool(all) => *all,
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    match &node.value {
        Value::Bool(true) => Additional::Allowed,
        Value::Bool(false) => Additional::Forbidden,
        _ if never.is_some_and(is_all) => Additional::Forbidden,
        _ => Additional::Schema(reader.schema(node)),
    }
}

fn read_array<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    schema.assertions.prefix_items = fields
        .array("prefixItems")
        .iter()
        .map(|node| reader.schema(node))
        .collect();
    schema.assertions.items = fields.raw("items").and_then(|node| match &node.value {
        // JSON Schema before 2020-12: an array of schemas is a tuple.
        Value::Array(items) => {
            let message = "`items` is an array in earlier versions of JSON Schema";
            let found = reader.report.at_key(Code::OlderVersion, node, message);
            let help = "write `prefixItems`";
            reader.report.add(found.label("read as a tuple").help(help));
            schema.assertions.prefix_items = items.iter().map(|node| reader.schema(node)).collect();
            None
        }
        _ => Some(reader.schema(node)),
    });
}
