//! Values that the description fixes: read by comparing, written as they are.

use serde::de;
use serde::ser::{Serialize, Serializer};

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::{Input, Reader};
use crate::runtime::wire::scalar::{Scalar, Shape};

/// The value of a literal and no other: the literal as it is written, with quotes where it is a
/// string, and the text that it means.
#[derive(Debug, Clone, Copy)]
pub struct Exactly(pub &'static str, pub &'static str);

impl PartialEq<Found<'_>> for Exactly {
    #[inline]
    fn eq(&self, found: &Found<'_>) -> bool {
        let Self(source, text) = *self;
        match *found {
            Found::String(found) => source.starts_with('"') && found == text,
            Found::Bool(true) => source == "true",
            Found::Bool(false) => source == "false",
            _ => found
                .integer()
                .is_some_and(|found| source.parse() == Ok(found)),
        }
    }
}

impl Reader for Exactly {
    type Value = ();

    #[inline]
    fn read<'de, I: Input<'de>>(self, input: I) -> Result<(), I::Error> {
        input.scalar(self)
    }
}

impl Scalar for Exactly {
    type Value = ();

    #[inline]
    fn shape(&self) -> Shape {
        match self.0 {
            source if source.starts_with('"') => Shape::String,
            "true" | "false" => Shape::Bool,
            _ => Shape::Integer,
        }
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<(), E> {
        if self == found {
            Ok(())
        } else {
            Err(found.instead_of(self.0))
        }
    }
}

impl Serialize for Exactly {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(source, text) = *self;
        match (self.shape(), source.parse()) {
            (Shape::Integer, Ok(integer)) => serializer.serialize_i64(integer),
            (Shape::Bool, _) => serializer.serialize_bool(source == "true"),
            _ => serializer.serialize_str(text),
        }
    }
}
