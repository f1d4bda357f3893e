//! Takes schemas of a description, gives JSON Schema 2020-12: references lead into one object of
//! definitions, what OpenAPI 3.0 and older drafts write in other words is translated, and what no
//! validator could compile is left out. The description has followed every reference already, by
//! `$id`, `$anchor` and `$dynamicRef` too. Of the annotations only those that help to make an
//! example are written.

use std::collections::HashMap;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::value;
use crate::openapi::{Additional, Kind, Schema, SchemaId, Schemas};
use crate::source::{self, Node};

/// What the schemas are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Requests are held against them. What only responses hold is not required (OpenAPI 3.0.3
    /// §4.7.24.2, and common use since).
    Requests,
    /// Any value is held against them.
    Values,
}

/// Writes schemas and those that they refer to.
///
/// Next to the keywords of JSON Schema there is `x-tags` where a discriminator tells branches
/// apart: the `property` and, by each branch's `$ref`, the `values` that it has there.
pub(crate) struct SchemaWriter<'a, 's> {
    schemas: &'a Schemas<'s>,
    /// The names among the components.
    components: &'a HashMap<SchemaId, &'s str>,
    purpose: Purpose,
    /// The definitions by their numbers.
    defined: IndexSet<SchemaId>,
    /// Schemas that are being written in place, each within the one before it.
    open: Vec<SchemaId>,
}

impl<'a, 's> SchemaWriter<'a, 's> {
    pub fn new(
        schemas: &'a Schemas<'s>,
        components: &'a HashMap<SchemaId, &'s str>,
        purpose: Purpose,
    ) -> Self {
        Self {
            schemas,
            components,
            purpose,
            defined: IndexSet::new(),
            open: Vec::new(),
        }
    }

    /// How to refer to a schema: a JSON pointer as a URI fragment, such as `#/$defs/7`.
    pub fn reference(&mut self, id: SchemaId) -> String {
        let (number, _) = self.defined.insert_full(id);
        format!("#/$defs/{number}")
    }

    /// Every schema that was referred to, and those that they refer to, by their numbers.
    pub fn finish(mut self) -> Map<String, Value> {
        let mut definitions = Map::new();
        let mut number = 0;
        while let Some(id) = self.defined.get_index(number).copied() {
            let schema = self.schema(id);
            definitions.insert(number.to_string(), schema);
            number += 1;
        }
        definitions
    }

    /// A schema at the place where it is used. A schema of the document is written at one place only, so
    /// it is written there; one that was made of others may come back to itself.
    fn placed(&mut self, id: SchemaId) -> Value {
        if !self.schemas.is_of_document(id) || self.open.contains(&id) {
            return json!({ "$ref": self.reference(id) });
        }
        self.schema(id)
    }

    fn placed_all(&mut self, ids: &[SchemaId]) -> Value {
        ids.iter().map(|id| self.placed(*id)).collect()
    }

    fn named(&mut self, schemas: impl Iterator<Item = (&'s str, SchemaId)>) -> Value {
        let members = schemas.map(|(name, id)| (name.to_owned(), self.placed(id)));
        Value::Object(members.collect())
    }

    fn schema(&mut self, id: SchemaId) -> Value {
        let schemas = self.schemas;
        let schema = &schemas[id];
        if let Some(boolean) = schema.assertions.boolean {
            return boolean.into();
        }
        self.open.push(id);
        let mut keywords = Keywords::default();
        self.write_references(schema, &mut keywords);
        self.write_values(schema, &mut keywords);
        self.write_object(schema, &mut keywords);
        self.write_array(schema, &mut keywords);
        self.write_conditions(schema, &mut keywords);
        write_bounds(schema, &mut keywords);
        write_annotations(schema, &mut keywords);
        self.open.pop();
        with_null(schema, keywords.written)
    }

    fn write_references(&mut self, schema: &Schema<'s>, keywords: &mut Keywords) {
        if let Some(target) = schema.assertions.reference {
            keywords.add("$ref", self.reference(target).into());
        }
        for (key, branches) in [
            ("allOf", &schema.assertions.all_of),
            ("anyOf", &schema.assertions.any_of),
            ("oneOf", &schema.assertions.one_of),
        ] {
            if !branches.is_empty() {
                keywords.add(key, self.placed_all(branches));
            }
        }
        if let Some(tags) = self.tags(schema) {
            keywords.add("x-tags", tags);
        }
    }

    fn write_values(&mut self, schema: &Schema<'s>, keywords: &mut Keywords) {
        match schema.assertions.kinds.as_slice() {
            [] => {}
            [kind] => keywords.add("type", kind.word().into()),
            kinds => keywords.add("type", kinds.iter().map(|kind| kind.word()).collect()),
        }
        if let Some(node) = schema.assertions.constant {
            keywords.add("const", value(node));
        }
        if let Some(values) = &schema.assertions.values {
            let values = values.iter().map(|node| listed_value(schema, node));
            keywords.add("enum", values.collect());
        }
        if let Some(format) = schema.assertions.format {
            keywords.add("format", format.into());
        }
        if let Some(encoding) = schema.assertions.content.0 {
            keywords.add("contentEncoding", encoding.into());
        }
        if let Some(content) = schema.annotations.content_schema {
            keywords.add("contentSchema", self.placed(content));
        }
    }

    fn write_object(&mut self, schema: &Schema<'s>, keywords: &mut Keywords) {
        if !schema.assertions.properties.is_empty() {
            let properties = schema.assertions.properties.iter();
            let properties = self.named(properties.map(|(name, id)| (*name, *id)));
            keywords.add("properties", properties);
        }
        if !schema.assertions.pattern_properties.is_empty() {
            let patterns = self.named(schema.assertions.pattern_properties.iter().copied());
            keywords.add("patternProperties", patterns);
        }
        match schema.assertions.additional {
            Additional::Absent => {}
            Additional::Allowed => keywords.add("additionalProperties", true.into()),
            Additional::Forbidden => keywords.add("additionalProperties", false.into()),
            Additional::Schema(id) => keywords.add("additionalProperties", self.placed(id)),
        }
        let required = schema.assertions.required.iter().copied();
        let required: Vec<&str> = required
            .filter(|name| self.purpose != Purpose::Requests || !self.is_read_only(schema, name))
            .collect();
        if !required.is_empty() {
            keywords.add("required", required.into());
        }
    }

    fn is_read_only(&self, schema: &Schema<'s>, name: &str) -> bool {
        let property = schema.assertions.properties.get(name);
        property.is_some_and(|property| self.schemas.says(*property, |about| about.read_only))
    }

    fn write_array(&mut self, schema: &Schema<'s>, keywords: &mut Keywords) {
        if !schema.assertions.prefix_items.is_empty() {
            keywords.add(
                "prefixItems",
                self.placed_all(&schema.assertions.prefix_items),
            );
        }
        if let Some(items) = schema.assertions.items {
            keywords.add("items", self.placed(items));
        }
    }

    /// Keywords that shape no type in Rust.
    fn write_conditions(&mut self, schema: &Schema<'s>, keywords: &mut Keywords) {
        for (key, id) in &schema.conditions {
            keywords.add(key, self.placed(*id));
        }
        if !schema.dependent.is_empty() {
            let dependent = self.named(schema.dependent.iter().copied());
            keywords.add("dependentSchemas", dependent);
        }
        let mut others = schema.assertions.unchecked.iter();
        if let Some((key, node)) = others.find(|(key, _)| *key == "dependentRequired")
            && node.as_object().is_some()
        {
            keywords.add(key, value(node));
        }
    }

    /// The values that tell the branches apart: those of the mapping, else a branch's own name.
    fn tags(&mut self, schema: &Schema<'s>) -> Option<Value> {
        let discriminator = schema.annotations.discriminator.as_ref()?;
        let mut values = Map::new();
        for branch in schema
            .assertions
            .one_of
            .iter()
            .chain(&schema.assertions.any_of)
        {
            let Some(target) = self.schemas[*branch].assertions.reference else {
                continue;
            };
            let leads_here = |id: SchemaId| {
                id == *branch
                    || id == target
                    || self.schemas[id].assertions.reference == Some(target)
            };
            let mapped = discriminator.mapping.iter();
            let mapped = mapped.filter(|(_, id)| leads_here(**id));
            let mut mapped: Vec<&str> = mapped.map(|(value, _)| *value).collect();
            if mapped.is_empty() {
                mapped.extend(self.components.get(&target));
            }
            values.insert(self.reference(target), mapped.into());
        }
        Some(json!({ "property": discriminator.property, "values": values }))
    }
}

/// The keywords of one schema.
#[derive(Default)]
struct Keywords {
    written: Map<String, Value>,
}

impl Keywords {
    /// Writes a keyword. A schema that was made of several may have one twice: the second then
    /// becomes a part of `allOf`, which means the same.
    fn add(&mut self, key: &str, value: Value) {
        if !self.written.contains_key(key) {
            self.written.insert(key.to_owned(), value);
            return;
        }
        let parts = self.written.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(parts) = parts {
            parts.push(json!({ key: value }));
        }
    }
}

fn write_bounds(schema: &Schema<'_>, keywords: &mut Keywords) {
    for (key, node) in &schema.assertions.bounds {
        let number = match node.value {
            source::Value::Integer(number) => Some(number as f64),
            source::Value::Float(number) => Some(number),
            _ => None,
        };
        let is_count = key.starts_with("min") || key.starts_with("max");
        let fits = match *key {
            "pattern" => node.as_str().is_some(),
            "uniqueItems" => matches!(node.value, source::Value::Bool(_)),
            "multipleOf" => number.is_some_and(|number| number > 0.0),
            "minimum" | "maximum" => number.is_some(),
            _ if is_count => number.is_some_and(|number| number >= 0.0 && number.fract() == 0.0),
            _ => number.is_some(),
        };
        if fits {
            keywords.add(key, value(node));
        }
    }
}

fn write_annotations(schema: &Schema<'_>, keywords: &mut Keywords) {
    if let Some(node) = schema.annotations.default {
        keywords.add("default", value(node));
    }
    if !schema.annotations.examples.is_empty() {
        let examples = schema.annotations.examples.iter().map(|node| value(node));
        keywords.add("examples", examples.collect());
    }
    for (key, said) in [
        ("readOnly", schema.annotations.read_only),
        ("writeOnly", schema.annotations.write_only),
    ] {
        if said {
            keywords.add(key, true.into());
        }
    }
}

/// A schema that allows null too where the document says so. OpenAPI 3.0's `nullable: true` adds
/// null to all that the schema says, and so does a merge patch; null in the list of `type` is allowed by `type` alone.
fn with_null(schema: &Schema<'_>, mut keywords: Map<String, Value>) -> Value {
    if !schema.assertions.nullable || schema.assertions.kinds == [Kind::Null] {
        return Value::Object(keywords);
    }
    let nullable = schema.node.get("nullable").map(|node| &node.value);
    let types = schema.node.get("type").and_then(Node::as_array);
    let adds_null = types.is_none() || nullable == Some(&source::Value::Bool(true));
    let others = ["$ref", "allOf", "anyOf", "oneOf", "not", "const"];
    let is_plain = !schema.assertions.kinds.is_empty()
        && !others.iter().any(|key| keywords.contains_key(*key));
    if adds_null && !is_plain {
        return json!({ "anyOf": [keywords, { "type": "null" }] });
    }
    if !schema.assertions.kinds.is_empty() {
        let kinds = schema.assertions.kinds.iter().copied().chain([Kind::Null]);
        keywords.insert("type".to_owned(), kinds.map(Kind::word).collect());
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && adds_null
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(keywords)
}

/// YAML's `1` and `yes` are text where only text is allowed.
fn listed_value(schema: &Schema<'_>, node: &Node) -> Value {
    match &node.value {
        source::Value::Integer(_) | source::Value::Float(_) | source::Value::Bool(_)
            if schema.assertions.kinds == [Kind::String] =>
        {
            node.to_string().into()
        }
        _ => value(node),
    }
}
