//! The fields of an object, one by one and in tuples: what is read by index and written by key.

use serde::ser::SerializeMap;

use crate::runtime::wire::input::Members;
use crate::runtime::wire::object::{Key, Literal, Rest, Told};
use crate::runtime::wire::spelling::Spelling;

/// Fields of an object while they are read: one of them, or a tuple.
pub trait ReadFields: Sized {
    /// What has been read so far.
    type Slots;
    /// How many keys there are.
    const KEYS: usize;

    /// Nothing read so far.
    fn empty() -> Self::Slots;

    /// Reads the value of the key with this index, and notes how it was written.
    fn read<'de, M: Members<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        constant: Option<Literal>,
        note: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error>;

    /// What was read, or the index of a key that is missing.
    fn finish(slots: Self::Slots) -> Result<Self, usize>;
}

/// Fields of an object while they are written: one of them, or a tuple.
pub trait WriteFields {
    /// How many keys there are.
    const KEYS: usize;

    /// How many of them are written.
    fn count<R: Rest>(&self, keys: &[Key], told: Option<&Told<'_, R>>) -> usize;

    /// Writes what is there, in the words of the tags and of the rest where those say something.
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        told: Option<&Told<'_, R>>,
        map: &mut M,
    ) -> Result<(), M::Error>;
}

/// No fields at all.
impl ReadFields for () {
    type Slots = ();
    const KEYS: usize = 0;

    fn empty() {}

    fn read<'de, M: Members<'de>>(
        (): &mut (),
        _: usize,
        _: Option<Literal>,
        _: &mut Spelling,
        _: &mut M,
    ) -> Result<(), M::Error> {
        Ok(())
    }

    fn finish((): ()) -> Result<(), usize> {
        Ok(())
    }
}

impl WriteFields for () {
    const KEYS: usize = 0;

    fn count<R: Rest>(&self, _: &[Key], _: Option<&Told<'_, R>>) -> usize {
        0
    }

    fn write<M: SerializeMap, R: Rest>(
        &self,
        _: &[Key],
        _: Option<&Told<'_, R>>,
        _: &mut M,
    ) -> Result<(), M::Error> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($type:ident $field:ident $index:tt,)*) => {
        impl<$($type: ReadFields),*> ReadFields for ($($type,)*) {
            type Slots = ($($type::Slots,)*);
            const KEYS: usize = 0 $(+ $type::KEYS)*;

            #[inline]
            fn empty() -> Self::Slots {
                ($($type::empty(),)*)
            }

            #[inline]
            fn read<'de, M: Members<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                constant: Option<Literal>,
                note: &mut Spelling,
                members: &mut M,
            ) -> Result<(), M::Error> {
                $(
                    if index < $type::KEYS {
                        return $type::read(&mut slots.$index, index, constant, note, members);
                    }
                    let index = index - $type::KEYS;
                )*
                let _ = (slots, index, constant, note, members);
                Ok(())
            }

            #[inline]
            fn finish(slots: Self::Slots) -> Result<Self, usize> {
                let ($($field,)*) = slots;
                let base = 0;
                $(
                    let $field = $type::finish($field).map_err(|index| base + index)?;
                    let base = base + $type::KEYS;
                )*
                let _ = base;
                Ok(($($field,)*))
            }
        }

        impl<$($type: WriteFields),*> WriteFields for ($($type,)*) {
            const KEYS: usize = 0 $(+ $type::KEYS)*;

            #[inline]
            fn count<R: Rest>(&self, keys: &[Key], told: Option<&Told<'_, R>>) -> usize {
                let count = 0;
                $(
                    let count = count + self.$index.count(keys, told);
                    let keys = keys.get($type::KEYS..).unwrap_or_default();
                )*
                let _ = keys;
                count
            }

            #[inline]
            fn write<M: SerializeMap, R: Rest>(
                &self,
                keys: &[Key],
                told: Option<&Told<'_, R>>,
                map: &mut M,
            ) -> Result<(), M::Error> {
                $(
                    self.$index.write(keys, told, map)?;
                    let keys = keys.get($type::KEYS..).unwrap_or_default();
                )*
                let _ = (keys, told, map);
                Ok(())
            }
        }
    };
}

tuples!(A a 0,);
tuples!(A a 0, B b 1,);
tuples!(A a 0, B b 1, C c 2,);
tuples!(A a 0, B b 1, C c 2, D d 3,);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4,);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5,);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6,);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7,);
