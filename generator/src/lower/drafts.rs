//! The types while they are made: definitions whose names are not settled, and the type of each
//! schema.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::building::ShapeKind;
use super::hint::Hint;
use super::names::with_end;
use super::outline::Outline;
use super::spot::spot;
use crate::api::{Derives, Docs, Shape, Struct, Type, TypeDef, TypeId};
use crate::openapi::SchemaId;
use crate::schemas::Direction;
use crate::source::{Node, Place};

/// What a schema is used for. Later a codec joins the direction here, because a form field or a part
/// of a multipart body has other types than JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    pub direction: Direction,
}

impl Use {
    pub const SENT: Self = Self {
        direction: Direction::Sent,
    };
    pub const RECEIVED: Self = Self {
        direction: Direction::Received,
    };
}

/// A schema in a direction. A schema that is the same in both always has the key `Received`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub schema: SchemaId,
    pub direction: Direction,
}

/// A type, and whether null is allowed as well.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub ty: Type,
    pub nullable: bool,
}

impl Typed {
    pub fn plain(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type of an item of a list or a map.
    pub fn inner(self) -> Type {
        if self.nullable && self.ty != Type::Json {
            Type::Option(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// A definition whose name is not settled.
pub(super) struct Draft<'s> {
    pub wanted: String,
    /// What the file of names knows it by; empty until it is filled.
    pub place: String,
    /// It is a component, so its name is the document's own.
    pub named: bool,
    /// Where the description gives it the name that it wants.
    pub said: Option<Place>,
    pub node: &'s Node,
    pub schema: SchemaId,
    /// Its members that only requests or only answers have.
    pub one_way: Vec<String>,
    pub def: TypeDef,
    pub outline: Rc<Outline<'s>>,
    /// It is filled, or is being filled right now.
    pub filled: bool,
}

/// A definition that something refers to, by these words.
pub(super) struct Mention {
    pub id: TypeId,
    pub key: Key,
    pub used: Use,
    pub hint: Hint,
}

impl Mention {
    /// The name that the words make.
    pub fn name(&self) -> String {
        match self.key.direction {
            Direction::Sent => with_end(&self.hint.name(), "Request"),
            Direction::Received => self.hint.name(),
        }
    }
}

/// All types so far.
#[derive(Default)]
pub(super) struct Drafts<'s> {
    list: Vec<Draft<'s>>,
    outlines: HashMap<Key, Rc<Outline<'s>>>,
    /// The definitions made since the last renumbering.
    definitions: HashMap<Key, TypeId>,
    known: HashMap<Key, Typed>,
    /// The keys that became known since the last renumbering.
    recent: HashSet<Key>,
    /// Definitions that were referred to and may still be empty.
    mentioned: Vec<Mention>,
}

impl<'s> Drafts<'s> {
    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn get(&self, id: TypeId) -> &Draft<'s> {
        &self.list[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: TypeId) -> &mut Draft<'s> {
        &mut self.list[id.0 as usize]
    }

    /// The definition of a type whose schema was lowered.
    pub fn def(&self, id: TypeId) -> &TypeDef {
        &self.get(id).def
    }

    pub fn is_struct(&self, id: TypeId) -> bool {
        self.kind(id) == ShapeKind::Struct
    }

    pub fn kind(&self, id: TypeId) -> ShapeKind {
        ShapeKind::of(&self.def(id).shape)
    }

    pub fn all(&self) -> &[Draft<'s>] {
        &self.list
    }

    /// Hands the definitions over to whoever settles their names.
    pub fn take(&mut self) -> Vec<Draft<'s>> {
        std::mem::take(&mut self.list)
    }

    /// The type of a schema, once it was asked for.
    pub fn known(&self, key: Key) -> Option<&Typed> {
        self.known.get(&key)
    }

    pub fn remember(&mut self, key: Key, typed: Typed) {
        self.known.insert(key, typed);
        self.recent.insert(key);
    }

    pub fn outline(&self, key: Key) -> Option<Rc<Outline<'s>>> {
        self.outlines.get(&key).cloned()
    }

    pub fn remember_outline(&mut self, key: Key, outline: Rc<Outline<'s>>) {
        self.outlines.insert(key, outline);
    }

    /// The definition of a schema, an empty one if it is new.
    pub fn define(&mut self, key: Key, named: bool, outline: &Rc<Outline<'s>>) -> TypeId {
        let next = TypeId(self.list.len() as u32);
        let id = *self.definitions.entry(key).or_insert(next);
        if id == next {
            let node = outline.flat.node;
            self.list.push(Draft {
                wanted: String::new(),
                place: String::new(),
                named,
                said: None,
                node,
                schema: key.schema,
                one_way: Vec::new(),
                def: TypeDef {
                    name: String::new(),
                    docs: Docs::default(),
                    derives: Derives::default(),
                    named: false,
                    sent: false,
                    received: false,
                    left_out: false,
                    same_as: None,
                    shape: Shape::Struct(Struct::default()),
                    spot: spot(node),
                },
                outline: outline.clone(),
                filled: false,
            });
        }
        id
    }

    pub fn mention(&mut self, mention: Mention) {
        let draft = self.get_mut(mention.id);
        if draft.wanted.is_empty() {
            draft.wanted = mention.name();
        }
        if !draft.filled {
            self.mentioned.push(mention);
        }
    }

    /// What was mentioned since the last call, in order.
    pub fn take_mentioned(&mut self) -> Vec<Mention> {
        std::mem::take(&mut self.mentioned)
    }

    /// Whether the definition that a type leads to is filled, if it leads to one.
    pub fn is_settled(&self, ty: &Type) -> bool {
        ty.id().is_none_or(|id| self.get(id).filled)
    }

    /// Gives the definitions from `start` on the numbers of their places in `order`.
    pub fn renumber(&mut self, start: usize, order: &[TypeId]) {
        let mut numbers = vec![0; order.len()];
        for (place, id) in order.iter().enumerate() {
            numbers[id.0 as usize - start] = (start + place) as u32;
        }
        let renumber = |ty: &mut Type| renumber(ty, start, &numbers);
        let mut new = self.list.split_off(start);
        for draft in &mut new {
            draft.def.shape.held_mut().into_iter().for_each(renumber);
            draft.def.shape.rest_mut().into_iter().for_each(renumber);
        }
        let mut new: Vec<(u32, Draft<'s>)> = numbers.iter().copied().zip(new).collect();
        new.sort_by_key(|(number, _)| *number);
        self.list.extend(new.into_iter().map(|(_, draft)| draft));
        self.definitions.clear();
        for key in std::mem::take(&mut self.recent) {
            if let Some(typed) = self.known.get_mut(&key) {
                renumber(&mut typed.ty);
            }
        }
    }
}

fn renumber(ty: &mut Type, start: usize, numbers: &[u32]) {
    if let Type::Named(id) = ty.innermost_mut()
        && let Some(new) = (id.0 as usize).checked_sub(start)
    {
        id.0 = numbers[new];
    }
}
