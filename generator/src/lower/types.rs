//! Schemas → types. [`Lowering::typed`] is the one entry.
//!
//! ```text
//! form         schema → a plain type, or a definition and of which shape; looks at no other type
//! reference    schema, use and hint → type; a definition is made empty and mentioned
//! object, union, enumeration, tuple
//!              one builder a shape; each asks `reference` for the types of what it holds
//! ```
//!
//! The driver below fills the definitions that were mentioned, one after the other, until none is
//! empty. So builders never call each other, and the depth of a document costs no stack.

mod convert;
mod describe;
mod enumeration;
mod form;
mod object;
mod reference;
mod tuple;
mod union;

use std::collections::HashSet;
use std::rc::Rc;

pub(super) use self::describe::add_bounds;
use super::context::Lowering;
use super::docs;
use super::drafts::{Key, Mention, Typed, Use};
use super::hint::Hint;
use super::names;
use super::outline::{Definition, Form};
use crate::api::{Block, Shape, TypeDef};
use crate::openapi::SchemaId;
use crate::schemas::Direction;
use crate::source::Place;

impl Lowering<'_, '_> {
    /// The type of a schema, with all definitions that it needs.
    pub fn typed(&mut self, schema: SchemaId, used: Use, hint: &Hint) -> Typed {
        let start = self.types.len();
        let typed = reference::reference(self, schema, used, hint);
        // The definitions are filled in the order of the fields that lead to them, depth first, and a
        // definition gets its name by the first of these fields.
        let mut order = Vec::new();
        let mut open = self.types.take_mentioned();
        open.reverse();
        while let Some(mention) = open.pop() {
            if self.types.get(mention.id).filled {
                continue;
            }
            order.push(mention.id);
            fill(self, &mention);
            open.extend(self.types.take_mentioned().into_iter().rev());
        }
        if order.is_empty() {
            return typed;
        }
        self.types.renumber(start, &order);
        let key = form::key(self, schema, used);
        self.types.known(key).cloned().unwrap_or(typed)
    }

    /// The key of a schema in a use.
    pub fn key(&self, schema: SchemaId, used: Use) -> Key {
        form::key(self, schema, used)
    }
}

/// What the file of names knows a definition by.
fn place(lowering: &Lowering<'_, '_>, mention: &Mention, wanted: &str) -> String {
    let Key { schema, direction } = mention.key;
    let node = lowering.schemas.schema(schema).node;
    let of_document = lowering.schemas.is_of_document(schema);
    let sent = direction == Direction::Sent;
    let parts = match of_document {
        true => Vec::new(),
        false => lowering.schemas.made_of(schema),
    };
    lowering.names.type_place(node, &parts, sent, wanted)
}

/// Documents the variants whose branches say nothing by their types, whose names are settled now.
pub(super) fn describe_variants(types: &mut [TypeDef]) {
    let names: Vec<String> = types.iter().map(|def| def.name.clone()).collect();
    for def in types {
        let Shape::Union(union) = &mut def.shape else {
            continue;
        };
        for variant in &mut union.variants {
            if let (Some(ty), true) = (&variant.ty, variant.docs.blocks.is_empty()) {
                let text = union::describe_type(ty, &|id| names[id.0 as usize].clone());
                variant.docs.blocks.push(docs::sentence(text));
            }
        }
    }
}

/// Reports schemas that are given a name and need no type of their own.
pub(super) fn note_unused_names(lowering: &Lowering<'_, '_>) {
    let drafts = lowering.types.all().iter();
    let used: HashSet<Place> = drafts.filter_map(|draft| draft.said).collect();
    for (id, schema) in lowering.schemas.of_document() {
        let Some(said) = schema.node.get(names::OWN) else {
            continue;
        };
        let is_seen = |used| lowering.types.known(lowering.key(id, used)).is_some();
        if [Use::SENT, Use::RECEIVED].into_iter().any(is_seen) && !used.contains(&said.place) {
            let help = "name an object, an enumeration or a union, or remove the key";
            lowering
                .names
                .note_unused(schema.node, "the schema needs no type of its own", help);
        }
    }
}

/// Fills a definition.
fn fill(lowering: &mut Lowering<'_, '_>, mention: &Mention) {
    let outline = Rc::clone(&lowering.types.get(mention.id).outline);
    let flat = &outline.flat;
    let docs = describe::definition(lowering, flat);
    let wanted = mention.name();
    let place = place(lowering, mention, &wanted);
    let schema = lowering.schemas.schema(mention.key.schema);
    let of_document = lowering.schemas.is_of_document(mention.key.schema);
    let said = lowering.names.said(schema.node, names::upper_camel);
    let draft = lowering.types.get_mut(mention.id);
    draft.filled = true;
    draft.said = said.filter(|_| of_document).map(|said| said.place);
    draft.wanted = wanted;
    draft.place.clone_from(&place);
    draft.def.docs = docs;
    let Form::Definition(definition) = &outline.form else {
        return;
    };
    let (shape, blocks): (Shape, Vec<Block>) = match definition {
        Definition::Object => (object::object(lowering, mention, flat), Vec::new()),
        Definition::ObjectAndUnion => (
            object::object_and_union(lowering, mention, flat),
            Vec::new(),
        ),
        Definition::Tuple => tuple::tuple(lowering, mention, flat),
        Definition::StringEnum(entries) => {
            let shape = enumeration::strings(lowering, &place, flat, entries);
            (shape, Vec::new())
        }
        Definition::IntegerEnum(entries) => {
            let shape = enumeration::integers(lowering, &place, flat, entries);
            (shape, Vec::new())
        }
        Definition::Union(branches) => {
            (union::union(lowering, mention, flat, branches), Vec::new())
        }
    };
    let def = &mut lowering.types.get_mut(mention.id).def;
    def.docs.blocks.extend(blocks);
    def.shape = shape;
}
