//! Whether another type takes every value that one type has on the wire.

use super::pair::{Pair, written};
use super::side::Side;
use crate::api::{Integer as Int, Shape, Type, TypeDef};

/// Who reads the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A client of the old description: its enumerations and unions are open.
    Client,
    /// A server of the new description.
    Server,
}

impl Pair<'_> {
    /// Whether a client of the old description reads what a server of the new one sends.
    pub fn is_read(&self, old: &Type, new: &Type) -> bool {
        let same = |new: &str, old: &str| self.is_alike(old, new);
        fits((&self.new, new), (&self.old, old), Reader::Client, &same)
    }

    /// Whether a server of the new description takes what a client of the old one sends.
    pub fn is_taken(&self, old: &Type, new: &Type) -> bool {
        let same = |old: &str, new: &str| self.is_alike(old, new);
        fits((&self.old, old), (&self.new, new), Reader::Server, &same)
    }
}

/// Types of one name are one: what changed within them is said there.
fn fits(
    (from, given): (&Side<'_>, &Type),
    (to, taken): (&Side<'_>, &Type),
    reader: Reader,
    same: &dyn Fn(&str, &str) -> bool,
) -> bool {
    use Type::{
        Bool, Boxed, Bytes, Date, DateTime, Deep, F64, Foreign, Integer, Items, Json, List, Map,
        Named, Option, Parts, String, Timestamp, Upload,
    };
    let inner = |given: &Type, taken: &Type| fits((from, given), (to, taken), reader, same);
    match (given, taken) {
        (_, Json) => true,
        (Boxed(given) | Deep(given), _) => inner(given, taken),
        (_, Boxed(taken) | Deep(taken)) => inner(given, taken),
        (Option(given), Option(taken)) => inner(given, taken),
        (_, Option(taken)) => inner(given, taken),
        (List(given), List(taken)) | (Map(given), Map(taken)) | (Items(given), Items(taken)) => {
            inner(given, taken)
        }
        (Named(id), Named(other)) if same(&from.def(*id).name, &to.def(*other).name) => true,
        (Named(id), Named(other)) => {
            named((from, from.def(*id)), (to, to.def(*other)), reader, &inner)
        }
        (Named(id), _) => match &from.def(*id).shape {
            Shape::StringEnum(_) => *taken == String,
            Shape::IntegerEnum(_) => matches!(taken, Integer(Int::I64) | F64),
            Shape::Struct(_) => matches!(taken, Map(value) if **value == Json),
            Shape::Tuple(_) => matches!(taken, List(item) if **item == Json),
            Shape::Union(union) => union.variants.iter().all(|variant| match &variant.ty {
                Some(ty) => !is_union(from, ty) && inner(ty, taken),
                None => *taken == String,
            }),
        },
        (_, Named(other)) => match &to.def(*other).shape {
            Shape::StringEnum(_) => *given == String && reader == Reader::Client,
            Shape::IntegerEnum(_) => {
                matches!(given, Integer(integer) if Int::I64.holds(*integer))
                    && reader == Reader::Client
            }
            Shape::Struct(_) | Shape::Tuple(_) => false,
            Shape::Union(_) => in_a_union(given, (to, to.def(*other)), reader, &inner),
        },
        (Integer(given), Integer(taken)) => taken.holds(*given),
        (Integer(given), Timestamp) => Int::I64.holds(*given),
        (Integer(_) | Timestamp, F64)
        | (F64, Timestamp)
        | (Timestamp, Integer(Int::I64))
        | (DateTime | Date | Bytes, String) => true,
        // What is not of its format is kept as text.
        (String | DateTime | Date | Bytes, DateTime | Date | Bytes) if reader == Reader::Client => {
            true
        }
        (given, taken) if are_of_one_format((from, given), (to, taken)) => true,
        (Bool | Integer(_) | F64 | String | Bytes | Timestamp | DateTime | Date, _) => {
            written(from, given) == written(to, taken)
        }
        (Foreign(_), String) => true,
        (Foreign(_), DateTime | Date | Bytes) if reader == Reader::Client => true,
        (Upload | Parts | Foreign(_), _) => given == taken,
        (Json | Option(_) | List(_) | Map(_) | Items(_), _) => false,
    }
}

/// Whether the settings of one client have another type for the texts of a format than those of the other: on the
/// wire these are the same.
fn are_of_one_format((from, given): (&Side<'_>, &Type), (to, taken): (&Side<'_>, &Type)) -> bool {
    // A type that is no text, and one of our own.
    let path = |ty: &Type| match ty {
        Type::Foreign(path) => Some(Some(path.clone())),
        Type::String | Type::DateTime | Type::Date | Type::Bytes => Some(None),
        _ => None,
    };
    let (Some(given), Some(taken)) = (path(given), path(taken)) else {
        return false;
    };
    let (from, to) = (&from.api.foreign.paths, &to.api.foreign.paths);
    let mut formats = from.keys().chain(to.keys());
    given != taken
        && formats
            .any(|format| from.get(format) == given.as_ref() && to.get(format) == taken.as_ref())
}

fn named(
    (from, given): (&Side<'_>, &TypeDef),
    (to, taken): (&Side<'_>, &TypeDef),
    reader: Reader,
    inner: &dyn Fn(&Type, &Type) -> bool,
) -> bool {
    match (&given.shape, &taken.shape) {
        (Shape::StringEnum(_), Shape::StringEnum(_)) if reader == Reader::Client => true,
        (Shape::IntegerEnum(_), Shape::IntegerEnum(_)) if reader == Reader::Client => true,
        (Shape::StringEnum(given), Shape::StringEnum(taken)) => given
            .iter()
            .all(|value| taken.iter().any(|other| other.value == value.value)),
        (Shape::IntegerEnum(given), Shape::IntegerEnum(taken)) => given
            .iter()
            .all(|value| taken.iter().any(|other| other.value == value.value)),
        (_, Shape::Union(_)) => {
            let id = from.id(&given.name).map(Type::Named);
            id.is_some_and(|ty| in_a_union(&ty, (to, taken), reader, inner))
        }
        (Shape::Union(union), _) => {
            let target = to.id(&taken.name).map(Type::Named);
            let fits = |target: &Type| {
                union.variants.iter().all(|variant| {
                    let ty = variant.ty.as_ref();
                    ty.is_some_and(|ty| !is_union(from, ty) && inner(ty, target))
                })
            };
            target.as_ref().is_some_and(fits)
        }
        _ => false,
    }
}

/// A client keeps what none of its variants is.
fn in_a_union(
    given: &Type,
    (to, union): (&Side<'_>, &TypeDef),
    reader: Reader,
    inner: &dyn Fn(&Type, &Type) -> bool,
) -> bool {
    let Shape::Union(union) = &union.shape else {
        return false;
    };
    let types = union
        .variants
        .iter()
        .filter_map(|variant| variant.ty.as_ref());
    let mut plain = types.filter(|ty| !is_union(to, ty));
    reader == Reader::Client || plain.any(|ty| inner(given, ty))
}

/// Unions may hold each other in a circle, so they are not looked into from one another.
fn is_union(side: &Side<'_>, ty: &Type) -> bool {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => is_union(side, inner),
        Type::Named(id) => matches!(side.def(*id).shape, Shape::Union(_)),
        _ => false,
    }
}
