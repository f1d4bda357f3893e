//! Fields whose absence and whose null mean different things.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling};
use crate::runtime::wire::value::Wire;

/// Such a field as it was read.
pub(crate) struct Read<T>(pub(crate) Nullable<T>);

/// Such a field to write.
pub(crate) struct Write<'a, T>(pub(crate) &'a Nullable<T>);

impl<T: Wire> ReadFields for Read<T> {
    type Slots = Nullable<T>;
    const KEYS: usize = 1;

    #[inline]
    fn empty() -> Nullable<T> {
        Nullable::Absent
    }

    #[inline]
    fn read<'de, M: Members<'de>>(
        slot: &mut Nullable<T>,
        _: usize,
        _: Option<Literal>,
        note: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *slot = members
            .value(Noting::<Option<T>>::new(note))?
            .map_or(Nullable::Null, Nullable::Value);
        Ok(())
    }

    #[inline]
    fn finish(slot: Nullable<T>) -> Result<Self, usize> {
        Ok(Self(slot))
    }
}

impl<T: Wire> WriteFields for Write<'_, T> {
    const KEYS: usize = 1;

    #[inline]
    fn count<R: Rest>(&self, keys: &[Key], told: Option<&Told<'_, R>>) -> usize {
        let tag = || {
            keys.first()
                .zip(told)
                .and_then(|(key, told)| told.tag(key.name))
        };
        usize::from(!self.0.is_absent() || tag().is_some())
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
            None if self.0.is_absent() => Ok(()),
            None => {
                let note = told.and_then(|told| told.noted(name));
                map.serialize_entry(name, &Present(self.0, note))
            }
        }
    }
}

/// A value or null.
struct Present<'a, T>(&'a Nullable<T>, Option<&'a Value>);

impl<T: Wire> Serialize for Present<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Nullable::Value(value) => serializer.serialize_some(&AsWritten(value, self.1)),
            Nullable::Absent | Nullable::Null => serializer.serialize_none(),
        }
    }
}
