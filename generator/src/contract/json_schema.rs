//! Takes the schemas of a document, gives JSON Schema 2020-12: references lead into one object of
//! definitions, what OpenAPI 3.0 and older drafts wrote in other words is translated, and what no
//! validator could compile is left out. Of the annotations only what an example can be made of is
//! kept.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Number, Value, json};

use super::SchemaRef;
use crate::openapi;
use crate::source::{self, Node, Place, Sources};

/// The schemas that were referred to so far.
pub(super) struct Definitions<'s> {
    sources: &'s Sources,
    names: BTreeMap<Place, usize>,
    unread: VecDeque<&'s Node>,
    /// In OpenAPI 3.0 a `$ref` stands alone.
    references_alone: bool,
}

const TYPES: &[&str] = &[
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Keywords whose value is a schema.
const SCHEMA: &[&str] = &[
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords whose value is an array of schemas.
const SCHEMAS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
const NAMED_SCHEMAS: &[&str] = &["dependentSchemas", "patternProperties", "properties"];
const NUMBERS: &[&str] = &["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"];
const COUNTS: &[&str] = &[
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
];
const FLAGS: &[&str] = &["readOnly", "uniqueItems", "writeOnly"];

impl<'s> Definitions<'s> {
    pub fn new(sources: &'s Sources) -> Self {
        let version = sources.root().ok().and_then(|root| root.get("openapi"));
        let version = version.and_then(Node::as_str);
        Self {
            references_alone: version.is_some_and(|version| version.starts_with("3.0")),
            sources,
            names: BTreeMap::new(),
            unread: VecDeque::new(),
        }
    }

    /// How to refer to the schema at a node.
    pub fn reference(&mut self, node: &'s Node) -> SchemaRef {
        let next = self.names.len();
        let name = *self.names.entry(node.place).or_insert_with(|| {
            self.unread.push_back(node);
            next
        });
        format!("#/$defs/{name}")
    }

    /// Every schema that was referred to, and those that they refer to.
    pub fn finish(mut self) -> Map<String, Value> {
        let mut found = Map::new();
        while let Some(node) = self.unread.pop_front() {
            let name = self.names.get(&node.place).map(usize::to_string);
            let schema = self.schema(node);
            found.extend(name.map(|name| (name, schema)));
        }
        found
    }

    fn schema(&mut self, node: &'s Node) -> Value {
        if let Some(word) = node.as_str().filter(|word| TYPES.contains(word)) {
            return json!({ "type": word });
        }
        let Some(object) = node.as_object() else {
            return Value::Bool(node.value != source::Value::Bool(false));
        };
        let mut schema = Map::new();
        let alone = self.references_alone && object.contains_key("$ref");
        for (key, node) in object {
            if alone && openapi::is_ignored_sibling(key) {
                continue;
            }
            if let Some(value) = self.keyword(key, node) {
                schema.insert(key.clone(), value);
            }
        }
        if let Some(items) = node.get("items").and_then(Node::as_array) {
            let items = items.iter().map(|node| self.schema(node)).collect();
            schema.insert("prefixItems".to_owned(), Value::Array(items));
        }
        if let Some(example) = object.get("example") {
            schema.insert("examples".to_owned(), json!([json(example)]));
        }
        translate_bounds(node, &mut schema);
        self.forgive_read_only(node, &mut schema);
        match node.get("nullable").map(|node| &node.value) {
            Some(source::Value::Bool(true)) => nullable(schema),
            _ => Value::Object(schema),
        }
    }

    /// The value of a keyword, when it can be one.
    fn keyword(&mut self, key: &str, node: &'s Node) -> Option<Value> {
        let is_number = matches!(
            node.value,
            source::Value::Integer(_) | source::Value::Float(_)
        );
        match key {
            "$ref" => {
                let target = self.sources.resolve(node.place, node.as_str()?).ok()?;
                Some(Value::String(self.reference(target)))
            }
            "type" => types(node),
            "const" | "default" => Some(json(node)),
            "enum" | "examples" => {
                let values = node.as_array().filter(|values| !values.is_empty())?;
                Some(Value::Array(values.iter().map(json).collect()))
            }
            "required" => {
                let names = node.as_array()?.iter();
                Some(each_once(names.filter_map(Node::as_str)))
            }
            "pattern" | "format" => node.as_str().map(Value::from),
            "dependentRequired" => node.as_object().map(|_| json(node)),
            "items" if node.as_array().is_some() => None,
            _ if SCHEMA.contains(&key) => Some(self.schema(node)),
            _ if SCHEMAS.contains(&key) => {
                let items = node.as_array().filter(|items| !items.is_empty())?;
                Some(items.iter().map(|node| self.schema(node)).collect())
            }
            _ if NAMED_SCHEMAS.contains(&key) => {
                let members = node.as_object()?.iter();
                let schemas = members.map(|(name, node)| (name.clone(), self.schema(node)));
                Some(Value::Object(schemas.collect()))
            }
            "multipleOf" => Some(json(node)).filter(|step| step.as_f64() > Some(0.0)),
            _ if NUMBERS.contains(&key) && is_number => Some(json(node)),
            _ if COUNTS.contains(&key) => match node.value {
                source::Value::Integer(count) => u64::try_from(count).ok().map(Value::from),
                _ => None,
            },
            _ if FLAGS.contains(&key) => match node.value {
                source::Value::Bool(value) => Some(Value::Bool(value)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What only answers hold is not required of a request (OpenAPI 3.0.3 §4.7.24.2, and common
    /// use since).
    fn forgive_read_only(&self, node: &'s Node, schema: &mut Map<String, Value>) {
        let properties = node.get("properties");
        let is_read_only = |name: &Value| {
            let property = properties
                .zip(name.as_str())
                .and_then(|(all, name)| all.get(name));
            property.is_some_and(|property| {
                let target = property.get("$ref").and_then(|reference| {
                    let text = reference.as_str()?;
                    self.sources.resolve(reference.place, text).ok()
                });
                let says_so = |node: &Node| {
                    node.get("readOnly")
                        .is_some_and(|node| node.value == source::Value::Bool(true))
                };
                says_so(property) || target.is_some_and(says_so)
            })
        };
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| !is_read_only(name));
        }
    }
}

fn types(node: &Node) -> Option<Value> {
    let known = |node: &'_ Node| {
        TYPES
            .iter()
            .find(|word| node.as_str() == Some(word))
            .copied()
    };
    match node.as_array() {
        None => known(node).map(Value::from),
        Some(words) => {
            let words = each_once(words.iter().filter_map(known));
            (words != json!([])).then_some(words)
        }
    }
}

/// JSON Schema 2020-12 wants the values of some keywords to be unique.
fn each_once<'w>(words: impl Iterator<Item = &'w str>) -> Value {
    let mut seen: Vec<&str> = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen.into_iter().map(Value::from).collect()
}

/// OpenAPI 3.0: `exclusiveMinimum: true` says that `minimum` is not among the values.
fn translate_bounds(node: &Node, schema: &mut Map<String, Value>) {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let exclusive = node.get(flag).map(|node| &node.value);
        if exclusive == Some(&source::Value::Bool(true))
            && let Some(value) = schema.remove(bound)
        {
            schema.insert(flag.to_owned(), value);
        }
    }
}

/// OpenAPI 3.0: `nullable: true` adds null to what is allowed.
fn nullable(mut schema: Map<String, Value>) -> Value {
    let plain = !["$ref", "allOf", "anyOf", "oneOf", "not", "const"]
        .iter()
        .any(|key| schema.contains_key(*key));
    let Some(kind) = schema.get("type").filter(|_| plain).cloned() else {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    };
    let mut kinds = match kind {
        Value::Array(kinds) => kinds,
        kind => vec![kind],
    };
    for (values, null) in [
        (Some(&mut kinds), Value::from("null")),
        (
            schema.get_mut("enum").and_then(Value::as_array_mut),
            Value::Null,
        ),
    ] {
        values
            .filter(|values| !values.contains(&null))
            .into_iter()
            .for_each(|values| values.push(null.clone()));
    }
    schema.insert("type".to_owned(), Value::Array(kinds));
    Value::Object(schema)
}

/// A value of the document as JSON; an integer beyond 64 bits is a float.
pub(super) fn json(node: &Node) -> Value {
    match &node.value {
        source::Value::Null => Value::Null,
        source::Value::Bool(value) => Value::Bool(*value),
        source::Value::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => Value::from(value),
            (_, Ok(value)) => Value::from(value),
            _ => Number::from_f64(*value as f64).map_or(Value::Null, Value::Number),
        },
        source::Value::Float(value) => Number::from_f64(*value).map_or(Value::Null, Value::Number),
        source::Value::String(text) => Value::from(text.as_str()),
        source::Value::Array(items) => items.iter().map(json).collect(),
        source::Value::Object(members) => members
            .iter()
            .map(|(key, node)| (key.clone(), json(node)))
            .collect(),
    }
}
