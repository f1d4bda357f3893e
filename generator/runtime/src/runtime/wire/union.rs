//! Unions: a value is one of several types, and a plan tells which.
//!
//! The value is kept as JSON until the plan has decided, then it is read from there.

use serde::de::Error;
use serde_json::Value;

use crate::runtime::wire::found::Found;
use crate::runtime::wire::literal::Exactly;
use crate::runtime::wire::node::Fault;
use crate::runtime::wire::spelling::Spelling;

/// A step of a plan.
pub struct Rule {
    /// What decides.
    pub test: Test,
    /// The keys that the test looks at.
    pub keys: &'static [&'static str],
    /// The variant that it decides for, when that is always the same.
    pub choice: Option<usize>,
    /// The values that decide, each with its variant; none: those that the variants name themselves.
    pub values: &'static [(Exactly, usize)],
}

/// What a variant says of itself.
pub struct Variant {
    /// What the plan calls it.
    pub name: &'static str,
    /// Whether it holds a value; else it is one.
    pub holds: bool,
    /// The constants that it is, or that the tag of what it holds has.
    pub values: &'static [Exactly],
}

/// What can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// The value itself.
    Equals,
    /// The value of a member.
    Tag,
    /// Members that are there.
    Keys,
    /// True or false.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Text.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// That the value can be read.
    Try,
}

impl Test {
    /// The test that a plan names.
    ///
    /// # Panics
    ///
    /// While the client is compiled, when there is no such test.
    pub(crate) const fn named(name: &str) -> Self {
        match name.as_bytes() {
            b"equals" => Self::Equals,
            b"tag" => Self::Tag,
            b"keys" => Self::Keys,
            b"boolean" => Self::Boolean,
            b"integer" => Self::Integer,
            b"number" => Self::Number,
            b"string" => Self::String,
            b"array" => Self::Array,
            b"object" => Self::Object,
            b"try" => Self::Try,
            _ => panic!("a plan names a test that does not exist"),
        }
    }
}

/// The index of a variant.
///
/// # Panics
///
/// While the client is compiled, when there is no such variant.
pub(crate) const fn variant(variants: &[Variant], name: &str) -> usize {
    let mut index = 0;
    while index < variants.len() {
        if same(variants[index].name.as_bytes(), name.as_bytes()) {
            return index;
        }
        index += 1;
    }
    panic!("a plan names a variant that does not exist")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Reads a variant; one function for each, in their order.
pub(crate) type ReadVariant<T> = fn(&Value, &mut Spelling) -> Result<T, Fault>;

/// Reads the variant that the plan decides for, and notes how its numbers were written; `None` when
/// it decides for none.
pub(crate) fn read<T, E: Error>(
    value: &Value,
    note: &mut Spelling,
    plan: &[Rule],
    variants: &[Variant],
    readers: &[ReadVariant<T>],
) -> Result<Option<T>, E> {
    // Members can be there without belonging to the variant that describes them, and an integer can be too large for
    // the variant of integers and fit that of numbers.
    let mut doubted = None;
    for rule in plan {
        let Some(choice) = rule.choose(value, variants) else {
            continue;
        };
        let Some(read) = choice.and_then(|index| readers.get(index)) else {
            return Ok(None);
        };
        match read(value, note) {
            Ok(variant) => return Ok(Some(variant)),
            Err(fault) if matches!(rule.test, Test::Keys | Test::Integer | Test::Try) => {
                *note = None;
                if rule.test != Test::Try {
                    doubted.get_or_insert(fault);
                }
            }
            Err(fault) => return Err(E::custom(fault)),
        }
    }
    doubted.map_or(Ok(None), |fault| Err(E::custom(fault)))
}

impl Rule {
    /// The variant that this rule decides for. `Some(None)` when no variant fits; `None` when the
    /// rule does not apply.
    fn choose(&self, value: &Value, variants: &[Variant]) -> Option<Option<usize>> {
        let fits = match self.test {
            Test::Equals => return self.equal(value, variants, false).map(Some),
            Test::Tag => {
                let tag = self.keys.first().and_then(|key| value.get(key))?;
                return self.tagged(tag, variants);
            }
            Test::Keys => self.keys.iter().all(|key| value.get(key).is_some()),
            Test::Boolean => value.is_boolean(),
            Test::Integer => Found::from(value).integer().is_some(),
            Test::Number => value.is_number(),
            Test::String => value.is_string(),
            Test::Array => value.is_array(),
            Test::Object => value.is_object(),
            Test::Try => true,
        };
        fits.then_some(self.choice)
    }

    /// The variant that a tag leads to. Where it leads to several the rules below decide.
    fn tagged(&self, tag: &Value, variants: &[Variant]) -> Option<Option<usize>> {
        let choice = self.equal(tag, variants, true);
        let found = Found::from(tag);
        let has = |variant: &&Variant| {
            variant.holds && variant.values.iter().any(|constant| *constant == found)
        };
        let several = self.values.is_empty() && variants.iter().filter(has).nth(1).is_some();
        (!several).then_some(choice)
    }

    /// The variant that has this constant, among those that hold something or those that do not.
    fn equal(&self, value: &Value, variants: &[Variant], holds: bool) -> Option<usize> {
        let found = Found::from(value);
        if !self.values.is_empty() {
            let same = self.values.iter().find(|(constant, _)| *constant == found);
            return same.map(|(_, index)| *index);
        }
        variants.iter().position(|variant| {
            variant.holds == holds && variant.values.iter().any(|constant| *constant == found)
        })
    }
}

/// Defines a union: its variants, beside them `Unknown(Value)`, and the plan to tell them apart.
///
/// A variant that holds something names after `=` the tags that lead to it; one that holds nothing
/// names the constant that it is. `#[from]` gives a `From` for what is held, `#[from(T)]` for the `T`
/// in its box. Of the plan the first row that applies decides: the value `equals` a constant; an
/// object has a `tag`, a member whose value decides; the value is of a JSON type; an object has
/// `keys`; or `try`: it can be read as this variant. A tag of several variants decides nothing. A tag
/// of none, and a value that no row applies to, become `Unknown`. What was decided and then cannot be
/// read is an error; by `keys` and by `integer`, when no row below reads it either.
macro_rules! union {
    (@from $type:ident $variant:ident $held:ty) => {
        impl ::std::convert::From<$held> for $type {
            fn from(value: $held) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@from $type:ident $variant:ident $held:ty, $source:ty) => {
        impl ::std::convert::From<$source> for $type {
            fn from(value: $source) -> Self {
                Self::$variant(::std::convert::Into::into(value))
            }
        }
    };
    (@holds) => {
        false
    };
    (@holds $held:ty) => {
        true
    };
    (@choice $variants:ident) => {
        None
    };
    (@choice $variants:ident $choice:ident) => {
        Some($crate::runtime::wire::union::variant($variants, stringify!($choice)))
    };
    (@read $variant:ident) => {
        |_, _| Ok(Self::$variant)
    };
    (@read $variant:ident $held:ty) => {
        |value, note| $crate::runtime::wire::value::Wire::decode_noting(value, note).map(Self::$variant)
    };
    (@pattern $variant:ident $value:ident) => {
        Self::$variant
    };
    (@pattern $variant:ident $value:ident $held:ty) => {
        Self::$variant($value)
    };
    (@write $serializer:ident $value:ident $note:ident [$constant:literal]) => {
        ::serde::Serialize::serialize(
            &$crate::runtime::wire::literal::Exactly(stringify!($constant), concat!($constant)),
            $serializer,
        )
    };
    (@write $serializer:ident $value:ident $note:ident [$($tag:literal)*] $held:ty) => {
        ::serde::Serialize::serialize(&$crate::runtime::wire::spelling::AsWritten($value, $note), $serializer)
    };
    (pub enum $type:ident $($table:tt)*) => {
        $crate::runtime::wire::union::union! {
            #[doc = concat!("`", stringify!($type), "`")]
            pub enum $type $($table)*
        }
    };
    (
        $(#[$meta:meta])+
        pub enum $type:ident {
            $(
                $(#[doc = $doc:literal])*
                $variant:ident $(($(#[$from:ident $(($source:ty))?])? $held:ty))? $(= $($value:literal)|+)?,
            )*
        }
        $($test:ident $($key:literal)* $(=> $choice:ident)? $(: $($constant:literal => $decided:ident),+)?;)*
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = $crate::runtime::wire::documented::documented!([$($doc)*] $($held)?)]
                $variant $(($held))?,
            )*
            /// A value of none of these kinds, as it came.
            Unknown(::serde_json::Value),
        }

        const _: () = {
            const VARIANTS: &[$crate::runtime::wire::union::Variant] = &[$(
                $crate::runtime::wire::union::Variant {
                    name: stringify!($variant),
                    holds: $crate::runtime::wire::union::union!(@holds $($held)?),
                    values: &[$($($crate::runtime::wire::literal::Exactly(stringify!($value), concat!($value))),+)?],
                }
            ),*];
            // A plan whose tags decide everything names no variant.
            const _: fn(&[$crate::runtime::wire::union::Variant], &str) -> usize = $crate::runtime::wire::union::variant;
            static PLAN: &[$crate::runtime::wire::union::Rule] = &[$(
                $crate::runtime::wire::union::Rule {
                    test: $crate::runtime::wire::union::Test::named(stringify!($test)),
                    keys: &[$($key),*],
                    choice: $crate::runtime::wire::union::union!(@choice VARIANTS $($choice)?),
                    values: &[$($((
                        $crate::runtime::wire::literal::Exactly(stringify!($constant), concat!($constant)),
                        $crate::runtime::wire::union::variant(VARIANTS, stringify!($decided)),
                    )),+)?],
                }
            ),*];

            impl $crate::runtime::wire::value::Wire for $type {
                fn decode<'de, I: $crate::runtime::wire::input::Input<'de>>(input: I) -> ::std::result::Result<Self, I::Error> {
                    Self::decode_noting(input, &mut None)
                }

                fn decode_noting<'de, I: $crate::runtime::wire::input::Input<'de>>(
                    input: I,
                    note: &mut $crate::runtime::wire::spelling::Spelling,
                ) -> ::std::result::Result<Self, I::Error> {
                    let value = input.json()?;
                    let readers: &[$crate::runtime::wire::union::ReadVariant<Self>] =
                        &[$($crate::runtime::wire::union::union!(@read $variant $($held)?)),*];
                    match $crate::runtime::wire::union::read(&value, note, PLAN, VARIANTS, readers) {
                        Ok(Some(variant)) => Ok(variant),
                        Ok(None) => Ok(Self::Unknown(value.into_owned())),
                        Err(error) => Err(error),
                    }
                }

                fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    self.write(None, serializer)
                }

                fn encode_as<S: ::serde::Serializer>(
                    &self,
                    note: &::serde_json::Value,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    self.write(Some(note), serializer)
                }
            }

            impl $type {
                fn write<S: ::serde::Serializer>(
                    &self,
                    note: ::std::option::Option<&::serde_json::Value>,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    match self {
                        $(
                            $crate::runtime::wire::union::union!(@pattern $variant value $($held)?) => {
                                $crate::runtime::wire::union::union!(@write serializer value note [$($($value)*)?] $($held)?)
                            }
                        )*
                        Self::Unknown(value) => ::serde::Serialize::serialize(value, serializer),
                    }
                }
            }

            $($(
                $($crate::runtime::wire::union::union!(@$from $type $variant $held $(, $source)?);)?
            )?)*
            $crate::runtime::wire::value::serde!($type);
        };
    };
}

pub(crate) use union;
