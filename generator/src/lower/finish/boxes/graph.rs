//! The types of an API as a graph: who holds whom, and how many levels of the walk lie between.

use std::mem;

use crate::api::{Member, Presence, Rest, Shape, Type, TypeDef, TypeId};
use crate::circles::components;

/// The levels below a `DeepBox`: it is a box of a trait object.
const DEEP_BOX: usize = 4;

/// The levels below `Extra`, which ends in any JSON.
const EXTRA: usize = 16;

/// How many levels may lie below a `DeepBox`: nobody wraps anything around what it holds.
const WHOLE: usize = 120;

/// All types, by the number of their definition.
pub(super) struct Graph {
    /// What each type holds, in the order that the compiler walks through.
    pub edges: Vec<Vec<Edge>>,
    /// How many levels the walk takes through what a type holds in addition to types with a definition.
    pub leaves: Vec<usize>,
}

/// One type holds another.
#[derive(Debug)]
pub(super) struct Edge {
    pub target: usize,
    /// How many levels lie between the two.
    pub levels: usize,
    state: State,
    /// Which of the holder's types this is.
    slot: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// It can have no box.
    Fixed,
    /// It gets a box.
    Cut,
}

impl Edge {
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    pub fn is_cut(&self) -> bool {
        self.state == State::Cut
    }

    pub fn cut(&mut self) {
        self.state = State::Cut;
    }

    /// How deep the walk gets through this edge, when it takes so many levels from the target on.
    pub fn reach(&self, below: usize) -> usize {
        match self.state {
            // Lists around the box may be left, but they are fewer levels than without it.
            State::Cut => self.levels + DEEP_BOX,
            State::Open | State::Fixed => self.levels + below,
        }
    }
}

impl Graph {
    pub fn of(types: &mut [TypeDef], fixed: &[(TypeId, String)]) -> Self {
        let mut graph = Self {
            edges: Vec::with_capacity(types.len()),
            leaves: Vec::with_capacity(types.len()),
        };
        for (index, def) in types.iter_mut().enumerate() {
            let is_fixed = |name: &str| {
                let mut fixed = fixed.iter();
                fixed.any(|(id, field)| id.0 as usize == index && field == name)
            };
            let mut edges = Vec::new();
            let mut deepest = beside(&def.shape);
            for (slot, held) in slots(&mut def.shape).into_iter().enumerate() {
                let (levels, end) = levels(held.ty);
                let levels = held.levels + levels;
                match end {
                    End::Named(id) => edges.push(Edge {
                        target: id.0 as usize,
                        levels,
                        state: match held.field {
                            Some(field) if !is_fixed(field) => State::Open,
                            _ => State::Fixed,
                        },
                        slot,
                    }),
                    End::Leaf(leaf) => deepest = deepest.max(levels + leaf),
                }
            }
            graph.edges.push(edges);
            graph.leaves.push(deepest);
        }
        graph
    }

    /// Boxes what is cut.
    pub fn apply(&self, types: &mut [TypeDef], below: &[usize]) {
        for (def, edges) in types.iter_mut().zip(&self.edges) {
            let mut slots = slots(&mut def.shape);
            for edge in edges.iter().filter(|edge| edge.is_cut()) {
                // One box around a list is better than one around each item.
                let whole = edge.levels + below[edge.target] <= WHOLE;
                deep(slots[edge.slot].ty, whole);
            }
        }
    }

    /// The components of some types that still hold each other, those that are held before those that hold them.
    pub fn components(&self, nodes: &[usize]) -> Vec<Vec<usize>> {
        let mut member = vec![false; self.edges.len()];
        nodes.iter().for_each(|node| member[*node] = true);
        components(nodes.iter().copied(), self.edges.len(), |node| {
            let edges = self.edges[node].iter();
            let inside = edges.filter(|edge| member[edge.target] && !edge.is_cut());
            inside.map(|edge| edge.target)
        })
    }
}

/// A type that another one holds.
struct Slot<'t> {
    ty: &'t mut Type,
    /// The levels between the holder and the type.
    levels: usize,
    /// The field's name; empty where there is none. `None` where there can be no box.
    field: Option<&'t str>,
}

/// The types that a type holds, in the order that the compiler walks through.
fn slots(shape: &mut Shape) -> Vec<Slot<'_>> {
    let mut slots = Vec::new();
    match shape {
        Shape::Struct(object) => {
            for member in &mut object.members {
                if let Member::Field(field) = member {
                    slots.push(Slot {
                        ty: &mut field.ty,
                        levels: 1 + usize::from(field.presence != Presence::Required),
                        field: Some(&field.name),
                    });
                }
            }
            match &mut object.rest {
                Rest::Extra => {}
                Rest::Typed(_, ty) => slots.push(Slot {
                    ty,
                    levels: 1 + MAP,
                    field: Some(""),
                }),
                // Its members are written among those of the object.
                Rest::Union(_, ty) => slots.push(Slot {
                    ty,
                    levels: 1,
                    field: None,
                }),
            }
        }
        Shape::Union(union) => {
            let types = union.variants.iter_mut();
            slots.extend(
                types
                    .filter_map(|variant| variant.ty.as_mut())
                    .map(|ty| Slot {
                        ty,
                        levels: 1,
                        field: Some(""),
                    }),
            );
        }
        Shape::Tuple(tuple) => {
            for (index, ty) in tuple.places.iter_mut().enumerate() {
                slots.push(Slot {
                    ty,
                    levels: 2 + usize::from(index >= tuple.required),
                    field: Some(""),
                });
            }
            slots.push(Slot {
                ty: &mut tuple.rest,
                levels: 1 + LIST,
                field: Some(""),
            });
        }
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
    slots
}

/// The levels below what a type has beside the types of its slots.
fn beside(shape: &Shape) -> usize {
    match shape {
        Shape::Struct(object) if matches!(object.rest, Rest::Extra) => 1 + EXTRA,
        Shape::Union(_) => 1 + leaf(&Type::Json),
        Shape::StringEnum(_) => 1 + leaf(&Type::String),
        _ => 1,
    }
}

/// Where a written type ends.
enum End {
    Named(TypeId),
    /// No type of the description; so many levels.
    Leaf(usize),
}

/// The levels of `Vec<T>` until `T`.
const LIST: usize = 3;
/// The levels of `IndexMap<String, T>` until `T`.
const MAP: usize = 6;

/// The levels of a written type until it ends.
fn levels(ty: &Type) -> (usize, End) {
    let mut levels = 0;
    let mut ty = ty;
    loop {
        let (own, inner) = match ty {
            Type::Option(inner) => (1, inner),
            Type::Boxed(inner) => (2, inner),
            Type::List(inner) => (LIST, inner),
            Type::Map(inner) => (MAP, inner),
            Type::Named(id) => return (levels, End::Named(*id)),
            other => return (levels, End::Leaf(leaf(other))),
        };
        levels += own;
        ty = inner;
    }
}

/// The levels below a type that holds no type of the description.
fn leaf(ty: &Type) -> usize {
    match ty {
        Type::Bool | Type::Integer(_) | Type::F64 => 1,
        Type::Deep(_) => DEEP_BOX,
        Type::String | Type::Bytes | Type::Timestamp | Type::DateTime | Type::Date => 9,
        _ => 10,
    }
}

/// Puts a box around a value, or around each item when lists and maps are too many levels themselves.
fn deep(ty: &mut Type, whole: bool) {
    match ty {
        Type::Option(inner) => deep(inner, whole),
        Type::List(inner) | Type::Map(inner) if !whole => deep(inner, whole),
        Type::Boxed(inner) => {
            let inner = mem::replace(&mut **inner, Type::Bool);
            *ty = Type::Deep(Box::new(inner));
        }
        other => {
            let inner = mem::replace(other, Type::Bool);
            *other = Type::Deep(Box::new(inner));
        }
    }
}
