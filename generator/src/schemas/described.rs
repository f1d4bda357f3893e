//! What a schema says to a reader of its values, also when a branch beside null says it, or the schema of what they hold.

use std::rc::Rc;

use super::kinds::kinds;
use super::memo::{Analysis, Flat};
use crate::openapi::{Additional, Annotations, Kind, SchemaId};

impl<'s> Analysis<'_, 's> {
    /// A schema with what it says of its values. Of `anyOf: [{ type: string, description: … }, { type: "null" }]` the
    /// branch says that.
    pub fn described(&mut self, id: SchemaId) -> Flat<'s> {
        let mut flat = self.flat(id);
        if let Some(of) = self.only_branch(id) {
            let branch = self.flat(of);
            let mut annotations = Annotations::clone(&flat.annotations);
            annotations.add(&branch.annotations);
            let mut assertions = branch.assertions;
            // Bounds alone are not merged with a branch.
            if !flat.assertions.bounds.is_empty() && !self.merged.contains_key(&of) {
                let bounds = flat.assertions.bounds.iter().copied();
                Rc::make_mut(&mut assertions).bounds.extend(bounds);
            }
            flat.assertions = assertions;
            flat.annotations = Rc::new(annotations);
        }
        if flat.annotations.description.is_none()
            && let Some(text) = self.description_of_held(&flat)
        {
            Rc::make_mut(&mut flat.annotations).description = Some(text);
        }
        flat
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

    /// What the items of a list or the values of a map say of themselves, where no type of their own says it.
    fn description_of_held(&mut self, flat: &Flat<'s>) -> Option<&'s str> {
        let held = match (&kinds(&flat.assertions)[..], flat.assertions.additional) {
            ([Kind::Array], _) => flat.assertions.items?,
            ([Kind::Object], Additional::Schema(values))
                if flat.assertions.properties.is_empty() =>
            {
                values
            }
            _ => return None,
        };
        let held = self.flat(held);
        let is_plain = held.assertions.properties.is_empty()
            && held.assertions.prefix_items.is_empty()
            && held.assertions.values.is_none()
            && held.assertions.constant.is_none()
            && held.assertions.branches().is_empty();
        held.annotations.description.filter(|_| is_plain)
    }
}
