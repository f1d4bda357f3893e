//! `discriminator`.

use indexmap::IndexMap;

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::vocabulary;
use super::SchemaId;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Node;

/// How the branches of a union are told apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discriminator<'s> {
    pub property: &'s str,
    /// From the property's value to a schema.
    pub mapping: IndexMap<&'s str, SchemaId>,
    /// The schema of objects without the property, or with a value that is not known (OpenAPI 3.2).
    pub default: Option<SchemaId>,
}

/// Reads a Discriminator Object.
pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Discriminator<'s>> {
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
            // Tools that bundle several files into one leave such values behind.
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

/// A value of a mapping as a reference. A bare name means a component (OpenAPI 3.1 §4.8.25).
fn mapped(text: &str) -> String {
    match text.contains(['#', '/', '.']) {
        true => text.to_owned(),
        false => format!("#/components/schemas/{text}"),
    }
}
