//! Members that always have the same value: there is no field for them, the value is written and
//! checked. They may be missing when they are read.

use serde::ser::SerializeMap;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::literal::Exactly;
use crate::runtime::wire::object::{Key, Literal, Rest};
use crate::runtime::wire::spelling::Spelling;

/// Such a member once it was read.
pub(crate) struct Read();

/// Such a member to write.
pub(crate) struct Write();

impl ReadFields for Read {
    type Slots = ();
    const KEYS: usize = 1;

    #[inline]
    fn empty() {}

    #[inline]
    fn read<'de, M: Members<'de>>(
        (): &mut (),
        _: usize,
        constant: Option<Literal>,
        _: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        constant.map_or(Ok(()), |(source, text)| {
            members.value(Exactly(source, text))
        })
    }

    #[inline]
    fn finish((): ()) -> Result<Self, usize> {
        Ok(Self())
    }
}

impl WriteFields for Write {
    const KEYS: usize = 1;

    #[inline]
    fn count<R: Rest>(&self, keys: &[Key], replaced: Option<&R>) -> usize {
        usize::from(self.entry(keys, replaced).is_some())
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        replaced: Option<&R>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match self.entry(keys, replaced) {
            Some((key, value)) => map.serialize_entry(key, &value),
            None => Ok(()),
        }
    }
}

impl Write {
    /// The key and the value to write, when they are written.
    #[inline]
    fn entry<R: Rest>(
        &self,
        keys: &[Key],
        replaced: Option<&R>,
    ) -> Option<(&'static str, Exactly)> {
        let key = keys.first()?;
        let (source, text) = key.constant?;
        (!replaced.is_some_and(|rest| rest.has(key.name)))
            .then_some((key.name, Exactly(source, text)))
    }
}
