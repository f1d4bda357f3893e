//! Fields that may be missing: absent and null are `None`, and `None` is not written, but for a null
//! that was read. Where any JSON is allowed, null is a value as any other.

use serde::ser::SerializeMap;
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
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
    fn count<R: Rest>(&self, keys: &[Key], told: Option<&Told<'_, R>>) -> usize {
        let is_told = |told: &Told<'_, R>, key: &str| {
            told.tag(key).is_some() || told.noted(key) == Some(&Value::Null)
        };
        let told = || {
            keys.first()
                .zip(told)
                .is_some_and(|(key, told)| is_told(told, key.name))
        };
        usize::from(self.0.is_some() || told())
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
        if let Some(tag) = told.and_then(|told| told.tag(name)) {
            return map.serialize_entry(name, &tag);
        }
        let note = told.and_then(|told| told.noted(name));
        // `None` is written where null was read.
        if self.0.is_none() && note != Some(&Value::Null) {
            return Ok(());
        }
        map.serialize_entry(name, &AsWritten(self.0, note))
    }
}
