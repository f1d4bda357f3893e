//! The names that the description gives to fields: `x-property-names` of an object.

use std::collections::HashMap;

use super::names::{Naming, Said, snake};
use crate::diagnostic::{Code, Report};
use crate::openapi::SchemaId;
use crate::schemas::Analysis;
use crate::source::Place;

/// The key of an object that gives names to its fields.
const KEY: &str = "x-property-names";

/// The names that objects give to the fields of their properties, by the places of the properties.
#[derive(Default)]
pub(super) struct PropertyNames(HashMap<Place, Said>);

impl PropertyNames {
    /// The names that the objects of a description give to their fields.
    pub fn read(names: &Naming<'_, '_>, report: &Report<'_>, schemas: &Analysis<'_, '_>) -> Self {
        let mut said = Self::default();
        for (_, schema) in schemas.of_document() {
            let Some(given) = schema.node.get(KEY) else {
                continue;
            };
            let Some(members) = given.as_object() else {
                let message = format!(
                    "expected an object of `property: name` for `{KEY}`, found {}",
                    given.kind()
                );
                report.add(report.at(Code::Extension, given, message).once());
                continue;
            };
            for (key, node) in members {
                let Some(property) = schema.assertions.properties.get(key.as_str()) else {
                    let message = format!("the object has no property `{key}`");
                    let found = report.at_key(Code::Extension, node, message);
                    let help = "name a property that stands in the same object, or remove the line";
                    report.add(found.help(help).once());
                    continue;
                };
                if let Some(name) = names.read_said(KEY, node, snake) {
                    said.0.insert(schemas.schema(*property).node.place, name);
                }
            }
        }
        said
    }

    /// The name of the field of a property, which may have been merged of several.
    pub fn of(&self, schemas: &Analysis<'_, '_>, property: SchemaId) -> Option<&Said> {
        if self.0.is_empty() {
            return None;
        }
        let own = self.0.get(&schemas.schema(property).node.place);
        own.or_else(|| {
            let parts = schemas.made_of(property);
            parts.iter().find_map(|part| self.0.get(&part.place))
        })
    }
}
