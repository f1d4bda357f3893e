//! Objects whose values all have one type: maps that keep the order of their keys.

use indexmap::IndexMap;
use serde::ser::{SerializeMap, Serializer};

use super::object::{self, Rest};
use super::wire::{Encoded, Wire};
use super::wire_input::{Input, Members, Typed};

impl<T: Wire> Wire for IndexMap<String, T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        object::read(input, &[]).map(|((), map)| map)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(serializer, &[], (), self)
    }
}

impl<T: Wire> Rest for IndexMap<String, T> {
    fn read<'de, M: Members<'de>>(&mut self, key: String, members: &mut M) -> Result<(), M::Error> {
        self.insert(key, members.value(Typed::<T>::new())?);
        Ok(())
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn has(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .try_for_each(|(key, value)| map.serialize_entry(key, &Encoded(value)))
    }
}
