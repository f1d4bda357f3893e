//! The keywords of a schema: assertions, which decide the values that match, and annotations, which
//! describe them.

use indexmap::{IndexMap, IndexSet};

use super::{Additional, Discriminator, Kind, SchemaId};
use crate::source::Node;

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

    /// The branches of `oneOf`, else those of `anyOf`.
    pub fn branches(&self) -> &[SchemaId] {
        match &self.one_of[..] {
            [] => &self.any_of,
            branches => branches,
        }
    }

    /// Every schema that the keywords refer to.
    pub fn subschemas(&self) -> impl Iterator<Item = SchemaId> {
        let others = [self.additional, self.unevaluated];
        let others = others
            .into_iter()
            .filter_map(|additional| match additional {
                Additional::Schema(id) => Some(id),
                _ => None,
            });
        let patterns = self.pattern_properties.iter().map(|(_, id)| *id);
        let properties = self.properties.values().copied();
        let lists = [&self.prefix_items, &self.all_of, &self.any_of, &self.one_of];
        let lists = lists.into_iter().flatten().copied();
        let single = self.reference.into_iter().chain(others).chain(self.items);
        single.chain(properties).chain(patterns).chain(lists)
    }
}

impl<'s> Annotations<'s> {
    /// Adds those of another schema that matches too; where both say something, the own one stays.
    /// An extension applies only to the object that has it.
    pub fn add(&mut self, other: &Self) {
        self.title = self.title.or(other.title);
        self.description = self.description.or(other.description);
        self.default = self.default.or(other.default);
        self.examples.extend(&other.examples);
        self.deprecated |= other.deprecated;
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.content_schema = self.content_schema.or(other.content_schema);
        if self.discriminator.is_none() {
            self.discriminator.clone_from(&other.discriminator);
        }
    }
}
