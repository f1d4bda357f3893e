//! The list of all schemas of a description.

use std::fmt;
use std::ops::{Index, IndexMut};

use super::{Annotations, Schema};

/// Names a schema of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemaId(u32);

impl SchemaId {
    /// Its index in the list of all schemas.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The index in the list of all schemas, as a name.
impl fmt::Display for SchemaId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// All schemas of a description.
#[derive(Debug, Default)]
pub(crate) struct Schemas<'s> {
    list: Vec<Schema<'s>>,
    /// How many of them are written in the document.
    of_document: usize,
}

impl<'s> Schemas<'s> {
    /// Those that are written in the document, and not merged from several.
    pub fn of_document(&self) -> impl ExactSizeIterator<Item = (SchemaId, &Schema<'s>)> {
        let numbered = self.list.iter().take(self.of_document).enumerate();
        numbered.map(|(index, schema)| (SchemaId(index as u32), schema))
    }

    /// Says that the document has no more of them.
    pub fn close(&mut self) {
        self.of_document = self.list.len();
    }

    /// Whether a schema is written in the document, and not merged from several.
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

    /// A schema, and those that it refers to one after the other.
    pub fn chain(&self, id: SchemaId) -> impl Iterator<Item = &Schema<'s>> {
        /// References that lead further are circles, which are reported, or no document that anybody wrote.
        const LONGEST: usize = 64;
        let next = |schema: &&Schema<'s>| Some(&self[schema.assertions.reference?]);
        std::iter::successors(Some(&self[id]), next).take(LONGEST)
    }

    /// Whether a schema, one that it refers to, or a part of its `allOf` says something of its values.
    pub fn says(&self, id: SchemaId, what: fn(&Annotations<'s>) -> bool) -> bool {
        self.chain(id).any(|schema| {
            let parts = schema.assertions.all_of.iter();
            let mut of_parts = parts.flat_map(|part| self.chain(*part));
            what(&schema.annotations) || of_parts.any(|part| what(&part.annotations))
        })
    }

    /// Gives a schema what the parts of its `allOf` say that choose no type: `allOf: [{ $ref: Pet }, { description: … }]` is
    /// the description beside `allOf`. So is `nullable: true` in such a part, which alone would change nothing.
    pub fn lift_annotations(&mut self) {
        let mut lifted: Vec<(SchemaId, SchemaId)> = Vec::new();
        for id in self.ids() {
            let parts = self[id].assertions.all_of.iter().copied();
            let parts = parts.filter(|part| self[*part].assertions.leaves_type());
            // What stands last is said last of the schema.
            lifted.extend(parts.rev().map(|part| (id, part)));
        }
        for (id, part) in &lifted {
            let part = &self[*part];
            let allows_null = part.assertions.nullable && part.assertions.kinds.is_empty();
            let annotations = part.annotations.clone();
            let schema = &mut self[*id];
            schema.assertions.nullable |= allows_null;
            schema.annotations.add(&annotations);
        }
        for (_, part) in lifted {
            self[part].annotations.examples.clear();
        }
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
