//! Members that always have the same value: there is no field for them, the value is written and
//! checked. They must be there.

use serde::ser::SerializeMap;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::Members;
use crate::runtime::wire::literal::Exactly;
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
use crate::runtime::wire::spelling::Spelling;

/// Such a member once it was read.
pub(crate) struct Read();

/// Such a member to write.
pub(crate) struct Write();

impl ReadFields for Read {
    type Slots = bool;
    const KEYS: usize = 1;

    #[inline]
    fn empty() -> bool {
        false
    }

    #[inline]
    fn read<'de, M: Members<'de>>(
        seen: &mut bool,
        _: usize,
        constant: Option<Literal>,
        _: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *seen = true;
        constant.map_or(Ok(()), |(source, text)| {
            members.value(Exactly(source, text))
        })
    }

    #[inline]
    fn finish(seen: bool) -> Result<Self, usize> {
        if seen { Ok(Self()) } else { Err(0) }
    }
}

impl WriteFields for Write {
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
        let Some(key) = keys.first() else {
            return Ok(());
        };
        let own = || key.constant().map(|(source, text)| Exactly(source, text));
        match told.and_then(|told| told.tag(key.name)).or_else(own) {
            Some(value) => map.serialize_entry(key.name, &value),
            None => Ok(()),
        }
    }
}
