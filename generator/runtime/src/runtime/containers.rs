//! Values that hold others: lists, sorted maps, values that may be null, boxes, and any JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::spelling::{AsWritten, Spelling};
use super::wire::{Encoded, Wire};
use super::wire_input::{Input, Members, Object, Typed};

impl<T: Wire> Wire for Vec<T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.list(&mut None)
    }

    fn decode_noting<'de, I: Input<'de>>(input: I, notes: &mut Spelling) -> Result<Self, I::Error> {
        input.list(notes)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Encoded))
    }

    fn encode_as<S: Serializer>(&self, notes: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.iter().enumerate();
        serializer.collect_seq(items.map(|(index, item)| AsWritten(item, notes.get(index))))
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.option(Typed::<T>::new())
    }

    #[inline]
    fn decode_noting<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error> {
        T::decode_optional(input, note)
    }

    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Encoded(value)),
            None => serializer.serialize_none(),
        }
    }

    fn encode_as<S: Serializer>(&self, note: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&AsWritten(value, Some(note))),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        T::decode(input).map(Self::new)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        let mut sorted = Sorted(Self::new());
        input.object(&mut sorted)?;
        Ok(sorted.0)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Encoded(value))))
    }
}

struct Sorted<T>(BTreeMap<String, T>);

impl<T: Wire> Object for Sorted<T> {
    fn read<'de, M: Members<'de>>(&mut self, mut members: M) -> Result<(), M::Error> {
        while let Some(key) = members.key(str::to_owned)? {
            self.0.insert(key, members.value(Typed::<T>::new())?);
        }
        Ok(())
    }
}

impl Wire for Value {
    #[inline]
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.json().map(Cow::into_owned)
    }

    /// Null is JSON as any other.
    #[inline]
    fn decode_optional<'de, I: Input<'de>>(
        input: I,
        _: &mut Spelling,
    ) -> Result<Option<Self>, I::Error> {
        Self::decode(input).map(Some)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}
