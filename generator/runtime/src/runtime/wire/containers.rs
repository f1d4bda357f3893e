//! Values that hold others: lists, sorted maps, values that may be null, boxes, and any JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::wire::input::{Array, Elements, Input, Members, Object, Typed};
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling, note_item};
use crate::runtime::wire::tag::Tag;
use crate::runtime::wire::value::Wire;

impl<T: Wire> Wire for Vec<T> {
    fn decode_noting<'de, I: Input<'de>>(input: I, notes: &mut Spelling) -> Result<Self, I::Error> {
        let mut list = Self::new();
        input.array(&mut Listed(&mut list, notes))?;
        Ok(list)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| AsWritten(item, None)))
    }

    fn encode_as<S: Serializer>(&self, notes: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.iter().enumerate();
        serializer.collect_seq(items.map(|(index, item)| AsWritten(item, notes.get(index))))
    }
}

/// A list while it is read, and how its numbers are written.
struct Listed<'a, T>(&'a mut Vec<T>, &'a mut Spelling);

impl<T: Wire> Array for Listed<'_, T> {
    fn read<'de, E: Elements<'de>>(&mut self, mut items: E) -> Result<(), E::Error> {
        let mut note = None;
        while let Some(item) = items.next(Noting::<T>::new(&mut note))? {
            if let Some(note) = note.take() {
                note_item(self.1, self.0.len(), note);
            }
            self.0.push(item);
        }
        Ok(())
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
            Some(value) => serializer.serialize_some(&AsWritten(value, None)),
            None => serializer.serialize_none(),
        }
    }

    fn encode_as<S: Serializer>(&self, note: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&AsWritten(value, Some(note))),
            None => serializer.serialize_none(),
        }
    }

    fn encode_tagged<S: Serializer>(
        &self,
        tag: Option<&Tag<'_>>,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => T::encode_tagged(value, tag, note, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        T::decode(input).map(Self::new)
    }

    fn decode_noting<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error> {
        T::decode_noting(input, note).map(Self::new)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }

    fn encode_as<S: Serializer>(&self, note: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode_as(self, note, serializer)
    }

    fn encode_tagged<S: Serializer>(
        &self,
        tag: Option<&Tag<'_>>,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        T::encode_tagged(self, tag, note, serializer)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        let mut sorted = Sorted(Self::new());
        input.object(&mut sorted)?;
        Ok(sorted.0)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.iter()
                .map(|(key, value)| (key, AsWritten(value, None))),
        )
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
