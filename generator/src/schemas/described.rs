//! What a schema says to a reader of its values, also when a branch beside null says it.

use std::rc::Rc;

use super::memo::{Analysis, Flat};
use crate::openapi::{Annotations, SchemaId};

impl<'s> Analysis<'_, 's> {
    /// A schema with what it says of its values. Of `anyOf: [{ type: string, description: … }, { type: "null" }]` the
    /// branch says that.
    pub fn described(&mut self, id: SchemaId) -> Flat<'s> {
        let flat = self.flat(id);
        let Some(of) = self.only_branch(id) else {
            return flat;
        };
        let branch = self.flat(of);
        let mut annotations = Annotations::clone(&flat.annotations);
        annotations.add(&branch.annotations);
        let mut assertions = branch.assertions;
        // Bounds alone are not merged with a branch.
        if !flat.assertions.bounds.is_empty() && !self.merged.contains_key(&of) {
            let bounds = flat.assertions.bounds.iter().copied();
            Rc::make_mut(&mut assertions).bounds.extend(bounds);
        }
        Flat {
            assertions,
            annotations: Rc::new(annotations),
            ..flat
        }
    }

    /// The description that a schema has in its own words, and not by a reference.
    pub fn own_description(&mut self, id: SchemaId) -> Option<&'s str> {
        let own = self.schemas[id].annotations.description;
        own.or_else(|| {
            let branch = self.only_branch(id)?;
            let branch = self.unmerged(branch);
            self.schemas[branch].annotations.description
        })
    }
}
