//! What a schema says to a reader of its values, also when a branch beside null says it.

use std::rc::Rc;

use super::memo::{Analysis, Flat};
use super::values::is_null;
use crate::openapi::{Annotations, SchemaId};

impl<'s> Analysis<'_, 's> {
    /// A schema with what it says of its values. Of `anyOf: [{ type: string, description: … }, { type: "null" }]` the
    /// branch says that.
    pub fn described(&mut self, id: SchemaId) -> Flat<'s> {
        let flat = self.flat(id);
        let Some(branch) = self.only_branch(&flat) else {
            return flat;
        };
        let branch = self.flat(branch);
        let mut annotations = Annotations::clone(&flat.annotations);
        annotations.add(&branch.annotations);
        let mut assertions = branch.assertions;
        if !flat.assertions.bounds.is_empty() {
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
            let flat = self.flat(id);
            let branch = self.only_branch(&flat)?;
            self.schemas[branch].annotations.description
        })
    }

    /// The one branch of a union beside null.
    fn only_branch(&mut self, flat: &Flat<'s>) -> Option<SchemaId> {
        let branches = flat.assertions.branches().to_vec();
        let mut others = Vec::new();
        for branch in branches {
            if !is_null(&self.flat(branch).assertions) {
                others.push(branch);
            }
        }
        match others[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
