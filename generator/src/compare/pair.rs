//! The two APIs together: which type of one is which of the other, and types as Rust writes them.

use std::collections::HashMap;

use super::renames;
use super::side::Side;
use crate::api::{Api, Field, Name, Presence, Shape, Type, TypeId};

/// The two APIs.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
    /// Types that are the same but for their name, the old name first.
    pub renamed: HashMap<&'a str, &'a str>,
}

impl<'a> Pair<'a> {
    pub fn of(old: &'a Api, new: &'a Api) -> Self {
        let mut pair = Self {
            old: Side::of(old),
            new: Side::of(new),
            renamed: HashMap::new(),
        };
        renames::find(&mut pair);
        pair
    }

    /// The new name of an old type.
    pub fn now<'n>(&'n self, old: &'n str) -> &'n str {
        self.renamed.get(old).copied().unwrap_or(old)
    }

    /// Whether two types are one in Rust, a new name aside.
    pub fn same(&self, old: &Type, new: &Type) -> bool {
        self.written_now(old) == written(&self.new, new)
    }

    /// An old type as Rust writes it, the types in it by their new names.
    pub fn written_now(&self, old: &Type) -> String {
        spelled(old, &|id| self.now(&self.old.def(id).name).to_owned())
    }
}

/// A type as Rust writes it.
pub(super) fn written(side: &Side<'_>, ty: &Type) -> String {
    spelled(ty, &|id| side.def(id).name.clone())
}

fn spelled(ty: &Type, name: &dyn Fn(TypeId) -> String) -> String {
    ty.written(&mut |named| match named {
        Name::Own(id) => name(id),
        Name::Known(known) => known.to_owned(),
    })
}

/// The type that a field has for its readers, around the written type of its value.
pub(super) fn field_type(field: &Field, value: &str) -> String {
    match field.presence {
        Presence::Required => value.to_owned(),
        Presence::Optional => format!("Option<{value}>"),
        Presence::Nullable => format!("Nullable<{value}>"),
    }
}

/// How an argument of a type is taken, around the written type: as anything that becomes it, where
/// there is more than one such thing.
pub(super) fn argument_type(side: &Side<'_>, ty: &Type, value: &str) -> String {
    let plain = match ty {
        Type::Named(id) => matches!(side.def(*id).shape, Shape::Struct(_)),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 | Type::Map(_) => {
            true
        }
        _ => false,
    };
    if plain {
        value.to_owned()
    } else {
        format!("impl Into<{value}>")
    }
}
