//! Values that hold no others: true and false, numbers, text, and what is written as one of them.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::{Input, Typed};
use crate::runtime::wire::spelling::Spelling;
use crate::runtime::wire::value::Wire;

/// What makes a value of what was found.
pub trait Scalar: Sized {
    /// What it makes.
    type Value;

    /// What formats that do not describe themselves have to be asked for.
    fn shape(&self) -> Shape;

    /// Makes the value.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<Self::Value, E>;
}

/// The kind of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// True or false.
    Bool,
    /// An integer that fits 64 bits with a sign.
    Integer,
    /// An integer that fits 64 bits without a sign.
    Unsigned,
    /// A number.
    Number,
    /// Text.
    String,
}

/// A scalar as serde visits it.
pub(crate) struct ScalarVisitor<S>(pub(crate) S);

impl<'de, S: Scalar> Visitor<'de> for ScalarVisitor<S> {
    type Value = S::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scalar")
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<S::Value, E> {
        self.0.take(Found::Null)
    }

    #[inline]
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<S::Value, E> {
        self.0.take(Found::Bool(value))
    }

    #[inline]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<S::Value, E> {
        self.0.take(Found::Integer(value))
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<S::Value, E> {
        self.0.take(Found::Unsigned(value))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<S::Value, E> {
        self.0.take(Found::Large(value))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<S::Value, E> {
        self.0.take(match i128::try_from(value) {
            Ok(value) => Found::Large(value),
            Err(_) => Found::Number(value as f64),
        })
    }

    #[inline]
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<S::Value, E> {
        self.0.take(Found::Number(value))
    }

    #[inline]
    fn visit_str<E: de::Error>(self, value: &str) -> Result<S::Value, E> {
        self.0.take(Found::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<S::Value, A::Error> {
        self.0.take(Found::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<S::Value, A::Error> {
        // With its feature `arbitrary_precision`, which any crate of a build can turn on,
        // serde_json gives out numbers as maps that only its own type knows how to read.
        match Number::deserialize(MapAccessDeserializer::new(map)) {
            Ok(number) => self.0.take(found(&number)),
            Err(_) => self.0.take(Found::Object),
        }
    }
}

/// A number, as the closest type holds it.
pub(crate) fn found(number: &Number) -> Found<'_> {
    if let Some(value) = number.as_i64() {
        Found::Integer(value)
    } else if let Some(value) = number.as_u64() {
        Found::Unsigned(value)
    } else {
        match number.as_f64() {
            // With the feature `arbitrary_precision` a number keeps its digits.
            Some(value) if value.is_finite() && value.abs() >= 2_f64.powi(63) => {
                let digits = number.to_string().parse();
                digits.map_or(Found::Number(value), Found::Large)
            }
            Some(value) if value.is_finite() => Found::Number(value),
            // Only with the feature `arbitrary_precision` does such a number come so far.
            _ => Found::Beyond(number),
        }
    }
}

impl Scalar for Typed<bool> {
    type Value = bool;

    #[inline]
    fn shape(&self) -> Shape {
        Shape::Bool
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<bool, E> {
        match found {
            Found::Bool(value) => Ok(value),
            _ => Err(found.instead_of("true or false")),
        }
    }
}

impl Scalar for Typed<f64> {
    type Value = f64;

    #[inline]
    fn shape(&self) -> Shape {
        Shape::Number
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<f64, E> {
        match found {
            Found::Number(value) if value.is_finite() => Ok(value),
            Found::Integer(value) => Ok(value as f64),
            Found::Unsigned(value) => Ok(value as f64),
            Found::Large(value) => Ok(value as f64),
            Found::Beyond(_) => Err(found.instead_of("a number that an `f64` can hold")),
            _ => Err(found.instead_of("a number")),
        }
    }
}

impl Scalar for Typed<String> {
    type Value = String;

    #[inline]
    fn shape(&self) -> Shape {
        Shape::String
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<String, E> {
        match found {
            Found::String(value) => Ok(value.to_owned()),
            _ => Err(found.instead_of("a string")),
        }
    }
}

macro_rules! integers {
    ($($type:ident $shape:ident;)*) => {$(
        impl Scalar for Typed<$type> {
            type Value = $type;

            #[inline]
            fn shape(&self) -> Shape {
                Shape::$shape
            }

            #[inline]
            fn take<E: de::Error>(self, found: Found<'_>) -> Result<$type, E> {
                match found.integer().map($type::try_from) {
                    Some(Ok(value)) => Ok(value),
                    Some(Err(_)) => Err(found.instead_of(format_args!(
                        "an integer from {} to {}",
                        $type::MIN,
                        $type::MAX
                    ))),
                    None => Err(found.instead_of("an integer")),
                }
            }
        }
    )*};
}

integers! {
    i8 Integer;
    i16 Integer;
    i32 Integer;
    i64 Integer;
    u8 Unsigned;
    u16 Unsigned;
    u32 Unsigned;
    u64 Unsigned;
}

macro_rules! wire {
    ($($type:ident)*) => {$(
        impl Wire for $type {
            #[inline]
            fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
                input.scalar(Typed::<Self>::new())
            }

            #[inline]
            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

wire!(bool String);

/// A number while it is read, and how it was written. An integer among floats and a float among
/// integers are noted.
struct NotingNumber<'n, T, const WHOLE: bool>(&'n mut Spelling, Typed<T>);

impl<T, const WHOLE: bool> Scalar for NotingNumber<'_, T, WHOLE>
where
    Typed<T>: Scalar<Value = T>,
{
    type Value = T;

    #[inline]
    fn shape(&self) -> Shape {
        self.1.shape()
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<T, E> {
        let value = self.1.take(found)?;
        *self.0 = match found {
            Found::Integer(integer) if !WHOLE => Some(integer.into()),
            Found::Unsigned(integer) if !WHOLE => Some(integer.into()),
            Found::Number(number) if WHOLE => Some(number.into()),
            _ => None,
        };
        Ok(value)
    }
}

macro_rules! numbers {
    ($($type:ident $whole:literal |$value:ident, $number:ident| $is:expr;)*) => {$(
        impl Wire for $type {
            #[inline]
            fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
                input.scalar(Typed::<Self>::new())
            }

            #[inline]
            fn decode_noting<'de, I: Input<'de>>(
                input: I,
                note: &mut Spelling,
            ) -> Result<Self, I::Error> {
                input.scalar(NotingNumber::<Self, $whole>(note, Typed::new()))
            }

            #[inline]
            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                finite(*self as f64)?;
                self.serialize(serializer)
            }

            fn encode_as<S: Serializer>(&self, note: &Value, serializer: S) -> Result<S::Ok, S::Error> {
                let $value = *self;
                match note {
                    // Formats that do not describe themselves cannot tell the two apart.
                    Value::Number($number) if $is && serializer.is_human_readable() => {
                        $number.serialize(serializer)
                    }
                    _ => self.encode(serializer),
                }
            }
        }
    )*};
}

numbers! {
    i8 true |value, number| found(number).integer() == Some(value.into());
    i16 true |value, number| found(number).integer() == Some(value.into());
    i32 true |value, number| found(number).integer() == Some(value.into());
    i64 true |value, number| found(number).integer() == Some(value.into());
    u8 true |value, number| found(number).integer() == Some(value.into());
    u16 true |value, number| found(number).integer() == Some(value.into());
    u32 true |value, number| found(number).integer() == Some(value.into());
    u64 true |value, number| found(number).integer() == Some(value.into());
    f64 false |value, number| number.as_f64() == Some(value);
}

/// JSON has no other numbers; serde_json would write null in silence.
#[inline]
fn finite<E: serde::ser::Error>(number: f64) -> Result<(), E> {
    if number.is_finite() {
        Ok(())
    } else {
        Err(E::custom(format_args!(
            "expected a finite number, found {number}"
        )))
    }
}
