//! Members by which several variants of unions tell that they hold one type: there is no field, and the
//! variant writes the value.

use serde::ser::SerializeMap;
use serde_json::Value;

use crate::runtime::wire::fields::{ReadFields, WriteFields};
use crate::runtime::wire::input::{Members, Typed};
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
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
        _: Option<Literal>,
        _: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        members.value(Typed::<Value>::new()).map(drop)
    }

    #[inline]
    fn finish((): ()) -> Result<Self, usize> {
        Ok(Self())
    }
}

impl WriteFields for Write {
    const KEYS: usize = 1;

    #[inline]
    fn count<R: Rest>(&self, keys: &[Key], told: Option<&Told<'_, R>>) -> usize {
        let tag = keys.first().zip(told);
        usize::from(tag.is_some_and(|(key, told)| told.tag(key.name).is_some()))
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        told: Option<&Told<'_, R>>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let tag = keys.first().zip(told);
        match tag.and_then(|(key, told)| Some((key.name, told.tag(key.name)?))) {
            Some((name, tag)) => map.serialize_entry(name, &tag),
            None => Ok(()),
        }
    }
}
