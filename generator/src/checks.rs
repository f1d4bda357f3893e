//! What it takes to try the emitted types with values: takes the files of a description, gives for
//! every type its path in Rust and the schema it was made of, as JSON Schema 2020-12. The values
//! themselves are made elsewhere, from the schema alone, so that a mistake of a later stage shows.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::api::Type;
use crate::diagnostic::{self, Report};
use crate::lower::Lowered;
use crate::openapi::{Additional, Kind, Schema, SchemaId, Schemas};
use crate::source::{self, Node, Sources};
use crate::{Options, emit, lower, openapi};

/// The types of a crate and the schemas they were made of.
#[derive(Debug)]
pub struct ValueChecks {
    /// Every type, in the order of the crate.
    pub types: Vec<CheckedType>,
    /// `$defs`: every schema that one of the types needs, by a name of its own.
    ///
    /// Beside the words of JSON Schema there is `x-tags` where branches are told apart by a
    /// discriminator: the `property` and, for each branch's reference, the `values` it has there.
    pub schemas: Value,
}

/// A type of an emitted crate.
#[derive(Debug)]
pub struct CheckedType {
    /// The type in Rust, from the root of its crate: `crate::jobs::Job`.
    pub path: String,
    /// The name of its schema among the `$defs`.
    pub schema: String,
}

/// The types that a description gives and the schemas they were made of; `None` where the
/// description is refused.
pub fn value_checks(sources: &Sources, options: &Options<'_>) -> Option<ValueChecks> {
    let report = Report::new(sources, options.tolerated);
    if diagnostic::unreadable(&report) {
        return None;
    }
    let description = openapi::read(sources, &report)?;
    let named: HashMap<SchemaId, String> = description
        .named
        .iter()
        .map(|(name, id)| (*id, (*name).to_owned()))
        .collect();
    let lowered = lower::lower(description, options.names, &report);
    if report.has_errors() {
        return None;
    }
    Some(checks(&lowered, &named))
}

fn checks(lowered: &Lowered<'_>, named: &HashMap<SchemaId, String>) -> ValueChecks {
    let types: Vec<(SchemaId, &Type)> = lowered.origins.iter().map(|(id, ty)| (*id, ty)).collect();
    let mut export = Export {
        schemas: &lowered.schemas,
        named,
        written: BTreeMap::new(),
        open: types.iter().map(|(id, _)| *id).collect(),
    };
    while let Some(id) = export.open.pop() {
        let name = key(id);
        if !export.written.contains_key(&name) {
            export.written.insert(name.clone(), Value::Null);
            let schema = export.schema(&lowered.schemas[id]);
            export.written.insert(name, schema);
        }
    }
    let paths = emit::paths(&lowered.api, types.iter().map(|(_, ty)| *ty));
    ValueChecks {
        types: types
            .iter()
            .zip(paths)
            .map(|((id, _), path)| CheckedType {
                path,
                schema: key(*id),
            })
            .collect(),
        schemas: Value::Object(export.written.into_iter().collect()),
    }
}

fn key(id: SchemaId) -> String {
    id.to_string()
}

/// Schemas on their way back to JSON Schema.
struct Export<'a, 's> {
    schemas: &'a Schemas<'s>,
    named: &'a HashMap<SchemaId, String>,
    written: BTreeMap<String, Value>,
    /// Referred to and not written yet.
    open: Vec<SchemaId>,
}

impl Export<'_, '_> {
    fn reference(&mut self, id: SchemaId) -> Value {
        self.open.push(id);
        json!({ "$ref": pointer(id) })
    }

    fn references(&mut self, ids: &[SchemaId]) -> Value {
        ids.iter().map(|id| self.reference(*id)).collect()
    }

    fn schema(&mut self, schema: &Schema<'_>) -> Value {
        let words = self.words(schema);
        if schema.assertions.nullable && schema.assertions.kinds != [Kind::Null] {
            json!({ "anyOf": [words, { "type": "null" }] })
        } else {
            words
        }
    }

    fn words(&mut self, schema: &Schema<'_>) -> Value {
        if let Some(boolean) = schema.assertions.boolean {
            return boolean.into();
        }
        let mut words = Map::new();
        let mut set = |key: &str, value: Value| {
            words.insert(key.to_owned(), value);
        };
        if !schema.assertions.kinds.is_empty() {
            set(
                "type",
                schema
                    .assertions
                    .kinds
                    .iter()
                    .map(|kind| word(*kind))
                    .collect(),
            );
        }
        if let Some(format) = schema.assertions.format {
            set("format", format.into());
        }
        if let Some(encoding) = schema.assertions.content.0 {
            set("contentEncoding", encoding.into());
        }
        if let Some(node) = schema.assertions.constant {
            set("const", json(node));
        }
        if let Some(values) = &schema.assertions.values {
            set(
                "enum",
                values.iter().map(|node| value_of(schema, node)).collect(),
            );
        }
        if let Some(id) = schema.assertions.reference {
            set("$ref", pointer(id).into());
            self.open.push(id);
        }
        if !schema.assertions.properties.is_empty() {
            let properties = schema
                .assertions
                .properties
                .iter()
                .map(|(name, id)| ((*name).to_owned(), self.reference(*id)));
            set("properties", Value::Object(properties.collect()));
        }
        if !schema.assertions.required.is_empty() {
            set(
                "required",
                schema.assertions.required.iter().copied().collect(),
            );
        }
        if !schema.assertions.pattern_properties.is_empty() {
            let patterns = schema
                .assertions
                .pattern_properties
                .iter()
                .map(|(pattern, id)| ((*pattern).to_owned(), self.reference(*id)));
            set("patternProperties", Value::Object(patterns.collect()));
        }
        match schema.assertions.additional {
            Additional::Unsaid => {}
            Additional::Allowed => set("additionalProperties", true.into()),
            Additional::Forbidden => set("additionalProperties", false.into()),
            Additional::Schema(id) => set("additionalProperties", self.reference(id)),
        }
        if let Some(id) = schema.assertions.items {
            set("items", self.reference(id));
        }
        for (key, ids) in [
            ("prefixItems", &schema.assertions.prefix_items),
            ("allOf", &schema.assertions.all_of),
            ("anyOf", &schema.assertions.any_of),
            ("oneOf", &schema.assertions.one_of),
        ] {
            if !ids.is_empty() {
                set(key, self.references(ids));
            }
        }
        for (key, node) in schema
            .assertions
            .bounds
            .iter()
            .chain(&schema.assertions.unsaid)
        {
            // References of the document mean nothing here; OpenAPI 3.0's flags are no bounds.
            let flag = key.starts_with("exclusive") && matches!(node.value, source::Value::Bool(_));
            if !flag && !refers(node) {
                set(key, json(node));
            }
        }
        if let Some(tags) = self.tags(schema) {
            set("x-tags", tags);
        }
        Value::Object(words)
    }

    /// The values that tell the branches apart: those of the mapping, else a branch's own name.
    fn tags(&self, schema: &Schema<'_>) -> Option<Value> {
        let discriminator = schema.annotations.discriminator.as_ref()?;
        let mut values: Map<String, Value> = Map::new();
        for branch in schema
            .assertions
            .one_of
            .iter()
            .chain(&schema.assertions.any_of)
        {
            let target = self.schemas[*branch]
                .assertions
                .reference
                .unwrap_or(*branch);
            let mapped = discriminator
                .mapping
                .iter()
                .filter(|(_, id)| {
                    **id == target || self.schemas[**id].assertions.reference == Some(target)
                })
                .map(|(value, _)| (*value).to_owned());
            let mut mapped: Vec<String> = mapped.collect();
            if mapped.is_empty() {
                mapped.extend(self.named.get(&target).cloned());
            }
            values.insert(pointer(*branch), mapped.into());
        }
        Some(json!({ "property": discriminator.property, "values": values }))
    }
}

fn pointer(id: SchemaId) -> String {
    format!("#/$defs/{}", key(id))
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}

/// YAML's `1` and `yes` are text where only text is allowed.
fn value_of(schema: &Schema<'_>, node: &Node) -> Value {
    match &node.value {
        source::Value::Integer(_) | source::Value::Float(_) | source::Value::Bool(_)
            if schema.assertions.kinds == [Kind::String] =>
        {
            node.to_string().into()
        }
        _ => json(node),
    }
}

fn json(node: &Node) -> Value {
    match &node.value {
        source::Value::Null => Value::Null,
        source::Value::Bool(value) => (*value).into(),
        source::Value::Integer(value) => serde_json::Number::from_i128(*value)
            .map_or_else(|| json!(*value as f64), Value::Number),
        source::Value::Float(value) => json!(value),
        source::Value::String(text) => text.as_str().into(),
        source::Value::Array(items) => items.iter().map(json).collect(),
        source::Value::Object(members) => members
            .iter()
            .map(|(key, node)| (key.clone(), json(node)))
            .collect(),
    }
}

fn refers(node: &Node) -> bool {
    match &node.value {
        source::Value::Array(items) => items.iter().any(refers),
        source::Value::Object(members) => {
            members.contains_key("$ref") || members.values().any(refers)
        }
        _ => false,
    }
}
