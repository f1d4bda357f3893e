//! Objects whose values all have one type: maps that keep the order of their keys.

use indexmap::IndexMap;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::runtime::wire::input::{Input, Members, Object, Typed};
use crate::runtime::wire::object::{self, Rest, Written};
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling};
use crate::runtime::wire::tag::Tag;
use crate::runtime::wire::value::Wire;

impl<T: Wire> Wire for IndexMap<String, T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        object::read(input, &[]).map(|((), map)| map)
    }

    fn encode_tagged<S: Serializer>(
        &self,
        tag: Option<&Tag<'_>>,
        _: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        object::write(serializer, &[], (), self, tag)
    }

    fn decode_noting<'de, I: Input<'de>>(input: I, notes: &mut Spelling) -> Result<Self, I::Error> {
        let mut noted = Noted {
            map: Self::new(),
            notes,
        };
        input.object(&mut noted)?;
        Ok(noted.map)
    }

    fn encode_as<S: Serializer>(&self, notes: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        let members = self.iter();
        serializer.collect_map(members.map(|(key, value)| (key, AsWritten(value, notes.get(key)))))
    }
}

/// A map while it is read, and how its numbers are written.
struct Noted<'n, T> {
    map: IndexMap<String, T>,
    notes: &'n mut Spelling,
}

impl<T: Wire> Object for Noted<'_, T> {
    fn read<'de, M: Members<'de>>(&mut self, mut members: M) -> Result<(), M::Error> {
        let mut note = None;
        while let Some(key) = members.key(str::to_owned)? {
            let value = members.value(Noting::<T>::new(&mut note))?;
            if let Some(note) = note.take() {
                let notes = self.notes.get_or_insert_with(|| Value::Object(Map::new()));
                notes[key.as_str()] = note;
            }
            self.map.insert(key, value);
        }
        Ok(())
    }
}

impl<T: Wire> Rest for IndexMap<String, T> {
    type Kept = Self;

    fn read<'de, M: Members<'de>>(
        kept: &mut Self,
        key: String,
        members: &mut M,
    ) -> Result<(), M::Error> {
        kept.insert(key, members.value(Typed::<T>::new())?);
        Ok(())
    }

    fn finish<E>(kept: Self) -> Result<Self, E> {
        Ok(kept)
    }

    fn count(&self, written: &Written<'_>) -> usize {
        self.keys().filter(|key| !written.has(key)).count()
    }

    fn write<M: SerializeMap>(&self, written: &Written<'_>, map: &mut M) -> Result<(), M::Error> {
        let mut others = self.iter().filter(|(key, _)| !written.has(key));
        others.try_for_each(|(key, value)| map.serialize_entry(key, &AsWritten(value, None)))
    }
}
