//! Fields that may be missing: absent and null are `None`, and `None` is not written, but for a null
//! that was read. Where any JSON is allowed, null is a value as any other.

use serde::ser::SerializeMap;
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest};
use crate::runtime::wire::spelling::{AsWritten, Noting, Spelling};
use crate::runtime::wire::value::Wire;

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
        note: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *slot = members.value(Noting::<Option<T>>::new(note))?;
        if slot.is_none() {
            *note = Some(Value::Null);
        }
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
                map.serialize_entry(key, &AsWritten(self.0, note))
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
        let was_null = || replaced.is_some_and(|rest| rest.noted(key) == Some(&Value::Null));
        let replaced = || replaced.is_some_and(|rest| rest.has(key));
        ((self.0.is_some() || was_null()) && !replaced()).then_some(key)
    }
}
