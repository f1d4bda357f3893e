//! A schema in one form for all versions: that of JSON Schema 2020-12, with OpenAPI 3.0's
//! `nullable` and boolean bounds translated.

use std::fmt;
use std::ops::{Index, IndexMut};

use indexmap::IndexMap;

use super::Version;
use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Mend};
use crate::source::{Node, Value};

/// Names a schema of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemaId(u32);

/// The place among all schemas, as a name.
impl fmt::Display for SchemaId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// All schemas of a description.
#[derive(Debug, Default)]
pub(crate) struct Schemas<'s> {
    list: Vec<Schema<'s>>,
    /// How many of them stand in the document.
    of_document: usize,
}

impl<'s> Schemas<'s> {
    /// Those that stand in the document, as far as they were not made from several.
    pub fn of_document(&self) -> impl Iterator<Item = (SchemaId, &Schema<'s>)> {
        let numbered = self.list.iter().take(self.of_document).enumerate();
        numbered.map(|(index, schema)| (SchemaId(index as u32), schema))
    }

    /// Says that the document has no more of them.
    pub fn close(&mut self) {
        self.of_document = self.list.len();
    }

    pub fn push(&mut self, schema: Schema<'s>) -> SchemaId {
        self.list.push(schema);
        SchemaId(self.list.len() as u32 - 1)
    }
}

impl<'s> Index<SchemaId> for Schemas<'s> {
    type Output = Schema<'s>;

    fn index(&self, id: SchemaId) -> &Schema<'s> {
        &self.list[id.0 as usize]
    }
}

impl<'s> IndexMut<SchemaId> for Schemas<'s> {
    fn index_mut(&mut self, id: SchemaId) -> &mut Schema<'s> {
        &mut self.list[id.0 as usize]
    }
}

/// The types of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What an object may hold beside its named properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Additional {
    /// Nothing is said.
    Unsaid,
    /// Anything, said outright.
    Allowed,
    /// Nothing.
    Forbidden,
    /// Values of a schema.
    Schema(SchemaId),
}

/// How the branches of a union are told apart.
#[derive(Debug, Clone)]
pub(crate) struct Discriminator<'s> {
    pub property: &'s str,
    /// From the property's value to a schema.
    pub mapping: IndexMap<&'s str, SchemaId>,
}

/// A schema. What is absent in the document is absent here.
#[derive(Debug, Clone)]
pub(crate) struct Schema<'s> {
    pub node: &'s Node,
    /// `true` and `false` as schemas: everything, nothing.
    pub boolean: Option<bool>,
    pub reference: Option<SchemaId>,
    pub title: Option<&'s str>,
    pub description: Option<&'s str>,
    pub kinds: Vec<Kind>,
    /// Null is allowed beside `kinds`.
    pub nullable: bool,
    pub format: Option<&'s str>,
    pub constant: Option<&'s Node>,
    pub values: Option<Vec<&'s Node>>,
    pub default: Option<&'s Node>,
    pub examples: Vec<&'s Node>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub properties: IndexMap<&'s str, SchemaId>,
    pub required: Vec<&'s str>,
    pub additional: Additional,
    pub pattern_properties: Vec<(&'s str, SchemaId)>,
    pub items: Option<SchemaId>,
    pub prefix_items: Vec<SchemaId>,
    pub all_of: Vec<SchemaId>,
    pub any_of: Vec<SchemaId>,
    pub one_of: Vec<SchemaId>,
    pub discriminator: Option<Discriminator<'s>>,
    /// `contentEncoding` and `contentMediaType`.
    pub content: (Option<&'s str>, Option<&'s str>),
    /// Keywords that bound a value: shown in documentation, not enforced.
    pub bounds: Vec<(&'static str, &'s Node)>,
    /// Keywords that constrain in ways a type cannot say.
    pub unsaid: Vec<(&'static str, &'s Node)>,
    pub extensions: Vec<(&'s str, &'s Node)>,
    /// Made of parts that contradict each other.
    pub contradictory: bool,
}

impl<'s> Schema<'s> {
    /// The schema that matches everything.
    pub fn any(node: &'s Node) -> Self {
        Self {
            node,
            boolean: None,
            reference: None,
            title: None,
            description: None,
            kinds: Vec::new(),
            nullable: false,
            format: None,
            constant: None,
            values: None,
            default: None,
            examples: Vec::new(),
            deprecated: false,
            read_only: false,
            write_only: false,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: Additional::Unsaid,
            pattern_properties: Vec::new(),
            items: None,
            prefix_items: Vec::new(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            discriminator: None,
            content: (None, None),
            bounds: Vec::new(),
            unsaid: Vec::new(),
            extensions: Vec::new(),
            contradictory: false,
        }
    }
}

const KINDS: &[(&str, Kind)] = &[
    ("null", Kind::Null),
    ("boolean", Kind::Boolean),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("string", Kind::String),
    ("array", Kind::Array),
    ("object", Kind::Object),
];

/// What may stand beside `$ref` in OpenAPI 3.0 without being misunderstood.
const HARMLESS_SIBLINGS: &[&str] = &[
    "$ref",
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "xml",
];

/// Reads the schema at a node.
pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Schema<'s> {
    let mut schema = Schema::any(node);
    if let Value::Bool(value) = node.value {
        schema.boolean = Some(value);
        return schema;
    }
    if let Some((_, kind)) = KINDS.iter().find(|(word, _)| node.as_str() == Some(word)) {
        // `items: string` can only mean one thing.
        let found = reader.report.at(
            Code::Untidy,
            node,
            "a schema is an object, found the name of a type",
        );
        reader
            .report
            .add(found.help(format!("write `type: {node}` below it")));
        schema.kinds.push(*kind);
        return schema;
    }
    let Some(mut fields) = Fields::of(reader, node, "a schema") else {
        return schema;
    };
    if let Some(reference) = fields.raw("$ref") {
        read_reference(reader, &mut schema, reference);
        if reader.version == Version::V30 && schema.reference.is_some() {
            note_ignored_siblings(reader, node);
            schema.nullable = fields.bool("nullable").unwrap_or(false);
        }
    }
    schema.title = fields.string("title");
    schema.description = fields.string("description");
    schema.default = fields.raw("default");
    schema.examples.extend(fields.raw("example"));
    // JSON Schema: an array. Some documents write OpenAPI's map of named examples.
    match fields.raw("examples").map(|node| &node.value) {
        Some(Value::Array(items)) => schema.examples.extend(items),
        Some(Value::Object(members)) => {
            schema
                .examples
                .extend(members.values().filter_map(|example| example.get("value")));
        }
        _ => {}
    }
    schema.deprecated = fields.bool("deprecated").unwrap_or(false);
    schema.read_only = fields.bool("readOnly").unwrap_or(false);
    schema.write_only = fields.bool("writeOnly").unwrap_or(false);
    schema.extensions = fields.extensions();
    read_type(reader, &mut fields, &mut schema);
    read_values(reader, &mut fields, &mut schema);
    read_object(reader, &mut fields, &mut schema);
    read_array(reader, &mut fields, &mut schema);
    let mut branches = |key| {
        fields
            .array(key)
            .iter()
            .map(|node| reader.schema(node))
            .collect()
    };
    schema.all_of = branches("allOf");
    schema.any_of = branches("anyOf");
    schema.one_of = branches("oneOf");
    schema.discriminator = fields
        .raw("discriminator")
        .and_then(|node| discriminator(reader, node));
    schema.content = (
        fields.string("contentEncoding"),
        fields.string("contentMediaType"),
    );
    for key in [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
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
        "unevaluatedProperties",
        "unevaluatedItems",
        "dependencies",
    ] {
        schema
            .unsaid
            .extend(fields.raw(key).map(|node| (key, node)));
    }
    // Honoured elsewhere, or saying nothing about values.
    for key in [
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "$defs",
        "definitions",
        "$comment",
        "$vocabulary",
        "contentSchema",
        "externalDocs",
        "xml",
        "$recursiveAnchor",
    ] {
        fields.raw(key);
    }
    fields.close();
    check_default(reader, &schema);
    schema
}

/// A default of another type than the schema's own (JSON Schema 2020-12 §9.2: it should be valid).
fn check_default(reader: &Reader<'_, '_>, schema: &Schema<'_>) {
    let Some(default) = schema.default else {
        return;
    };
    let fits = match &default.value {
        // A habit of documents whose "no default" is written out.
        Value::Null => true,
        Value::Bool(_) => schema.kinds.contains(&Kind::Boolean),
        Value::Integer(_) => schema
            .kinds
            .iter()
            .any(|kind| matches!(kind, Kind::Integer | Kind::Number)),
        Value::Float(value) => schema.kinds.contains(&Kind::Number) || value.fract() == 0.0,
        Value::String(_) => schema.kinds.contains(&Kind::String),
        Value::Array(_) => schema.kinds.contains(&Kind::Array),
        Value::Object(_) => schema.kinds.contains(&Kind::Object),
    };
    if !fits && !schema.kinds.is_empty() && schema.kinds != [Kind::Null] {
        let message = format!(
            "the default is {}, and the schema allows another type",
            default.kind()
        );
        let found = reader.report.at(Code::WrongDefault, default, message);
        let found = found.label("shown in the documentation only");
        let mended = reader.report.mended(found, &Mend::Remove(default));
        reader.report.add(mended);
    }
}

fn read_reference<'s>(reader: &Reader<'_, 's>, schema: &mut Schema<'s>, reference: &'s Node) {
    match reference.as_str() {
        None => reader.wrong_kind(reference, "$ref", "a string"),
        Some(text) => {
            let target = reader.resolve(reference, text);
            schema.reference = target.map(|node| reader.schema(node));
        }
    }
}

/// OpenAPI 3.0.3 §4.7.23: what stands beside `$ref` is ignored.
fn note_ignored_siblings<'s>(reader: &Reader<'_, 's>, node: &'s Node) {
    for (key, sibling) in node.as_object().into_iter().flatten() {
        if !HARMLESS_SIBLINGS.contains(&key.as_str()) && !key.starts_with("x-") {
            let message = format!("`{key}` stands beside `$ref`");
            let found = reader.report.at_key(Code::IgnoredSibling, sibling, message);
            reader.report.add(
                found
                    .label("OpenAPI 3.0 ignores it")
                    .help("put the reference into an `allOf`, or write OpenAPI 3.1"),
            );
        }
    }
}

fn read_type<'s>(
    reader: &Reader<'_, 's>,
    fields: &mut Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    schema.nullable = fields.bool("nullable").unwrap_or(false);
    schema.format = fields.string("format");
    let Some(node) = fields.raw("type") else {
        return;
    };
    let words = match &node.value {
        Value::Array(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for word in words {
        match reader.word(word, "type", KINDS) {
            Some(Kind::Null) => schema.nullable = true,
            Some(kind) if !schema.kinds.contains(&kind) => schema.kinds.push(kind),
            _ => {}
        }
    }
    if schema.nullable && schema.kinds.is_empty() {
        schema.kinds.push(Kind::Null);
    }
}

fn read_values<'s>(
    reader: &Reader<'_, 's>,
    fields: &mut Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    schema.constant = fields.raw("const");
    if let Some(node) = fields.raw("enum") {
        let values = fields.array("enum");
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
        for value in values {
            if seen.contains(&value) {
                let message = format!("{value} stands twice in `enum`");
                reader
                    .report
                    .add(reader.report.at(Code::EmptyChoice, value, message));
            } else {
                seen.push(value);
            }
        }
        schema.values = Some(seen);
    }
}

fn read_object<'s>(
    reader: &Reader<'_, 's>,
    fields: &mut Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    for (name, node) in fields.members("properties") {
        schema.properties.insert(name, reader.schema(node));
    }
    for (pattern, node) in fields.members("patternProperties") {
        schema
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
        Some(_) => {
            for node in fields.array("required") {
                match node.as_str() {
                    Some(name) => schema.required.push(name),
                    None => reader.wrong_kind(node, "a required property", "a string"),
                }
            }
        }
    }
    schema.additional = match fields
        .raw("additionalProperties")
        .map(|node| (&node.value, node))
    {
        None => Additional::Unsaid,
        Some((Value::Bool(true), _)) => Additional::Allowed,
        Some((Value::Bool(false), _)) => Additional::Forbidden,
        Some((_, node)) => Additional::Schema(reader.schema(node)),
    };
}

fn read_array<'s>(
    reader: &Reader<'_, 's>,
    fields: &mut Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    schema.prefix_items = fields
        .array("prefixItems")
        .iter()
        .map(|node| reader.schema(node))
        .collect();
    schema.items = fields.raw("items").and_then(|node| match &node.value {
        // JSON Schema before 2020-12: an array of schemas is a tuple.
        Value::Array(items) => {
            schema.prefix_items = items.iter().map(|node| reader.schema(node)).collect();
            None
        }
        _ => Some(reader.schema(node)),
    });
}

fn discriminator<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Discriminator<'s>> {
    let mut fields = Fields::of(reader, node, "a discriminator")?;
    let property = fields.required_string("propertyName");
    let mut mapping = IndexMap::new();
    for (value, target) in fields.members("mapping") {
        let Some(text) = target.as_str() else {
            reader.wrong_kind(target, "a mapped schema", "a string");
            continue;
        };
        // A bare name means a schema among the components (OpenAPI 3.1 §4.8.25).
        let bare = !text.contains(['#', '/', '.']);
        let pointer = if bare {
            format!("#/components/schemas/{text}")
        } else {
            text.to_owned()
        };
        if let Some(schema) = reader.resolve(target, &pointer) {
            mapping.insert(value, reader.schema(schema));
        }
    }
    fields.since(Version::V32, "defaultMapping");
    fields.close();
    Some(Discriminator {
        property: property?,
        mapping,
    })
}
