//! The keywords of a schema and how each is read: assertions, which decide the values that match, and annotations,
//! which describe them.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::super::Version;
use super::super::fields::Fields;
use super::super::reader::Reader;
use super::{Additional, Discriminator, Kind, Schema, SchemaId, Xml};
use crate::diagnostic::Code;
use crate::source::{Node, Value};

/// The properties of an object, in the document's order.
pub(crate) type Properties<'s> = IndexMap<&'s str, SchemaId, foldhash::fast::RandomState>;

/// Keys of an object, each once and in the document's order.
pub(crate) type Keys<'s> = IndexSet<&'s str, foldhash::fast::RandomState>;

/// The keywords that decide which values match, subschemas among them. `format` and
/// `contentEncoding` belong here because they choose the type. The default asserts nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Assertions<'s> {
    /// The schemas `true`, which everything matches, and `false`, which nothing matches.
    pub boolean: Option<bool>,
    pub reference: Option<SchemaId>,
    pub kinds: Vec<Kind>,
    /// Null matches too, whatever `kinds` says.
    pub nullable: bool,
    pub format: Option<&'s str>,
    pub constant: Option<&'s Node>,
    pub values: Option<Vec<&'s Node>>,
    pub properties: Properties<'s>,
    pub required: Keys<'s>,
    pub additional: Additional,
    /// `unevaluatedProperties`: `additional` for the members that no schema merged into this one has.
    pub unevaluated: Additional,
    pub pattern_properties: Vec<(&'s str, SchemaId)>,
    pub items: Option<SchemaId>,
    pub prefix_items: Vec<SchemaId>,
    pub all_of: Vec<SchemaId>,
    pub any_of: Vec<SchemaId>,
    pub one_of: Vec<SchemaId>,
    /// `contentEncoding` and `contentMediaType`.
    pub content: (Option<&'s str>, Option<&'s str>),
    /// Bounds such as `minimum`: shown in the documentation, not checked.
    pub bounds: Vec<(&'static str, &'s Node)>,
    /// Keywords that no type can express, such as `not`.
    pub unchecked: Vec<(&'static str, &'s Node)>,
}

/// The keywords that describe values without deciding which of them match.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Annotations<'s> {
    pub title: Option<&'s str>,
    pub description: Option<&'s str>,
    pub default: Option<&'s Node>,
    pub examples: Vec<&'s Node>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    /// `contentSchema`: what the text of a string says.
    pub content_schema: Option<SchemaId>,
    /// OpenAPI lets it choose a branch, never exclude a value.
    pub discriminator: Option<Discriminator<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
    pub xml: Option<Xml<'s>>,
}

impl Assertions<'_> {
    /// Whether nothing is asserted except what `known` takes out. A new keyword counts as an
    /// assertion everywhere until somebody takes it out.
    ///
    /// With `|rest| rest.kinds.clear()` it is true of `{ type: object }` and of `{}`, and false of
    /// `{ type: object, required: [a] }`.
    pub fn is_only(&self, known: impl FnOnce(&mut Self)) -> bool {
        let mut rest = self.clone();
        known(&mut rest);
        rest == Self::default()
    }

    /// Whether a part of `allOf` leaves the type to the others, as `{ description: … }` does. Nullable or of objects it may be
    /// called.
    pub fn leaves_type(&self) -> bool {
        self.is_only(|rest| {
            rest.nullable = false;
            if rest.kinds == [Kind::Object] {
                rest.kinds.clear();
            }
            if rest.boolean == Some(true) {
                rest.boolean = None;
            }
        })
    }

    /// The branches of `oneOf`, else those of `anyOf`.
    pub fn branches(&self) -> &[SchemaId] {
        match &self.one_of[..] {
            [] => &self.any_of,
            branches => branches,
        }
    }

    /// Every schema that the keywords refer to.
    pub fn subschemas(&self) -> impl Iterator<Item = SchemaId> {
        // Every keyword is named, so that a new one is not forgotten here.
        let Self {
            boolean: _,
            reference,
            kinds: _,
            nullable: _,
            format: _,
            constant: _,
            values: _,
            properties,
            required: _,
            additional,
            unevaluated,
            pattern_properties,
            items,
            prefix_items,
            all_of,
            any_of,
            one_of,
            content: _,
            bounds: _,
            unchecked: _,
        } = self;
        let others = [*additional, *unevaluated];
        let others = others
            .into_iter()
            .filter_map(|additional| match additional {
                Additional::Schema(id) => Some(id),
                _ => None,
            });
        let patterns = pattern_properties.iter().map(|(_, id)| *id);
        let lists = [prefix_items, all_of, any_of, one_of];
        let lists = lists.into_iter().flatten().copied();
        let single = reference.iter().copied().chain(others).chain(*items);
        let properties = properties.values().copied();
        single.chain(properties).chain(patterns).chain(lists)
    }
}

impl<'s> Annotations<'s> {
    /// Adds those of another schema that matches too; where both say something, the own one stays.
    /// An extension and `xml` apply only to the object that has them.
    pub fn add(&mut self, other: &Self) {
        // Every keyword is named, so that a new one is not forgotten here.
        let Self {
            title,
            description,
            default,
            examples,
            deprecated,
            read_only,
            write_only,
            content_schema,
            discriminator,
            extensions: _,
            xml: _,
        } = other;
        self.title = self.title.or(*title);
        self.description = self.description.or(*description);
        self.default = self.default.or(*default);
        self.examples.extend(examples);
        self.deprecated |= deprecated;
        self.read_only |= read_only;
        self.write_only |= write_only;
        self.content_schema = self.content_schema.or(*content_schema);
        if self.discriminator.is_none() {
            self.discriminator.clone_from(discriminator);
        }
    }
}

/// Annotations describe values and do not decide which values match.
pub(super) fn read_annotations<'s>(fields: &Fields<'_, '_, 's>, schema: &mut Schema<'s>) {
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

/// Bounds of numbers. In OpenAPI 3.0 `exclusiveMinimum` is a boolean and `minimum` the bound.
pub(super) fn read_limits<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
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

pub(super) fn read_values<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
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
        // The numbers 1.1 and 1.10 are equal, the texts are not.
        let only_text = schema.assertions.kinds == [Kind::String];
        for value in values {
            let text = match value.value {
                Value::Integer(_) | Value::Float(_) | Value::Bool(_) if only_text => {
                    format!("{:?}", reader.report.sources.text_of(value))
                }
                _ => value.to_string(),
            };
            if !written.insert(text) {
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

pub(super) fn read_object<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
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

pub(super) fn read_array<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
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
