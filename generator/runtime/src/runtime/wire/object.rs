//! Objects: the table of keys that each type has, and what reads and writes by it.

// Optional: wire::builder

use serde::de::Error;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::{Input, Members, Object};
use crate::runtime::wire::literal::Exactly;
use crate::runtime::wire::tag::Tag;

/// A key that the description names.
#[derive(Debug)]
pub struct Key {
    /// The key itself.
    pub name: &'static str,
    /// The only value that it can have, as a [literal](Literal) is written; empty where it can have others.
    pub source: &'static str,
    /// The text that this literal means.
    pub text: &'static str,
}

impl Key {
    /// The only value that it can have, when there is but one.
    #[inline]
    pub(crate) fn constant(&self) -> Option<Literal> {
        (!self.source.is_empty()).then_some((self.source, self.text))
    }
}

/// A literal of Rust: as it is written, with quotes where it is a string, and the text that it means.
pub type Literal = (&'static str, &'static str);

/// A key as it was read.
#[derive(Debug)]
pub enum Position {
    /// The index of the key.
    Known(usize),
    /// A key that the description does not name.
    Unknown(String),
}

/// What becomes of keys that the description does not name.
pub trait Rest: Sized {
    /// What has been read so far.
    type Kept: Default;

    /// Reads a member.
    fn read<'de, M: Members<'de>>(
        kept: &mut Self::Kept,
        key: String,
        members: &mut M,
    ) -> Result<(), M::Error>;

    /// What was read.
    fn finish<E: Error>(kept: Self::Kept) -> Result<Self, E>;

    /// How many of them are written.
    fn count(&self, written: &Written<'_>) -> usize;

    /// Keeps how the value of a field was written.
    fn note(_: &mut Self::Kept, _: &'static str, _: Value) {}

    /// How the value of a field was written, where it was noted.
    fn noted(&self, _: &str) -> Option<&Value> {
        None
    }

    /// Whether anything was noted.
    fn has_notes(&self) -> bool {
        false
    }

    /// Writes every member whose key is not written yet.
    fn write<M: SerializeMap>(&self, written: &Written<'_>, map: &mut M) -> Result<(), M::Error>;
}

/// The keys that the rest of an object cannot have: those of its fields, whether these hold something or
/// not, and those of tags.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    keys: &'a [Key],
    tag: Option<&'a Tag<'a>>,
}

impl Written<'_> {
    /// Whether a key is one of them.
    #[inline]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|own| same(own.name, key)) || Tag::value(self.tag, key).is_some()
    }
}

/// What there is to say of the value of a field that it does not know itself.
pub struct Told<'a, R> {
    tag: Option<&'a Tag<'a>>,
    rest: &'a R,
}

impl<'a, R: Rest> Told<'a, R> {
    /// The value that is written under a key whatever the field holds.
    pub(crate) fn tag(&self, key: &str) -> Option<Exactly> {
        Tag::value(self.tag, key)
    }

    /// How the value was written when it was read.
    #[allow(dead_code, reason = "fields that are constants do not ask")]
    pub(crate) fn noted(&self, key: &str) -> Option<&'a Value> {
        self.rest.noted(key)
    }
}

/// Finds a key, which is likely that at `expected`: documents mostly keep an order.
#[inline]
pub(crate) fn position(keys: &[Key], expected: usize, name: &str) -> Position {
    match keys.get(expected) {
        Some(key) if same(key.name, name) => Position::Known(expected),
        _ => search(keys, expected, name),
    }
}

fn search(keys: &[Key], expected: usize, name: &str) -> Position {
    let named = |key: &Key| same(key.name, name);
    let (earlier, later) = keys.split_at(expected.min(keys.len()));
    let later = || {
        later
            .iter()
            .position(named)
            .map(|index| earlier.len() + index)
    };
    match later().or_else(|| earlier.iter().position(named)) {
        Some(index) => Position::Known(index),
        None => Position::Unknown(name.to_owned()),
    }
}

/// Whether two texts are the same. Keys are short: a call of `memcmp` would take longer.
#[inline]
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let (Some(one_end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        return match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
            (Some(one_start), Some(other_start)) => {
                one_start == other_start && one.last_chunk::<4>() == other.last_chunk::<4>()
            }
            _ => one.iter().eq(other),
        };
    };
    let ((one, _), (other, _)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    one_end == other_end && one.iter().eq(other)
}

/// An object that has fields and a rest, while it is read.
struct Partial<F: ReadFields, R: Rest> {
    keys: &'static [Key],
    slots: F::Slots,
    rest: R::Kept,
}

impl<F: ReadFields, R: Rest> Object for Partial<F, R> {
    #[inline]
    fn read<'de, M: Members<'de>>(&mut self, mut members: M) -> Result<(), M::Error> {
        let keys = self.keys;
        let mut expected = 0;
        let mut note = None;
        while let Some(position) = members.key(|name| position(keys, expected, name))? {
            match position {
                Position::Known(index) => {
                    let key = &keys[index];
                    F::read(
                        &mut self.slots,
                        index,
                        key.constant(),
                        &mut note,
                        &mut members,
                    )?;
                    if let Some(note) = note.take() {
                        R::note(&mut self.rest, key.name, note);
                    }
                    expected = index + 1;
                }
                Position::Unknown(key) => R::read(&mut self.rest, key, &mut members)?,
            }
        }
        Ok(())
    }
}

/// Reads an object: its fields and the rest.
#[inline]
pub(crate) fn read<'de, I: Input<'de>, F: ReadFields, R: Rest>(
    input: I,
    keys: &'static [Key],
) -> Result<(F, R), I::Error> {
    let mut object = Partial::<F, R> {
        keys,
        slots: F::empty(),
        rest: R::Kept::default(),
    };
    input.object(&mut object)?;
    match F::finish(object.slots) {
        Ok(fields) => Ok((fields, R::finish(object.rest)?)),
        Err(index) => Err(I::Error::custom(format_args!(
            "expected the member `{}`, found none",
            keys[index].name
        ))),
    }
}

/// Writes an object: its fields, and of the rest what is no field. A tag takes the place of its field,
/// else it comes first.
pub(crate) fn write<S: Serializer, F: WriteFields, R: Rest>(
    serializer: S,
    keys: &[Key],
    fields: F,
    rest: &R,
    tag: Option<&Tag<'_>>,
) -> Result<S::Ok, S::Error> {
    let written = Written { keys, tag };
    let told = Told { tag, rest };
    // Mostly there is nothing to say.
    let told = (tag.is_some() || rest.has_notes()).then_some(&told);
    let is_field = |key: &str| keys.iter().any(|own| own.name == key);
    let mut others = Tag::all(tag).filter(|other| !is_field(other.key));
    // Only formats that do not describe themselves need to know how many members will come.
    let count = || others.clone().count() + fields.count(keys, told) + rest.count(&written);
    let count = (!serializer.is_human_readable()).then(count);
    let mut map = serializer.serialize_map(count)?;
    others.try_for_each(|other| map.serialize_entry(other.key, &other.value))?;
    fields.write(keys, told, &mut map)?;
    rest.write(&written, &mut map)?;
    map.end()
}

/// Tells how a type travels as an object, one line for each key in the order of the description.
///
/// After the type comes the field that keeps all other keys. `required` must be there. `optional` is
/// an `Option`: absent or null is `None`, and `None` is not written, but for a null that was read.
/// `nullable` is a `Nullable`, which tells absent from null. `constant` has no field: it is always
/// written, and nothing but it is read. `by_variant` has no field either: it is the tag of unions, whose
/// variants write it.
///
/// With `new` the type can also be built: `new` takes the required fields, and each other field has a
/// setter. The field that keeps all other keys names its type where `new` has to take it. The word
/// before a type tells how a value is taken: `plain` as it is, `into` as anything that becomes it;
/// `each` as anything that gives such items, `keyed` as pairs of a key and a value; `boxed` takes the value that the
/// field boxes.
macro_rules! object {
    ($type:ident, $rest:ident $(: $kept:ty)?, new; $($rows:tt)*) => {
        $crate::runtime::wire::builder::builder!($type, $rest $(: $kept)?; $($rows)*);
        $crate::runtime::wire::object::object!($type, $rest; $($rows)*);
    };
    ($type:ident, $rest:ident; $(
        $kind:ident $key:literal $(= $value:literal)?
        $($field:ident $(($($argument:tt)*))? $(: $taken:ident $set:ty)?)?;
    )*) => {
        impl $type {
            const KEYS: &'static [$crate::runtime::wire::object::Key] = &[$(
                $crate::runtime::wire::object::Key {
                    name: $key,
                    source: stringify!($($value)?),
                    text: concat!($($value)?),
                }
            ),*];
        }

        impl $crate::runtime::wire::value::Wire for $type {
            fn decode<'de, I: $crate::runtime::wire::input::Input<'de>>(input: I) -> ::std::result::Result<Self, I::Error> {
                match $crate::runtime::wire::object::read(input, Self::KEYS) {
                    Ok(($crate::runtime::wire::object::tuple!($([$crate::runtime::wire::$kind::Read($($field)?)])*), $rest)) => {
                        Ok(Self { $($($field,)?)* $rest })
                    }
                    Err(error) => Err(error),
                }
            }

            fn encode_tagged<S: ::serde::Serializer>(
                &self,
                tag: ::std::option::Option<&$crate::runtime::wire::tag::Tag<'_>>,
                _: ::std::option::Option<&::serde_json::Value>,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                let fields = $crate::runtime::wire::object::tuple!($([$crate::runtime::wire::$kind::Write($(&self.$field)?)])*);
                $crate::runtime::wire::object::write(serializer, Self::KEYS, fields, &self.$rest, tag)
            }
        }

        $crate::runtime::wire::value::serde!($type);
    };
}

/// Tells how several types travel: for each a line `[Type, rest]`, or `[Type, rest, new]`, and then the
/// rows of its [`object`].
macro_rules! objects {
    ($(
        [$type:ident, $rest:ident $(: $kept:ty)? $(, $new:ident)?]
        $(
            $kind:ident $key:literal $(= $value:literal)?
            $($field:ident $(($by:ident $argument:ty))? $(: $taken:ident $set:ty)?)?;
        )*
    )*) => {
        $(
            $crate::runtime::wire::object::object! {
                $type, $rest $(: $kept)? $(, $new)?;
                $(
                    $kind $key $(= $value)?
                    $($field $(($by $argument))? $(: $taken $set)?)?;
                )*
            }
        )*
    };
}

/// A tuple of any length. More than eight elements become tuples of eight, those again, and so on: a
/// value is moved through few tuples then, each of which takes its size on the stack.
macro_rules! tuple {
    (
        @groups [$($groups:tt)*]
        $a0:tt $b0:tt $c0:tt $d0:tt $e0:tt $f0:tt $g0:tt $h0:tt
        $a1:tt $b1:tt $c1:tt $d1:tt $e1:tt $f1:tt $g1:tt $h1:tt
        $a2:tt $b2:tt $c2:tt $d2:tt $e2:tt $f2:tt $g2:tt $h2:tt
        $a3:tt $b3:tt $c3:tt $d3:tt $e3:tt $f3:tt $g3:tt $h3:tt
        $($more:tt)+
    ) => {
        $crate::runtime::wire::object::tuple!(
            @groups [
                $($groups)*
                [$crate::runtime::wire::object::tuple!($a0 $b0 $c0 $d0 $e0 $f0 $g0 $h0)]
                [$crate::runtime::wire::object::tuple!($a1 $b1 $c1 $d1 $e1 $f1 $g1 $h1)]
                [$crate::runtime::wire::object::tuple!($a2 $b2 $c2 $d2 $e2 $f2 $g2 $h2)]
                [$crate::runtime::wire::object::tuple!($a3 $b3 $c3 $d3 $e3 $f3 $g3 $h3)]
            ]
            $($more)+
        )
    };
    (@groups [$($groups:tt)*] $a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($more:tt)+) => {
        $crate::runtime::wire::object::tuple!(
            @groups [$($groups)* [$crate::runtime::wire::object::tuple!($a $b $c $d $e $f $g $h)]]
            $($more)+
        )
    };
    (@groups [$($groups:tt)*] $($last:tt)+) => {
        $crate::runtime::wire::object::tuple!($($groups)* [$crate::runtime::wire::object::tuple!($($last)+)])
    };
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($more:tt)+) => {
        $crate::runtime::wire::object::tuple!(@groups [] $a $b $c $d $e $f $g $h $($more)+)
    };
    ($([$($element:tt)*])*) => {
        ($($($element)*,)*)
    };
}

pub(crate) use {object, objects, tuple};
