//! Names that the description gives itself: `x-name` on what becomes a method, an argument or a type, and
//! `x-property-names` on an object. They come before every other name, also before those of the last version.

use std::collections::HashMap;

use super::{Naming, Scope, Wish, snake, with_end};
use crate::api::Spot;
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Names, TYPES};
use crate::openapi::SchemaId;
use crate::schemas::Analysis;
use crate::source::{Node, Place};

/// The key of a thing that says its own name.
pub(in crate::lower) const OWN: &str = "x-name";
/// The key of an object that says the names of its fields.
const OF_PROPERTIES: &str = "x-property-names";

/// A name that the description gives, and where it does so.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Said {
    pub name: String,
    pub spot: Spot,
}

impl Said {
    /// The name with more at its end.
    pub fn with_end(self, end: &str) -> Self {
        let name = with_end(&self.name, end);
        Self { name, ..self }
    }
}

/// The names that objects give to the fields of their properties, by the places of the properties.
#[derive(Default)]
pub(in crate::lower) struct SaidOfProperties(HashMap<Place, Said>);

impl Naming<'_, '_> {
    /// The name that an object gives to what becomes of it.
    pub fn said(&self, node: &Node, in_case: fn(&str) -> String) -> Option<Said> {
        self.read_said(OWN, node.get(OWN)?, in_case)
    }

    fn read_said(&self, key: &str, node: &Node, in_case: fn(&str) -> String) -> Option<Said> {
        let text = node
            .as_str()
            .filter(|text| text.contains(char::is_alphanumeric));
        if text.is_none() {
            let message = format!(
                "expected a name for `{key}`, such as `save_all`, found {}",
                node.kind()
            );
            self.report
                .add(self.report.at(Code::Extension, node, message).once());
        }
        Some(Said {
            name: in_case(text?),
            spot: Spot(node.place.number()),
        })
    }

    /// The names that the objects of a description give to their fields.
    pub fn said_of_properties(&self, schemas: &Analysis<'_, '_>) -> SaidOfProperties {
        let mut said = SaidOfProperties::default();
        for (_, schema) in schemas.of_document() {
            let Some(names) = schema.node.get(OF_PROPERTIES) else {
                continue;
            };
            let Some(names) = names.as_object() else {
                let message = format!(
                    "expected an object of `property: name` for `{OF_PROPERTIES}`, found {}",
                    names.kind()
                );
                self.report
                    .add(self.report.at(Code::Extension, names, message).once());
                continue;
            };
            for (key, node) in names {
                let Some(property) = schema.assertions.properties.get(key.as_str()) else {
                    let message = format!("the object has no property `{key}`");
                    let found = self.report.at_key(Code::Extension, node, message);
                    let help = "name a property that stands in the same object, or remove the line";
                    self.report.add(found.help(help).once());
                    continue;
                };
                if let Some(name) = self.read_said(OF_PROPERTIES, node, snake) {
                    said.0.insert(schemas.schema(*property).node.place, name);
                }
            }
        }
        said
    }

    /// Gives the things of a scope the names that the description says.
    pub(super) fn give_said(
        &self,
        group: &str,
        scope: &mut Scope,
        wishes: &[&Wish],
        names: &mut [Option<String>],
    ) {
        for (wish, name) in wishes.iter().zip(names) {
            let Some(said) = &wish.said else {
                continue;
            };
            let is_own = self
                .before
                .is_some_and(|before| had(before, group, wish, &said.name));
            let is_open = is_own || !scope.is_held(&said.name);
            if is_open && scope.take_held(&said.name) {
                self.free_earlier(group, wish, &said.name);
                *name = Some(said.name.clone());
            } else {
                self.note_refused(group, wish, said);
            }
        }
    }

    /// Keeps the name that a thing had before for no other thing.
    fn free_earlier(&self, group: &str, wish: &Wish, said: &str) {
        for key in &wish.keys {
            let before = self.before.filter(|before| !before.is_draft(group, key));
            let Some(earlier) = before.and_then(|before| before.get(group, key)) else {
                continue;
            };
            if earlier != said {
                let message = format!(
                    "`{earlier}` of the {group} is free: `{key}` is called `{said}` now; nothing else gets the name"
                );
                self.report
                    .add(Diagnostic::new(Code::FreedName, None, message));
                self.after
                    .borrow_mut()
                    .free(group, &renamed(key, earlier), earlier);
            }
        }
    }

    fn note_refused(&self, group: &str, wish: &Wish, Said { name, spot }: &Said) {
        let Spot(number) = *spot;
        let span = self.report.sources.shown_span(Place::numbered(number));
        let of = match group == TYPES {
            true => "a type or a part of the client".to_owned(),
            false => match wish.keys.first() {
                Some(key) => format!("something else beside `{key}`"),
                None => "something else beside it".to_owned(),
            },
        };
        let message = format!("`{name}` is the name of {of}, or was it in an earlier version");
        let found = Diagnostic::new(Code::SaidName, Some(span), message);
        let help = "give it another name, or remove this one";
        self.report.add(found.help(help).once());
    }
}

impl SaidOfProperties {
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

/// Whether the thing itself has had a name.
fn had(before: &Names, group: &str, wish: &Wish, name: &str) -> bool {
    let is_key = |known: &str| {
        let mut keys = wish.keys.iter();
        keys.any(|key| key == known || renamed(key, name) == known)
    };
    let by_key = before
        .group(group)
        .any(|(key, known)| known == name && is_key(key));
    let is_exact = wish.exact && wish.candidates.first().is_some_and(|first| first == name);
    by_key || (is_exact && before.exact(group).any(|known| known == name))
}

/// The key of a name that a thing had before it got the one that the description says.
pub(super) fn renamed(key: &str, earlier: &str) -> String {
    format!("{key}#before {earlier}")
}
