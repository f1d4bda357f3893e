//! Fields that must be there.

use serde::ser::SerializeMap;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling};
use crate::runtime::wire::value::Wire;

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
        note: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *slot = Some(members.value(Noting::<T>::new(note))?);
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
    fn count<R: Rest>(&self, _: &[Key], _: Option<&Told<'_, R>>) -> usize {
        1
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        told: Option<&Told<'_, R>>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let Some(Key { name, .. }) = keys.first() else {
            return Ok(());
        };
        match told.and_then(|told| told.tag(name)) {
            Some(tag) => map.serialize_entry(name, &tag),
            None => {
                let note = told.and_then(|told| told.noted(name));
                map.serialize_entry(name, &AsWritten(self.0, note))
            }
        }
    }
}
