//! Fields that must be there.

use serde::ser::SerializeMap;

use super::object::{Key, Literal, ReadFields, Rest, WriteFields};
use super::wire::{Encoded, Wire};
use super::wire_input::{Members, Typed};

/// Such a field as it was read.
pub(crate) struct Read<T>(pub(crate) T);

/// Such a field to write.
pub(crate) struct Write<'a, T>(pub(crate) &'a T);

impl<T: Wire> ReadFields for Read<T> {
    type Slots = Option<T>;
    const KEYS: usize = 1;

    #[inline]
    fn empty() -> Option<T> {
        None
    }

    #[inline]
    fn read<'de, M: Members<'de>>(
        slot: &mut Option<T>,
        _: usize,
        _: Option<Literal>,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *slot = Some(members.value(Typed::<T>::new())?);
        Ok(())
    }

    #[inline]
    fn finish(slot: Option<T>) -> Result<Self, usize> {
        slot.map(Self).ok_or(0)
    }
}

impl<T: Wire> WriteFields for Write<'_, T> {
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
            Some(key) if !rest.has(key.name) => map.serialize_entry(key.name, &Encoded(self.0)),
            _ => Ok(()),
        }
    }
}
