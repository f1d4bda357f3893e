//! What values are read from, and `Serde`, which makes an input of every deserializer of serde's.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::wire::said_by_serde::found_and_expected;
use crate::runtime::wire::scalar::{Scalar, ScalarVisitor, Shape};
use crate::runtime::wire::untyped::UNTYPED;
use crate::runtime::wire::value::Wire;

/// One value, about to be read.
pub trait Input<'de>: Sized {
    /// Why a value cannot be read.
    type Error: de::Error;

    /// Reads a value that holds no others.
    fn scalar<S: Scalar>(self, scalar: S) -> Result<S::Value, Self::Error>;

    /// Reads a value or null.
    fn option<R: Reader>(self, reader: R) -> Result<Option<R::Value>, Self::Error>;

    /// Reads an array.
    fn array<A: Array>(self, array: &mut A) -> Result<(), Self::Error>;

    /// Reads an object.
    fn object<O: Object>(self, object: &mut O) -> Result<(), Self::Error>;

    /// Reads whatever there is.
    fn json(self) -> Result<Cow<'de, Value>, Self::Error>;

    /// The same, and whether it is a text that does not say its type.
    #[allow(dead_code)] // Unions ask for it, which not every API has.
    #[inline]
    fn json_or_untyped(self) -> Result<(Cow<'de, Value>, bool), Self::Error> {
        Ok((self.json()?, false))
    }
}

/// The members of an object, about to be read.
pub trait Members<'de> {
    /// Why a member cannot be read.
    type Error: de::Error;

    /// What can be made of the next key; `None` at the end.
    fn key<K>(&mut self, find: impl FnOnce(&str) -> K) -> Result<Option<K>, Self::Error>;

    /// The value of the key that was read last.
    fn value<R: Reader>(&mut self, reader: R) -> Result<R::Value, Self::Error>;
}

/// The items of an array, about to be read.
pub trait Elements<'de> {
    /// Why an item cannot be read.
    type Error: de::Error;

    /// The next item; `None` at the end.
    fn next<R: Reader>(&mut self, reader: R) -> Result<Option<R::Value>, Self::Error>;
}

/// What takes the items of an array.
pub trait Array {
    /// Takes every item.
    fn read<'de, E: Elements<'de>>(&mut self, items: E) -> Result<(), E::Error>;
}

/// What takes the members of an object.
pub trait Object {
    /// Takes every member.
    fn read<'de, M: Members<'de>>(&mut self, members: M) -> Result<(), M::Error>;
}

/// What reads one value.
pub trait Reader {
    /// What it reads.
    type Value;

    /// Reads the value.
    fn read<'de, I: Input<'de>>(self, input: I) -> Result<Self::Value, I::Error>;
}

/// Reads a value of a type.
pub(crate) struct Typed<T>(PhantomData<T>);

impl<T> Typed<T> {
    /// Reads a value of this type.
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Wire> Reader for Typed<T> {
    type Value = T;

    fn read<'de, I: Input<'de>>(self, input: I) -> Result<T, I::Error> {
        T::decode(input)
    }
}

/// The input that a deserializer is.
pub(crate) struct Serde<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Input<'de> for Serde<D> {
    type Error = D::Error;

    fn scalar<S: Scalar>(self, scalar: S) -> Result<S::Value, D::Error> {
        // What people can read describes itself; asked for anything, it tells what is there.
        let shape = if self.0.is_human_readable() {
            None
        } else {
            Some(scalar.shape())
        };
        let visitor = ScalarVisitor(scalar);
        match shape {
            None => self.0.deserialize_any(visitor),
            Some(Shape::Bool) => self.0.deserialize_bool(visitor),
            Some(Shape::Integer) => self.0.deserialize_i64(visitor),
            Some(Shape::Unsigned) => self.0.deserialize_u64(visitor),
            Some(Shape::Number) => self.0.deserialize_f64(visitor),
            Some(Shape::String) => self.0.deserialize_string(visitor),
        }
    }

    fn option<R: Reader>(self, reader: R) -> Result<Option<R::Value>, D::Error> {
        self.0.deserialize_option(OptionVisitor(reader))
    }

    fn array<A: Array>(self, array: &mut A) -> Result<(), D::Error> {
        self.0
            .deserialize_seq(ArrayVisitor(array))
            .map_err(|error| reword(error, "an array"))
    }

    fn object<O: Object>(self, object: &mut O) -> Result<(), D::Error> {
        self.0
            .deserialize_map(ObjectVisitor(object))
            .map_err(|error| reword(error, "an object"))
    }

    #[inline]
    fn json(self) -> Result<Cow<'de, Value>, D::Error> {
        Value::deserialize(self.0).map(Cow::Owned)
    }

    #[inline]
    fn json_or_untyped(self) -> Result<(Cow<'de, Value>, bool), D::Error> {
        if self.0.is_human_readable() {
            return Ok((self.json()?, false));
        }
        let found = self.0.deserialize_newtype_struct(UNTYPED, UntypedVisitor);
        found.map(|(value, is_untyped)| (Cow::Owned(value), is_untyped))
    }
}

/// An error of a wrong type, in the words of the others. Deserializers make it up themselves when they are asked for
/// an object or an array and there is something else; all other errors stay as they are.
#[cold]
fn reword<E: de::Error>(error: E, expected: &str) -> E {
    let text = error.to_string();
    let said = text
        .strip_prefix("invalid type: ")
        .and_then(found_and_expected);
    let place = said.and_then(|(found, rest)| Some((found, rest.strip_prefix(expected)?)));
    match place {
        // serde_json finds the place at the end of the text and keeps it.
        Some((found, place)) => {
            E::custom(format_args!("expected {expected}, found {found}{place}"))
        }
        None => error,
    }
}

/// Takes a value, or the text of one.
struct UntypedVisitor;

impl<'de> Visitor<'de> for UntypedVisitor {
    type Value = (Value, bool);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(Value, bool), E> {
        Ok((Value::from(text), true))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<(Value, bool), D::Error> {
        Ok((Value::deserialize(deserializer)?, false))
    }
}

struct OptionVisitor<R>(R);

impl<'de, R: Reader> Visitor<'de> for OptionVisitor<R> {
    type Value = Option<R::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<R::Value>, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<R::Value>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<R::Value>, D::Error> {
        self.0.read(Serde(deserializer)).map(Some)
    }
}

struct ArrayVisitor<'a, A>(&'a mut A);

impl<'de, A: Array> Visitor<'de> for ArrayVisitor<'_, A> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    #[inline]
    fn visit_seq<S: SeqAccess<'de>>(self, items: S) -> Result<(), S::Error> {
        self.0.read(SerdeElements(items))
    }
}

struct SerdeElements<S>(S);

impl<'de, S: SeqAccess<'de>> Elements<'de> for SerdeElements<S> {
    type Error = S::Error;

    #[inline]
    fn next<R: Reader>(&mut self, reader: R) -> Result<Option<R::Value>, S::Error> {
        self.0.next_element_seed(Seed(reader))
    }
}

struct ObjectVisitor<'a, O>(&'a mut O);

impl<'de, O: Object> Visitor<'de> for ObjectVisitor<'_, O> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.read(SerdeMembers(map))
    }
}

struct SerdeMembers<A>(A);

impl<'de, A: MapAccess<'de>> Members<'de> for SerdeMembers<A> {
    type Error = A::Error;

    #[inline]
    fn key<K>(&mut self, find: impl FnOnce(&str) -> K) -> Result<Option<K>, A::Error> {
        self.0.next_key_seed(KeySeed(find))
    }

    #[inline]
    fn value<R: Reader>(&mut self, reader: R) -> Result<R::Value, A::Error> {
        self.0.next_value_seed(Seed(reader))
    }
}

/// Finds a key without keeping it.
struct KeySeed<F>(F);

impl<'de, K, F: FnOnce(&str) -> K> DeserializeSeed<'de> for KeySeed<F> {
    type Value = K;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K, F: FnOnce(&str) -> K> Visitor<'_> for KeySeed<F> {
    type Value = K;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<K, E> {
        Ok((self.0)(key))
    }
}

/// A reader as serde knows it.
struct Seed<R>(R);

impl<'de, R: Reader> DeserializeSeed<'de> for Seed<R> {
    type Value = R::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Value, D::Error> {
        self.0.read(Serde(deserializer))
    }
}
