//! Fields that may be missing: absent and null are `None`, and `None` is not written.

use serde::ser::SerializeMap;

use super::object::{Key, Literal, ReadFields, Rest, WriteFields};
use super::wire::{Encoded, Wire};
use super::wire_input::{Members, Typed};

/// Such a field as it was read.
pub(crate) struct Read<T>(pub(crate) Option<T>);

/// Such a field to write.
pub(crate) struct Write<'a, T>(pub(crate) &'a Option<T>);

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
        *slot = members.value(Typed::<Option<T>>::new())?;
        Ok(())
    }

    #[inline]
    fn finish(slot: Option<T>) -> Result<Self, usize> {
        Ok(Self(slot))
    }
}

impl<T: Wire> WriteFields for Write<'_, T> {
    const KEYS: usize = 1;

    #[inline]
    fn count(&self) -> usize {
        usize::from(self.0.is_some())
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        rest: &R,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match keys.first() {
            Some(key) if self.0.is_some() && !rest.has(key.name) => {
                map.serialize_entry(key.name, &Encoded(self.0))
            }
            _ => Ok(()),
        }
    }
}
