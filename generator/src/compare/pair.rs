//! The two APIs together: which type of one is which of the other, and types as Rust writes them.

use std::collections::HashMap;

use super::renames;
use super::side::Side;
use crate::api::{Api, Field, Presence, Type, TypeId};
use crate::type_text::{Name, type_text};

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
        spelled(old, &|id| {
            let now = self.now(&self.old.def(id).name);
            let known = self.new.id(now);
            known.map_or(now, |id| name(&self.new, id)).to_owned()
        })
    }
}

/// A type as Rust writes it: of several names of one type, by the first.
pub(super) fn written(side: &Side<'_>, ty: &Type) -> String {
    spelled(ty, &|id| name(side, id).to_owned())
}

fn name<'a>(side: &Side<'a>, id: TypeId) -> &'a str {
    &side.def(side.api.canonical(id)).name
}

fn spelled(ty: &Type, name: &dyn Fn(TypeId) -> String) -> String {
    type_text(ty, &mut |named| match named {
        Name::Own(id) => name(id),
        Name::Known(known) => known.to_owned(),
    })
}

/// The type that a field has for its readers, around the written type of its value.
pub(super) fn field_type(field: &Field, value: &str) -> String {
    match field.presence {
        Presence::Required => value.to_owned(),
        Presence::RequiredOrNull | Presence::Optional => format!("Option<{value}>"),
        Presence::OptionalOrNull => format!("Nullable<{value}>"),
    }
}
