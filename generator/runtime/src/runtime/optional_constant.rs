//! Members that always have the same value: there is no field for them, the value is written and
//! checked. They may be missing when they are read.

use serde::ser::SerializeMap;

use super::literal::Exactly;
use super::object::{Key, Literal, ReadFields, Rest, WriteFields};
use super::wire_input::Members;

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
        members: &mut M,
    ) -> Result<(), M::Error> {
        constant.map_or(Ok(()), |constant| members.value(Exactly(constant)))
    }

    #[inline]
    fn finish((): ()) -> Result<Self, usize> {
        Ok(Self())
    }
}

impl WriteFields for Write {
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
            Some(Key { name, constant: Some(constant) }) if !rest.has(name) => {
                map.serialize_entry(name, &Exactly(*constant))
            }
            _ => Ok(()),
        }
    }
}
