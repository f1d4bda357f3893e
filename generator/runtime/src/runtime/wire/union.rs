//! Unions: a value is one of several types, and a plan tells which.
//!
//! The value is kept as JSON until the plan has decided, then it is read from there.

use serde::de::Error;
use serde_json::{Map, Value};

use crate::runtime::wire::found::Found;
use crate::runtime::wire::literal::Exactly;
use crate::runtime::wire::meanings;
use crate::runtime::wire::node::Fault;
use crate::runtime::wire::scalar::{Scalar as _, Shape};
use crate::runtime::wire::spelling::Spelling;
use crate::runtime::wire::tag::Tag;

/// A step of a plan.
pub struct Rule {
    /// What decides.
    pub test: Test,
    /// The keys that the test looks at.
    pub keys: &'static [&'static str],
    /// The variant that it decides for, when that is always the same; of a tag, the variant for objects
    /// whose tag is missing or none of the values.
    pub choice: Option<usize>,
    /// The values that decide, each with its variant; none: those that the variants name themselves.
    pub values: &'static [(Exactly, usize)],
}

/// The variant of a value.
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
    /// The value of a member, which every object has.
    Tag,
    /// The value of a member that may be missing or null.
    OptionalTag,
    /// The value of a member that not all variants have.
    PartialTag,
    /// Members that are there.
    Keys,
    /// That an object, or the first item of a list, has no other members, whose keys are sorted.
    Only,
    /// That a variant describes most members of an object, or of the first item of a list, by its rule `Only`.
    Nearest,
    /// True or false.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Text.
    String,
    /// Text that looks like a date.
    Date,
    /// Text that looks like a date with a time.
    DateTime,
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
            b"optional_tag" => Self::OptionalTag,
            b"partial_tag" => Self::PartialTag,
            b"keys" => Self::Keys,
            b"only" => Self::Only,
            b"nearest" => Self::Nearest,
            b"boolean" => Self::Boolean,
            b"integer" => Self::Integer,
            b"number" => Self::Number,
            b"string" => Self::String,
            b"date" => Self::Date,
            b"date_time" => Self::DateTime,
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

/// Makes the tag of a variant.
pub(crate) type TagOf = for<'a> fn(&'static [Rule], Exactly, Option<&'a Tag<'a>>) -> Tag<'a>;

/// Reads a variant; one function for each, in their order.
pub(crate) type ReadVariant<T> = fn(&Value, &mut Spelling) -> Result<T, Fault>;

/// Reads the variant that the plan decides for, and notes how its numbers were written; `None` when
/// it decides for none. A text without a type is a number or a boolean where a variant is one, else the text, else
/// whatever fits.
pub(crate) fn read<T, E: Error>(
    (value, is_untyped): (&Value, bool),
    note: &mut Spelling,
    plan: &[Rule],
    variants: &[Variant],
    readers: &[ReadVariant<T>],
) -> Result<Option<T>, E> {
    let (Value::String(text), true) = (value, is_untyped) else {
        return decide(value, note, plan, variants, readers);
    };
    let mut decide = |value: &Value| {
        *note = None;
        decide(value, note, plan, variants, readers)
    };
    if let Some(Ok(Some(found))) = meanings::scalar(text).map(|value| decide(&value)) {
        return Ok(Some(found));
    }
    let own = decide(value);
    if let Ok(Some(_)) = own {
        return own;
    }
    let mut others = meanings::others(text).into_iter();
    let found = others.find_map(|value| decide(&value).ok().flatten());
    found.map_or(own, |found| Ok(Some(found)))
}

fn decide<T, E: Error>(
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
        let choice = match rule.test {
            Test::Nearest => nearest(value, plan).map(Some),
            _ => rule.choose(value, variants).map_err(E::custom)?,
        };
        let Some(choice) = choice else {
            continue;
        };
        let Some(read) = choice.and_then(|index| readers.get(index)) else {
            return Ok(None);
        };
        match read(value, note) {
            Ok(variant) => return Ok(Some(variant)),
            Err(_) if matches!(rule.test, Test::Only | Test::Nearest | Test::Try) => *note = None,
            Err(fault) if rule.can_be_wrong() => {
                *note = None;
                doubted.get_or_insert(fault);
            }
            Err(fault) => return Err(E::custom(fault)),
        }
    }
    doubted.map_or(Ok(None), |fault| Err(E::custom(fault)))
}

impl Rule {
    /// Whether the rules below decide where the value cannot be read as the variant: the objects of the variant for
    /// other tags may have each of the values.
    fn can_be_wrong(&self) -> bool {
        match self.test {
            Test::Keys | Test::Integer => true,
            Test::OptionalTag => self.choice.is_some(),
            _ => false,
        }
    }

    /// The variant that this rule decides for. `Some(None)` when no variant fits; `None` when the
    /// rule does not apply.
    fn choose(&self, value: &Value, variants: &[Variant]) -> Result<Option<Option<usize>>, Fault> {
        let fits = match self.test {
            Test::Equals => return Ok(self.equal(value, variants, false).map(Some)),
            Test::Tag | Test::OptionalTag | Test::PartialTag => {
                return self.choose_by_tag(value, variants);
            }
            Test::Keys => self.keys.iter().all(|key| value.get(key).is_some()),
            Test::Only => {
                first_object(value).is_some_and(|members| self.known(members) == members.len())
            }
            // It looks at other rules.
            Test::Nearest => false,
            Test::Boolean => value.is_boolean(),
            Test::Integer => Found::from(value).integer().is_some(),
            Test::Number => value.is_number(),
            Test::String => value.is_string(),
            Test::Date => value.as_str().is_some_and(is_date),
            Test::DateTime => value.as_str().is_some_and(is_date_time),
            Test::Array => value.is_array(),
            Test::Object => value.is_object(),
            Test::Try => true,
        };
        Ok(fits.then_some(self.choice))
    }

    /// How many members have one of the keys, which are sorted.
    fn known(&self, members: &Map<String, Value>) -> usize {
        let is_known = |key: &&String| self.keys.binary_search(&key.as_str()).is_ok();
        members.keys().filter(is_known).count()
    }

    /// The variant that the tag of an object decides for.
    fn choose_by_tag(
        &self,
        value: &Value,
        variants: &[Variant],
    ) -> Result<Option<Option<usize>>, Fault> {
        let key = self.keys.first().copied().unwrap_or_default();
        let Some(members) = value.as_object() else {
            return Ok(None);
        };
        let tag = members.get(key);
        // A tag that may be missing may also be null, which is the value of no variant.
        let tag = tag.filter(|tag| self.test == Test::Tag || !tag.is_null());
        if let (None, None) = (tag, self.choice) {
            return match self.test {
                Test::Tag => Err(Fault::missing_field(key)),
                _ => Ok(None),
            };
        }
        let found = tag.map_or(Some(None), |tag| self.tagged(tag, variants));
        match (found, tag) {
            (Some(None), _) if self.choice.is_some() => Ok(Some(self.choice)),
            (Some(None), _) if self.test == Test::PartialTag => Ok(None),
            (Some(None), Some(tag)) if self.test == Test::Tag => {
                self.expect(tag, variants)
                    .map_err(|fault| fault.under(format_args!(".{key}")))?;
                Ok(found)
            }
            _ => Ok(found),
        }
    }

    /// An unknown tag is kept as long as it has the JSON type of a known one: null or a number cannot
    /// be the name of a variant where all others are text.
    fn expect(&self, tag: &Value, variants: &[Variant]) -> Result<(), Fault> {
        let own = self.values.iter().map(|(constant, _)| constant);
        let of_variants = variants.iter().filter(|variant| variant.holds);
        let of_variants = of_variants.filter(|_| self.values.is_empty());
        let found = Found::from(tag);
        let mut known = own.chain(of_variants.flat_map(|variant| variant.values));
        match (
            known.clone().any(|constant| is_like(constant, found)),
            known.next(),
        ) {
            (false, Some(first)) => Err(found.instead_of(kind(first))),
            _ => Ok(()),
        }
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

/// Whether a text looks like a `full-date` (RFC 3339 §5.6).
fn is_date(text: &str) -> bool {
    let like = |(found, model): (u8, u8)| match model {
        b'0' => found.is_ascii_digit(),
        sign => found == sign,
    };
    text.len() == 10 && text.bytes().zip(*b"0000-00-00").all(like)
}

/// Whether a text looks like a `date-time`, with or without an offset.
fn is_date_time(text: &str) -> bool {
    let has_time = matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    has_time && text.get(..10).is_some_and(is_date)
}

/// An object, or the first of a list of them.
fn first_object(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(items) => items.first()?.as_object(),
        _ => value.as_object(),
    }
}

/// The first variant of those whose rule `Only` has most of the members.
fn nearest(value: &Value, plan: &[Rule]) -> Option<usize> {
    let members = first_object(value)?;
    let only = plan.iter().filter(|rule| rule.test == Test::Only);
    // Of several maxima the last is taken.
    let most = only
        .rev()
        .map(|rule| (rule.known(members), rule.choice))
        .max_by_key(|(known, _)| *known);
    most.filter(|(known, _)| *known > 0)?.1
}

/// Whether a value has the JSON type of a constant.
fn is_like(constant: &Exactly, found: Found<'_>) -> bool {
    match constant.shape() {
        Shape::String => matches!(found, Found::String(_)),
        Shape::Bool => matches!(found, Found::Bool(_)),
        _ => found.integer().is_some(),
    }
}

/// The JSON type of a constant, in the words of an error.
fn kind(constant: &Exactly) -> &'static str {
    match constant.shape() {
        Shape::String => "a string",
        Shape::Bool => "a boolean",
        _ => "an integer",
    }
}

/// The tag of a variant, in addition to those of the unions around.
pub(crate) fn tag<'a>(
    plan: &'static [Rule],
    value: Exactly,
    outer: Option<&'a Tag<'a>>,
) -> Tag<'a> {
    // The values next to the variants are those of the first tag.
    let mut tags = plan
        .iter()
        .filter(|rule| matches!(rule.test, Test::Tag | Test::OptionalTag | Test::PartialTag));
    let key = tags.next().and_then(|rule| rule.keys.first().copied());
    Tag {
        key: key.unwrap_or_default(),
        value,
        outer,
    }
}

/// Defines a union: its variants, the variant `Unknown(Value)`, and the plan that chooses one.
///
/// A variant that holds something names after `=` its tag, which it also writes, whatever the member says
/// in what it holds; or, after `if`, tags that lead to it and that what it holds writes itself. One that
/// holds nothing names after `=` the constant that it is. `#[from]` gives a `From` for what is held,
/// `#[from(T)]` for the `T` in its box, and `#[from_each]` for a list of texts, an array of them, and a slice of
/// `&str`. A `From<T>` after the name of the union finds the variant of a plain value
/// by the plan.
///
/// Of the plan the first row that applies decides: the value `equals` a constant, that of a variant or one of the row,
/// which names what the variant holds; an object has a `tag`, a member whose value decides; the value is of a JSON type;
/// a text looks like a `date` or a `date_time`;
/// an object has `keys`; an object, or the first item of a list, has `only` these and can be read as this variant;
/// the variant with most of its keys is the `nearest`, by the rows of `only`, and can be read so; or `try`: it can be read so. A tag of several variants decides nothing. A tag of none, and a value that no row applies to,
/// become `Unknown`. What was decided and then cannot be read is an error; by `keys`, by `integer` and by an
/// `optional_tag` beside another variant, when no row below reads it either.
///
/// An object without its `tag` is an error too, and one whose tag is null or of another JSON type than all
/// known ones. An `optional_tag` may be missing or null, and then the rows below decide; they decide also for an unknown
/// `partial_tag`. The variant after `=>` takes what has no tag or an unknown one, and of an `optional_tag` what cannot be
/// read as the variant of its tag, by a row below.
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
    (@from_each $type:ident $variant:ident $held:ty) => {
        $crate::runtime::wire::union::union!(@from $type $variant $held);

        impl<T: ::std::convert::Into<::std::string::String>, const N: usize> ::std::convert::From<[T; N]> for $type {
            fn from(texts: [T; N]) -> Self {
                Self::$variant(texts.map(::std::convert::Into::into).into())
            }
        }

        impl ::std::convert::From<&[&str]> for $type {
            fn from(texts: &[&str]) -> Self {
                Self::$variant(texts.iter().map(::std::string::ToString::to_string).collect())
            }
        }
    };
    (@plain $type:ident $plain:ty) => {
        impl ::std::convert::From<$plain> for $type {
            fn from(value: $plain) -> Self {
                let value = ::serde_json::Value::from(value);
                <Self as $crate::runtime::wire::value::Wire>::decode(&value).unwrap_or(Self::Unknown(value))
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
    (@write $serializer:ident $value:ident $note:ident $outer:ident [$constant:literal]) => {
        ::serde::Serialize::serialize(
            &$crate::runtime::wire::literal::Exactly(stringify!($constant), concat!($constant)),
            $serializer,
        )
    };
    (@write $serializer:ident $value:ident $note:ident $outer:ident [$tag:literal] $held:ty) => {
        $crate::runtime::wire::value::Wire::encode_tagged(
            $value,
            ::std::option::Option::Some(&$crate::runtime::wire::union::tag(
                PLAN,
                $crate::runtime::wire::literal::Exactly(stringify!($tag), concat!($tag)),
                $outer,
            )),
            $note,
            $serializer,
        )
    };
    (@write $serializer:ident $value:ident $note:ident $outer:ident [] $held:ty) => {
        $crate::runtime::wire::value::Wire::encode_tagged($value, $outer, $note, $serializer)
    };
    (pub enum $type:ident $($table:tt)*) => {
        $crate::runtime::wire::union::union! {
            #[doc = concat!("`", stringify!($type), "`")]
            pub enum $type $($table)*
        }
    };
    (
        $(#[$meta:meta])+
        pub enum $type:ident $(: From<$plain:ty> $(+ From<$other:ty>)*)? {
            $(
                $(#[doc = $doc:literal])*
                $variant:ident $(($(#[$from:ident $(($source:ty))?])? $held:ty))? $(if $($led:literal)|+)? $(= $value:literal)?,
            )*
        }
        $($test:ident $($key:literal)* $(=> $choice:ident)? $(: $($constant:literal => $decided:ident),+)?;)*
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = $crate::runtime::wire::documented::documented!([$($doc)*] $($held)? $(= $value)?)]
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
                    values: &[
                        $($($crate::runtime::wire::literal::Exactly(stringify!($led), concat!($led)),)+)?
                        $($crate::runtime::wire::literal::Exactly(stringify!($value), concat!($value)))?
                    ],
                }
            ),*];
            // A plan whose tags decide everything names no variant, and another has no tags.
            const _: fn(&[$crate::runtime::wire::union::Variant], &str) -> usize = $crate::runtime::wire::union::variant;
            const _: $crate::runtime::wire::union::TagOf = $crate::runtime::wire::union::tag;
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
                fn decode_noting<'de, I: $crate::runtime::wire::input::Input<'de>>(
                    input: I,
                    note: &mut $crate::runtime::wire::spelling::Spelling,
                ) -> ::std::result::Result<Self, I::Error> {
                    let (value, is_untyped) = input.json_or_untyped()?;
                    let readers: &[$crate::runtime::wire::union::ReadVariant<Self>] =
                        &[$($crate::runtime::wire::union::union!(@read $variant $($held)?)),*];
                    match $crate::runtime::wire::union::read((&*value, is_untyped), note, PLAN, VARIANTS, readers) {
                        Ok(Some(variant)) => Ok(variant),
                        Ok(None) => Ok(Self::Unknown(value.into_owned())),
                        Err(error) => Err(error),
                    }
                }

                fn encode_as<S: ::serde::Serializer>(
                    &self,
                    note: &::serde_json::Value,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    self.encode_tagged(None, Some(note), serializer)
                }

                fn encode_tagged<S: ::serde::Serializer>(
                    &self,
                    tag: ::std::option::Option<&$crate::runtime::wire::tag::Tag<'_>>,
                    note: ::std::option::Option<&::serde_json::Value>,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    match self {
                        $(
                            $crate::runtime::wire::union::union!(@pattern $variant value $($held)?) => {
                                $crate::runtime::wire::union::union!(@write serializer value note tag [$($value)?] $($held)?)
                            }
                        )*
                        Self::Unknown(value) => ::serde::Serialize::serialize(value, serializer),
                    }
                }
            }

            $($(
                $($crate::runtime::wire::union::union!(@$from $type $variant $held $(, $source)?);)?
            )?)*
            $(
                $crate::runtime::wire::union::union!(@plain $type $plain);
                $($crate::runtime::wire::union::union!(@plain $type $other);)*
            )?
            $crate::runtime::wire::value::serde!($type);
        };
    };
}

pub(crate) use union;
