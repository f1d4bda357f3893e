//! How values travel: what a described type does to be read from JSON and written to it.
//!
//! [`Wire`] is implemented by the types of fields; what they are read from is an [`Input`], which is
//! any format of serde's or a JSON value that is already there. Nothing here knows a type of an API.

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::wire::input::Input;
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling};
use crate::runtime::wire::tag::Tag;

/// A type that fields can have. It has its own `decode` or `decode_noting`, and its own `encode` or
/// `encode_tagged`; of each pair the other one is made of it.
pub trait Wire: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    #[inline]
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        Self::decode_noting(input, &mut None)
    }

    /// Reads a value or null, where null is no value.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    #[inline]
    fn decode_optional<'de, I: Input<'de>>(
        input: I,
        note: &mut Spelling,
    ) -> Result<Option<Self>, I::Error> {
        input.option(Noting::<Self>::new(note))
    }

    /// Reads a value, and notes how its numbers were written where it does not tell itself.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    #[inline]
    fn decode_noting<'de, I: Input<'de>>(input: I, _: &mut Spelling) -> Result<Self, I::Error> {
        Self::decode(input)
    }

    /// Writes a value.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and values that JSON does not have.
    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode_tagged(None, None, serializer)
    }

    /// Writes a value as it was written, as far as it is still the same.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and values that JSON does not have.
    #[inline]
    fn encode_as<S: Serializer>(&self, _: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }

    /// Writes a value with the tags of the unions that it is a variant of. Only objects have members.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and values that JSON does not have.
    #[inline]
    fn encode_tagged<S: Serializer>(
        &self,
        _: Option<&Tag<'_>>,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        AsWritten(self, note).serialize(serializer)
    }
}

/// Gives a type serde's traits, so that users can store it in any format.
macro_rules! serde {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::value::Wire::encode_tagged(
                    self,
                    ::std::option::Option::None,
                    ::std::option::Option::None,
                    serializer,
                )
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::wire::value::Wire::decode($crate::runtime::wire::input::Serde(
                    deserializer,
                ))
            }
        }
    };
}

pub(crate) use serde;
