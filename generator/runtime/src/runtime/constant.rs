//! Members that always have the same value: there is no field for them, the value is written and
//! checked.

use serde::de;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::found::Found;
use super::object::{Key, Literal, ReadFields, Rest, WriteFields};
use super::scalar::{Scalar, Shape};
use super::wire_input::{Input, Members, Reader};

/// Such a member once it was read.
pub(crate) struct Read();

/// Such a member to write.
pub(crate) struct Write();

impl ReadFields for Read {
    type Slots = bool;
    const KEYS: usize = 1;

    #[inline]
    fn empty() -> bool {
        false
    }

    #[inline]
    fn read<'de, M: Members<'de>>(
        seen: &mut bool,
        _: usize,
        constant: Option<Literal>,
        members: &mut M,
    ) -> Result<(), M::Error> {
        if let Some(literal) = constant {
            members.value(Exactly(literal))?;
            *seen = true;
        }
        Ok(())
    }

    #[inline]
    fn finish(seen: bool) -> Result<Self, usize> {
        if seen { Ok(Self()) } else { Err(0) }
    }
}

impl WriteFields for Write {
    const KEYS: usize = 1;

    #[inline]
    fn count(&self) -> usize {
        1
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        rest: &R,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match keys.first() {
            Some(Key {
                name,
                constant: Some(literal),
            }) if !rest.has(name) => map.serialize_entry(name, &Exactly(*literal)),
            _ => Ok(()),
        }
    }
}

/// A value that is equal to a literal.
struct Exactly(Literal);

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
        match self.0.source {
            source if source.starts_with('"') => Shape::String,
            "true" | "false" => Shape::Bool,
            _ => Shape::Integer,
        }
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<(), E> {
        let Literal { source, text } = self.0;
        let equal = match found {
            Found::String(found) => source.starts_with('"') && found == text,
            Found::Bool(true) => source == "true",
            Found::Bool(false) => source == "false",
            _ => found
                .integer()
                .is_some_and(|found| text.parse() == Ok(found)),
        };
        if equal {
            Ok(())
        } else {
            Err(found.instead_of(source))
        }
    }
}

impl Serialize for Exactly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.source {
            source if source.starts_with('"') => serializer.serialize_str(self.0.text),
            "true" => serializer.serialize_bool(true),
            "false" => serializer.serialize_bool(false),
            _ => match self.0.text.parse() {
                Ok(integer) => serializer.serialize_i64(integer),
                Err(_) => serializer.serialize_str(self.0.text),
            },
        }
    }
}
