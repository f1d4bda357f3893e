//! A schema in one form for all versions: that of JSON Schema 2020-12, with OpenAPI 3.0's
//! `nullable` and boolean bounds translated.

mod faults;
mod keywords;
mod loops;
mod patterns;

use std::collections::HashSet;
use std::fmt;
use std::ops::{Index, IndexMut};

use indexmap::IndexMap;

pub(super) use self::faults::closed_properties;
pub(crate) use self::keywords::{Annotations, Assertions, Keys};
pub(super) use self::loops::report_loops;
pub(super) use self::patterns::fault as pattern_fault;
use super::fields::Fields;
use super::reader::Reader;
use super::{Version, document, vocabulary};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Node, Value};

/// Names a schema of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemaId(u32);

impl SchemaId {
    /// The place among all schemas.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

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
    pub fn of_document(&self) -> impl ExactSizeIterator<Item = (SchemaId, &Schema<'s>)> {
        let numbered = self.list.iter().take(self.of_document).enumerate();
        numbered.map(|(index, schema)| (SchemaId(index as u32), schema))
    }

    /// Says that the document has no more of them.
    pub fn close(&mut self) {
        self.of_document = self.list.len();
    }

    /// Whether a schema stands in the document, and was not made from several.
    pub fn is_of_document(&self, id: SchemaId) -> bool {
        id.index() < self.of_document
    }

    pub fn push(&mut self, schema: Schema<'s>) -> SchemaId {
        self.list.push(schema);
        SchemaId(self.list.len() as u32 - 1)
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Every schema, in the order in which they were met.
    pub fn ids(&self) -> impl Iterator<Item = SchemaId> {
        (0..self.list.len() as u32).map(SchemaId)
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

/// `additionalProperties`: the members of an object that are not among its properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Additional {
    /// The keyword is absent.
    #[default]
    Absent,
    /// Anything, said outright.
    Allowed,
    /// Nothing.
    Forbidden,
    /// Values of a schema.
    Schema(SchemaId),
}

/// How the branches of a union are told apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discriminator<'s> {
    pub property: &'s str,
    /// From the property's value to a schema.
    pub mapping: IndexMap<&'s str, SchemaId>,
    /// The schema of objects without the property, or with a value that is not known (OpenAPI 3.2).
    pub default: Option<SchemaId>,
}

/// A schema. A keyword that the document leaves out has its default here.
#[derive(Debug, Clone)]
pub(crate) struct Schema<'s> {
    pub node: &'s Node,
    pub assertions: Assertions<'s>,
    pub annotations: Annotations<'s>,
    /// The schemas of assertions that shape no type: `not`, `if`, `contains` and others.
    pub conditions: Vec<(&'static str, SchemaId)>,
    /// `dependentSchemas`, by the property that brings each in.
    pub dependent: Vec<(&'s str, SchemaId)>,
    /// It combines schemas that contradict each other.
    pub contradictory: bool,
}

impl<'s> Schema<'s> {
    /// The schema that matches everything.
    pub fn any(node: &'s Node) -> Self {
        Self {
            node,
            assertions: Assertions::default(),
            annotations: Annotations::default(),
            conditions: Vec::new(),
            dependent: Vec::new(),
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

/// What is read beside `$ref` also in OpenAPI 3.0, since it cannot be misunderstood.
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

/// Whether a key says nothing beside `$ref` in OpenAPI 3.0.
pub(super) fn is_ignored_sibling(key: &str) -> bool {
    !HARMLESS_SIBLINGS.contains(&key) && !key.starts_with("x-")
}

/// Reads the schema at a node.
pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Schema<'s> {
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
        schema.assertions.kinds.push(*kind);
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
    read_type(reader, &fields, &mut schema);
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
        .and_then(|node| discriminator(reader, node));
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

/// What a schema tells of its values without saying which they are.
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

/// Schemas that shape no type. Their faults are reported all the same.
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

/// Bounds of numbers. OpenAPI 3.0 has `exclusiveMinimum: true` beside a `minimum`.
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

/// References whose meaning depends on where they are met: followed when it cannot differ.
fn read_dynamic_reference<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    for key in ["$dynamicRef", "$recursiveRef"] {
        let Some(node) = fields.raw(key) else {
            continue;
        };
        let text = node.as_str().unwrap_or_default();
        let known = |text| reader.identifiers().find(node.place, text).is_some();
        let target = match key {
            "$recursiveRef" => None,
            _ => reader.dynamic_target(node, text),
        };
        let target = match target {
            None if key == "$dynamicRef" && !known(text) => {
                reader.resolve_as(node, text, &vocabulary::SCHEMA)
            }
            target => target,
        };
        match target {
            Some(target) if schema.assertions.reference.is_none() => {
                schema.assertions.reference = Some(reader.schema(target));
            }
            Some(_) => {}
            None => schema.assertions.unchecked.push((key, node)),
        }
    }
}

fn read_reference<'s>(reader: &Reader<'_, 's>, schema: &mut Schema<'s>, reference: &'s Node) {
    match reference.as_str() {
        None => reader.wrong_kind(reference, "$ref", "a string"),
        Some(text) => {
            let target = reader.resolve_as(reference, text, &vocabulary::SCHEMA);
            schema.assertions.reference = target.map(|node| reader.schema(node));
        }
    }
}

/// OpenAPI 3.0.3 §4.7.23: what stands beside `$ref` is ignored.
fn note_ignored_siblings<'s>(reader: &Reader<'_, 's>, node: &'s Node, reference: &'s Node) {
    let target = reader.peek(reference);
    for (key, sibling) in node.as_object().into_iter().flatten() {
        let same = target.and_then(|target| target.get(key)) == Some(sibling);
        if is_ignored_sibling(key) && !same {
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

fn read_type<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
    schema.assertions.nullable = fields.bool("nullable").unwrap_or(false);
    schema.assertions.format = fields.string("format");
    let Some(node) = fields.raw("type") else {
        return;
    };
    let words = match &node.value {
        Value::Array(items) => {
            faults::types(reader, node, items);
            items.as_slice()
        }
        // Another schema, as if `type` were a property.
        Value::Object(_) => {
            let message = "expected the name of a type for `type`, found an object";
            let found = reader.report.at_key(Code::WrongKind, node, message);
            reader
                .report
                .add(found.softened().label("read as any JSON"));
            return;
        }
        _ => std::slice::from_ref(node),
    };
    for word in words {
        match other_word(reader, word).or_else(|| reader.word(word, "type", KINDS)) {
            Some(Kind::Null) => schema.assertions.nullable = true,
            Some(kind) if !schema.assertions.kinds.contains(&kind) => {
                schema.assertions.kinds.push(kind)
            }
            _ => {}
        }
    }
    if schema.assertions.nullable && schema.assertions.kinds.is_empty() {
        schema.assertions.kinds.push(Kind::Null);
    }
}

/// What people write who think of a language's types: `int`, `String`.
fn other_word(reader: &Reader<'_, '_>, node: &Node) -> Option<Kind> {
    const OTHERS: &[(&str, &str)] = &[
        ("int", "integer"),
        ("long", "integer"),
        ("float", "number"),
        ("double", "number"),
        ("decimal", "number"),
        ("bool", "boolean"),
        ("str", "string"),
    ];
    let text = node.as_str()?;
    let lower = text.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(word, _)| *word == lower);
    let word = other.map_or(lower.as_str(), |(_, word)| word);
    let (word, kind) = KINDS.iter().find(|(known, _)| *known == word)?;
    if *word == text {
        return None;
    }
    let message = format!("`{text}` is not a type");
    let found = reader
        .report
        .at(Code::UnknownWord, node, message)
        .softened();
    reader.report.add(
        found
            .label(format!("read as `{word}`"))
            .help(format!("write `type: {word}`")),
    );
    Some(*kind)
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
                let message = format!("{value} stands twice in `enum`");
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
                        let message = format!("`{name}` stands twice in `required`");
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

fn discriminator<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Discriminator<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::DISCRIMINATOR)?;
    let mut mapping = IndexMap::new();
    let mut lost: Vec<Diagnostic> = Vec::new();
    for (value, target) in fields.members("mapping") {
        let Some(text) = target.as_str() else {
            reader.wrong_kind(target, "a mapped schema", "a string");
            continue;
        };
        match reader.find(target, &mapped(text), &vocabulary::SCHEMA) {
            Ok(schema) => {
                mapping.insert(value, reader.schema(schema));
            }
            // It was left behind when several files were made one, which says nothing of values.
            Err(found) if matches!(found.code, Code::OutsideReference | Code::Unreadable) => {
                lost.push(*found);
            }
            Err(found) => reader.report.add(*found),
        }
    }
    let others = lost.len().saturating_sub(1);
    if let Some(first) = lost.into_iter().next() {
        let found = first.softened().label("ignored");
        reader.report.add(found.and("", others, "value"));
    }
    let default = fields
        .string("defaultMapping")
        .zip(fields.raw("defaultMapping"));
    let default = default.and_then(|(text, target)| {
        match reader.find(target, &mapped(text), &vocabulary::SCHEMA) {
            Ok(schema) => Some(reader.schema(schema)),
            Err(found) => {
                reader.report.add(*found);
                None
            }
        }
    });
    Some(Discriminator {
        property: fields.string("propertyName")?,
        mapping,
        default,
    })
}

/// The reference that a value of a mapping is. A bare name means a schema among the components (OpenAPI
/// 3.1 §4.8.25).
fn mapped(text: &str) -> String {
    match text.contains(['#', '/', '.']) {
        true => text.to_owned(),
        false => format!("#/components/schemas/{text}"),
    }
}
