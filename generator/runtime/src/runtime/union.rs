//! Unions: a value is one of several types, and a plan tells which.
//!
//! The value is kept as JSON until the plan has decided, then it is read from there.

use serde::de::Error;
use serde_json::Value;

use super::found::Found;
use super::literal::Exactly;
use super::node::Fault;

/// A step of a plan.
pub struct Rule {
    /// What decides.
    pub test: Test,
    /// The keys that the test looks at.
    pub keys: &'static [&'static str],
    /// The variants it can decide for, each with the value that decides, where it is a value.
    pub variants: &'static [(Option<Exactly>, usize)],
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
pub(crate) const fn variant(names: &[&str], name: &str) -> usize {
    let mut index = 0;
    while index < names.len() {
        if same(names[index].as_bytes(), name.as_bytes()) {
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
pub(crate) type ReadVariant<T> = fn(&Value) -> Result<T, Fault>;

/// Reads the variant that the plan decides for; `None` when it decides for none.
pub(crate) fn read<T, E: Error>(
    value: &Value,
    plan: &[Rule],
    variants: &[ReadVariant<T>],
) -> Result<Option<T>, E> {
    for rule in plan {
        let Some(choice) = rule.choose(value) else {
            continue;
        };
        let Some(read) = choice.and_then(|index| variants.get(index)) else {
            return Ok(None);
        };
        match read(value) {
            Ok(variant) => return Ok(Some(variant)),
            Err(_) if rule.test == Test::Try => {}
            Err(fault) => return Err(E::custom(fault)),
        }
    }
    Ok(None)
}

impl Rule {
    /// The variant that this rule decides for. `Some(None)` when no variant fits; `None` when the
    /// rule does not apply.
    fn choose(&self, value: &Value) -> Option<Option<usize>> {
        let fits = match self.test {
            Test::Equals => return self.equal(value).map(Some),
            Test::Tag => {
                let tag = self.keys.first().and_then(|key| value.get(key))?;
                return Some(self.equal(tag));
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
        fits.then(|| self.variants.first().map(|(_, index)| *index))
    }

    /// The variant whose constant is this value.
    fn equal(&self, value: &Value) -> Option<usize> {
        let found = Found::from(value);
        self.variants
            .iter()
            .find(|(constant, _)| constant.is_some_and(|constant| constant == found))
            .map(|(_, index)| *index)
    }
}

/// Tells the variants of a union and the plan to tell them apart.
///
/// `units` are variants that are a constant by themselves. `values` hold something: `from` gives a
/// `From` for it, `value` does not. Of the plan the first rule that applies decides: the value
/// `equals` a constant; an object has a `tag`, a member whose value decides; the value is of a JSON
/// type; an object has `keys`; or `try`: it can be read as this variant. A tag without a variant, and
/// a value that no rule applies to, become `Unknown`. What was decided and then cannot be read is an
/// error.
macro_rules! union {
    (@constant) => {
        None
    };
    (@constant $value:literal) => {
        Some($crate::runtime::literal::Exactly(stringify!($value), concat!($value)))
    };
    (@from $type:ident $variant:ident (Box<$held:ty>)) => {
        impl ::std::convert::From<$held> for $type {
            fn from(value: $held) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    (@from $type:ident $variant:ident ($held:ty)) => {
        impl ::std::convert::From<$held> for $type {
            fn from(value: $held) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@value $type:ident $variant:ident ($held:ty)) => {};
    (
        $type:ident;
        units { $($unit:ident $constant:literal;)* }
        values { $($holder:ident $variant:ident $held:tt;)* }
        plan { $($test:ident $([$($key:literal),*])? $($($value:literal)? => $choice:ident),+;)* }
    ) => {
        const _: () = {
            const NAMES: &[&str] = &[$(stringify!($unit),)* $(stringify!($variant),)*];
            static PLAN: &[$crate::runtime::union::Rule] = &[$(
                $crate::runtime::union::Rule {
                    test: $crate::runtime::union::Test::named(stringify!($test)),
                    keys: &[$($($key),*)?],
                    variants: &[$((
                        $crate::runtime::union::union!(@constant $($value)?),
                        $crate::runtime::union::variant(NAMES, stringify!($choice)),
                    )),+],
                }
            ),*];

            impl $crate::runtime::wire::Wire for $type {
                fn decode<'de, I: $crate::runtime::wire_input::Input<'de>>(input: I) -> ::std::result::Result<Self, I::Error> {
                    let value = input.json()?;
                    let variants: &[$crate::runtime::union::ReadVariant<Self>] = &[
                        $(|_| Ok(Self::$unit),)*
                        $(|value| $crate::runtime::wire::Wire::decode(value).map(Self::$variant),)*
                    ];
                    match $crate::runtime::union::read(&value, PLAN, variants) {
                        Ok(Some(variant)) => Ok(variant),
                        Ok(None) => Ok(Self::Unknown(value.into_owned())),
                        Err(error) => Err(error),
                    }
                }

                fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    match self {
                        $(Self::$unit => {
                            let constant = $crate::runtime::literal::Exactly(stringify!($constant), concat!($constant));
                            ::serde::Serialize::serialize(&constant, serializer)
                        })*
                        $(Self::$variant(value) => $crate::runtime::wire::Wire::encode(value, serializer),)*
                        Self::Unknown(value) => ::serde::Serialize::serialize(value, serializer),
                    }
                }
            }

            $(
                $crate::runtime::union::union!(@$holder $type $variant $held);
            )*
            $crate::runtime::wire::serde!($type);
        };
    };
}

pub(crate) use union;
