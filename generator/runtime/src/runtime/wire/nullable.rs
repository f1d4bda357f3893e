//! Fields whose absence and whose null mean different things.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest};
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
    fn count<R: Rest>(&self, keys: &[Key], replaced: Option<&R>) -> usize {
        usize::from(self.key(keys, replaced).is_some())
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        replaced: Option<&R>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match self.key(keys, replaced) {
            Some(key) => {
                let note = replaced.and_then(|rest| rest.noted(key));
                map.serialize_entry(key, &Present(self.0, note))
            }
            None => Ok(()),
        }
    }
}

impl<T> Write<'_, T> {
    /// The key to write the field under, when it is written.
    #[inline]
    fn key<R: Rest>(&self, keys: &[Key], replaced: Option<&R>) -> Option<&'static str> {
        let key = keys.first()?.name;
        (!self.0.is_absent() && !replaced.is_some_and(|rest| rest.has(key))).then_some(key)
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
