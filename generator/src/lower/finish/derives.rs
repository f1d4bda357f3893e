//! Derives of types: those that every client has, then those of its settings.

use std::collections::BTreeMap;

use crate::api::{
    Derives, Field, Member, NoDerive, Presence, Rest, Shape, Struct, Type, TypeDef, TypeId,
    Underived,
};
use crate::derives::{Derive, GROUPS};
use crate::diagnostic::nearest;

/// Derives what no addition to the document can take away again: what a struct or a union holds
/// next year may have no `Eq`, and a struct that is only received may get a required member. Then
/// what the settings ask for; gives what a type does not have of that.
pub(in crate::lower) fn derive(types: &mut [TypeDef], asked: &[Derive]) -> Vec<Underived> {
    for def in types.iter_mut() {
        let plain = is_enumeration(&def.shape);
        let nothing_required = match &def.shape {
            Shape::Struct(object) => required(object).next().is_none(),
            _ => false,
        };
        def.derives = Derives {
            copy: matches!(def.shape, Shape::IntegerEnum(_)),
            eq: plain,
            hash: plain,
            default: def.sent && nothing_required,
            ..Derives::default()
        };
    }
    let mut underived = Vec::new();
    for derive in asked {
        let all = Wanted::of(derive, types, &mut underived);
        match Standard::of(&derive.path) {
            Some(standard) => standard.give(&derive.path, &all, types, &mut underived),
            None => {
                for id in all.0.keys() {
                    types[*id].derives.others.push(derive.path.clone());
                }
            }
        }
    }
    // A further name of a type has what that has.
    for index in 0..types.len() {
        if let (Some(stand), false) = (types[index].same_as, asked.is_empty()) {
            types[index].derives = types[stand.0 as usize].derives.clone();
        }
    }
    underived
}

fn is_enumeration(shape: &Shape) -> bool {
    matches!(shape, Shape::StringEnum(_) | Shape::IntegerEnum(_))
}

/// The fields without which there is no value of an object.
fn required(object: &Struct) -> impl Iterator<Item = &Type> {
    let fields = object.members.iter().filter_map(Member::field);
    let fields = fields.filter(|field| field.presence == Presence::Required);
    let rest = match &object.rest {
        Rest::Union(_, ty) => Some(ty),
        Rest::Extra | Rest::Typed(..) => None,
    };
    fields.map(|field| &field.ty).chain(rest)
}

/// The types that a derive is for, by their numbers; those that are named are to have it in any case.
struct Wanted(BTreeMap<usize, bool>);

impl Wanted {
    fn of(derive: &Derive, types: &[TypeDef], underived: &mut Vec<Underived>) -> Self {
        let own = |def: &&TypeDef| !def.left_out && def.same_as.is_none();
        let all = || types.iter().enumerate().filter(move |(_, def)| own(def));
        let Some(on) = &derive.on else {
            return Self(all().map(|(index, _)| (index, false)).collect());
        };
        let mut wanted = BTreeMap::new();
        for name in on {
            if GROUPS.contains(&name.as_str()) {
                let group = all().filter(|(_, def)| group(&def.shape) == name);
                for (index, _) in group {
                    wanted.entry(index).or_insert(false);
                }
                continue;
            }
            let mut named = types.iter().enumerate().filter(|(_, def)| !def.left_out);
            match named.find(|(_, def)| def.name == *name) {
                Some((index, def)) => {
                    let index = def.same_as.map_or(index, |stand| stand.0 as usize);
                    wanted.insert(index, true);
                }
                None => {
                    let known = all().map(|(_, def)| def.name.as_str()).chain(GROUPS);
                    underived.push(Underived {
                        derive: derive.path.clone(),
                        why: NoDerive::NoType {
                            name: name.clone(),
                            near: nearest(name, known).map(str::to_owned),
                        },
                    });
                }
            }
        }
        Self(wanted)
    }
}

fn group(shape: &Shape) -> &'static str {
    let [structs, enums, unions] = GROUPS;
    match shape {
        Shape::Struct(_) | Shape::Tuple(_) => structs,
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => enums,
        Shape::Union(_) => unions,
    }
}

/// A derive of the standard library. Whether a type can have it depends on what the type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standard {
    Default,
    Eq,
    Hash,
    Ord,
    PartialOrd,
}

impl Standard {
    fn of(word: &str) -> Option<Self> {
        match word {
            "Default" => Some(Self::Default),
            "Eq" => Some(Self::Eq),
            "Hash" => Some(Self::Hash),
            "Ord" => Some(Self::Ord),
            "PartialOrd" => Some(Self::PartialOrd),
            _ => None,
        }
    }

    /// Gives it to types that can have it, and to what those hold.
    fn give(self, word: &str, all: &Wanted, types: &mut [TypeDef], underived: &mut Vec<Underived>) {
        let can = self.possible(types);
        let reason = |index: usize| self.obstacle(&types[index], word, &can);
        let mut left_out = Vec::new();
        let mut open = Vec::new();
        for (index, is_named) in &all.0 {
            let name = || types[*index].name.clone();
            match (reason(*index), is_named) {
                (None, _) => open.push(*index),
                (Some(reason), true) => underived.push(Underived {
                    derive: word.to_owned(),
                    why: NoDerive::Impossible {
                        name: name(),
                        reason,
                    },
                }),
                (Some(reason), false) => left_out.push((name(), reason)),
            }
        }
        let count = left_out.len();
        underived.extend(left_out.into_iter().next().map(|(name, reason)| Underived {
            derive: word.to_owned(),
            why: NoDerive::LeftOut {
                count,
                name,
                reason,
            },
        }));
        while let Some(index) = open.pop() {
            if self.is_new(&mut types[index].derives) {
                let held = self.held(&types[index].shape).map(|(ty, _)| ty);
                // A list has a default, whatever its items are.
                let held = held.filter_map(|ty| definition(ty, types));
                open.extend(held.filter(|index| can[*index]));
            }
        }
    }

    /// Notes that a type has it; false where it was noted before.
    fn is_new(self, derives: &mut Derives) -> bool {
        let before = derives.clone();
        match self {
            Self::Default => derives.default = true,
            Self::Eq => derives.eq = true,
            Self::Hash => derives.hash = true,
            Self::PartialOrd => derives.partial_ord = true,
            Self::Ord => (derives.partial_ord, derives.ord) = (true, true),
        }
        *derives != before
    }

    /// Which types can have it. A type that holds itself can be compared, and has no default.
    fn possible(self, types: &[TypeDef]) -> Vec<bool> {
        let mut can = vec![self != Self::Default; types.len()];
        loop {
            let now: Vec<bool> = types
                .iter()
                .map(|def| self.obstacle(def, "", &can).is_none())
                .collect();
            if now == can {
                return can;
            }
            can = now;
        }
    }

    /// Why a type cannot have it, where the others can as given.
    fn obstacle(self, def: &TypeDef, word: &str, can: &[bool]) -> Option<String> {
        match (self, &def.shape) {
            (_, Shape::StringEnum(_) | Shape::IntegerEnum(_)) if self != Self::Default => None,
            (Self::Ord | Self::PartialOrd, _) => {
                Some("only enums of strings and of integers have an order".to_owned())
            }
            (Self::Hash, Shape::Struct(object)) if matches!(object.rest, Rest::Typed(..)) => {
                Some("a map has no `Hash`".to_owned())
            }
            (Self::Default, Shape::Struct(_)) | (Self::Eq | Self::Hash, _) => {
                let mut held = self.held(&def.shape);
                let (_, what) = held.find(|(ty, _)| !self.is_of(ty, can))?;
                Some(format!("{what} has no `{word}`"))
            }
            (Self::Default, _) => Some("only structs have a default".to_owned()),
        }
    }

    /// What a value has in it that must have it too, and how to call that.
    fn held(self, shape: &Shape) -> impl Iterator<Item = (&Type, String)> {
        let named = |field: &Field| format!("its field `{}`", field.name);
        let mut held: Vec<(&Type, String)> = Vec::new();
        match shape {
            Shape::Struct(object) => {
                let fields = object.members.iter().filter_map(Member::field);
                let fields = fields
                    .filter(|field| self != Self::Default || field.presence == Presence::Required);
                held.extend(fields.map(|field| (&field.ty, named(field))));
                held.extend(match &object.rest {
                    Rest::Union(name, ty) => Some((ty, format!("its field `{name}`"))),
                    Rest::Typed(name, ty) if self != Self::Default => {
                        Some((ty, format!("its field `{name}`")))
                    }
                    Rest::Typed(..) | Rest::Extra => None,
                });
            }
            Shape::Union(union) => {
                let variants = union.variants.iter();
                held.extend(variants.filter_map(|variant| {
                    Some((
                        variant.ty.as_ref()?,
                        format!("its variant `{}`", variant.name),
                    ))
                }));
            }
            Shape::Tuple(tuple) => {
                let places = tuple.places.iter().chain([&tuple.rest]).enumerate();
                held.extend(places.map(|(index, ty)| (ty, format!("its element {index}"))));
            }
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
        held.into_iter()
    }

    /// Whether values of a type have it.
    fn is_of(self, ty: &Type, can: &[bool]) -> bool {
        let is_default = self == Self::Default;
        match ty {
            Type::Bool | Type::Integer(_) | Type::String => true,
            Type::Bytes | Type::Json => true,
            Type::F64 => is_default,
            // Types of other crates can mostly be compared, and the compiler tells of those that cannot.
            Type::Timestamp | Type::DateTime | Type::Date | Type::Foreign(_) => !is_default,
            Type::Upload | Type::Parts | Type::Items(_) | Type::Deep(_) => false,
            Type::List(_) | Type::Option(_) | Type::Map(_) if is_default => true,
            Type::Map(_) if self == Self::Hash => false,
            Type::List(inner) | Type::Option(inner) | Type::Map(inner) | Type::Boxed(inner) => {
                self.is_of(inner, can)
            }
            Type::Named(TypeId(index)) => can[*index as usize],
        }
    }
}

/// The number of the definition that a type leads to.
fn definition(ty: &Type, types: &[TypeDef]) -> Option<usize> {
    let index = ty.id()?.0 as usize;
    Some(types[index].same_as.map_or(index, |stand| stand.0 as usize))
}
