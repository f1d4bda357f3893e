//! Arrays whose places have types of their own: read and written place by place, and what comes after
//! the last of them is kept.

use std::marker::PhantomData;

use serde::de::Error;
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;

use crate::runtime::wire::input::{Array, Elements, Input, Reader};
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::spelling::{AsWritten, Spelling, note_item};
use crate::runtime::wire::value::Wire;

/// A type that a place of a tuple can have.
pub trait Place: Sized {
    /// Reads the value of the place, and notes how its numbers were written.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    fn decode<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error>;

    /// Writes it, numbers as they were noted.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and values that JSON does not have.
    fn encode<S: Serializer>(&self, note: Option<&Value>, serializer: S)
    -> Result<S::Ok, S::Error>;

    /// What it is when the array ends before it, where it may.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Whether the array may end before it.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Wire> Place for T {
    fn decode<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error> {
        T::decode_noting(input, note)
    }

    fn encode<S: Serializer>(
        &self,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        AsWritten(self, note).serialize(serializer)
    }
}

impl<T: Wire> Place for Nullable<T> {
    fn decode<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error> {
        let value = T::decode_optional(input, note)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }

    fn encode<S: Serializer>(
        &self,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_some(&AsWritten(value, note)),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// A place as it is read.
struct Noted<'n, P>(&'n mut Spelling, PhantomData<P>);

impl<P: Place> Reader for Noted<'_, P> {
    type Value = P;

    fn read<'de, I: Input<'de>>(self, input: I) -> Result<P, I::Error> {
        P::decode(input, self.0)
    }
}

/// A place as it is written.
struct Written<'a, P>(&'a P, Option<&'a Value>);

impl<P: Place> Serialize for Written<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(self.1, serializer)
    }
}

/// The items of an array one after the other, and how their numbers are written.
#[derive(Debug)]
pub struct Items<'n, E> {
    items: E,
    notes: &'n mut Spelling,
    index: usize,
    ended: bool,
}

impl<'de, E: Elements<'de>> Items<'_, E> {
    /// The next item; not asked for again after the end.
    fn next<P: Place>(&mut self) -> Result<Option<P>, E::Error> {
        let mut note = None;
        let item = match self.ended {
            true => None,
            false => self.items.next(Noted(&mut note, PhantomData))?,
        };
        if let Some(note) = note {
            note_item(self.notes, self.index, note);
        }
        self.ended = item.is_none();
        self.index += 1;
        Ok(item)
    }

    /// The value of the next place.
    fn place<P: Place>(&mut self) -> Result<P, E::Error> {
        let index = self.index;
        let place = self.next()?.or_else(P::absent);
        place.ok_or_else(|| {
            E::Error::custom(format_args!(
                "expected an item at [{index}], found the end of the array"
            ))
        })
    }
}

/// Places one after the other: a tuple.
pub trait Places: Sized {
    /// How many there are.
    const COUNT: usize;

    /// Reads every place.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead.
    fn read<'de, E: Elements<'de>>(items: &mut Items<'_, E>) -> Result<Self, E::Error>;

    /// How many of them are to be written when nothing comes after them.
    fn used(&self) -> usize;

    /// Writes so many of them.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and values that JSON does not have.
    fn write<S: SerializeSeq>(
        &self,
        count: usize,
        notes: Option<&Value>,
        array: &mut S,
    ) -> Result<(), S::Error>;
}

macro_rules! places {
    ($count:literal $($type:ident $index:tt)*) => {
        impl<$($type: Place),*> Places for ($($type,)*) {
            const COUNT: usize = $count;

            fn read<'de, E: Elements<'de>>(items: &mut Items<'_, E>) -> Result<Self, E::Error> {
                Ok(($(items.place::<$type>()?,)*))
            }

            fn used(&self) -> usize {
                let mut used = 0;
                $(
                    if !self.$index.is_absent() {
                        used = $index + 1;
                    }
                )*
                used
            }

            fn write<S: SerializeSeq>(
                &self,
                count: usize,
                notes: Option<&Value>,
                array: &mut S,
            ) -> Result<(), S::Error> {
                $(
                    if $index < count {
                        let note = notes.and_then(|notes| notes.get($index));
                        array.serialize_element(&Written(&self.$index, note))?;
                    }
                )*
                Ok(())
            }
        }
    };
}

places!(1 A 0);
places!(2 A 0 B 1);
places!(3 A 0 B 1 C 2);
places!(4 A 0 B 1 C 2 D 3);
places!(5 A 0 B 1 C 2 D 3 F 4);
places!(6 A 0 B 1 C 2 D 3 F 4 G 5);
places!(7 A 0 B 1 C 2 D 3 F 4 G 5 H 6);
places!(8 A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7);
places!(9 A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7 J 8);
places!(10 A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7 J 8 K 9);
places!(11 A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7 J 8 K 9 L 10);
places!(12 A 0 B 1 C 2 D 3 F 4 G 5 H 6 I 7 J 8 K 9 L 10 M 11);

/// Places and what comes after them, while they are read.
struct Partial<'n, T, R> {
    places: Option<T>,
    rest: Vec<R>,
    notes: &'n mut Spelling,
}

impl<T: Places, R: Wire> Array for Partial<'_, T, R> {
    fn read<'de, E: Elements<'de>>(&mut self, items: E) -> Result<(), E::Error> {
        let mut items = Items {
            items,
            notes: self.notes,
            index: 0,
            ended: false,
        };
        self.places = Some(T::read(&mut items)?);
        while let Some(item) = items.next()? {
            self.rest.push(item);
        }
        Ok(())
    }
}

/// Reads the places and what comes after them, and notes how their numbers were written.
pub(crate) fn read<'de, T: Places, R: Wire, I: Input<'de>>(
    input: I,
    notes: &mut Spelling,
) -> Result<(T, Vec<R>), I::Error> {
    let mut partial = Partial {
        places: None,
        rest: Vec::new(),
        notes,
    };
    input.array(&mut partial)?;
    let places = partial
        .places
        .ok_or_else(|| I::Error::custom("expected an array"));
    Ok((places?, partial.rest))
}

/// Writes the places and what comes after them, numbers as they were noted.
pub(crate) fn write<S: Serializer, T: Places, R: Wire>(
    places: &T,
    rest: &[R],
    notes: Option<&Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let count = if rest.is_empty() {
        places.used()
    } else {
        T::COUNT
    };
    let mut array = serializer.serialize_seq(Some(count + rest.len()))?;
    places.write(count, notes, &mut array)?;
    for (index, item) in rest.iter().enumerate() {
        let note = notes.and_then(|notes| notes.get(T::COUNT + index));
        array.serialize_element(&Written(item, note))?;
    }
    array.end()
}

/// Defines an array whose places have types of their own: these types, then the type of what comes
/// after them where it has one. A place that may be missing is a `Nullable`: at the end of the array
/// it is left out, before a place that is there it is null.
macro_rules! tuple {
    (pub struct $type:ident $($table:tt)*) => {
        $crate::runtime::wire::tuple::tuple! {
            #[doc = concat!("`", stringify!($type), "`")]
            pub struct $type $($table)*
        }
    };
    ($(#[$meta:meta])+ pub struct $type:ident($($place:ty),+);) => {
        $crate::runtime::wire::tuple::tuple! {
            $(#[$meta])+
            pub struct $type($($place),+, ..::serde_json::Value);
        }
    };
    ($(#[$meta:meta])+ pub struct $type:ident($($place:ty),+, ..$rest:ty);) => {
        $(#[$meta])+
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $type {
            /// The places: the value derefs to them, so that its first one is `.0`.
            pub places: ($($place,)+),
            /// What comes after them.
            pub rest: ::std::vec::Vec<$rest>,
        }

        impl ::std::convert::From<($($place,)+)> for $type {
            fn from(places: ($($place,)+)) -> Self {
                let rest = ::std::vec::Vec::new();
                Self { places, rest }
            }
        }

        impl ::std::ops::Deref for $type {
            type Target = ($($place,)+);

            fn deref(&self) -> &Self::Target {
                &self.places
            }
        }

        impl ::std::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.places
            }
        }

        impl $crate::runtime::wire::value::Wire for $type {
            fn decode_noting<'de, I: $crate::runtime::wire::input::Input<'de>>(
                input: I,
                notes: &mut $crate::runtime::wire::spelling::Spelling,
            ) -> ::std::result::Result<Self, I::Error> {
                let (places, rest) = $crate::runtime::wire::tuple::read(input, notes)?;
                Ok(Self { places, rest })
            }

            fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::tuple::write(&self.places, &self.rest, None, serializer)
            }

            fn encode_as<S: ::serde::Serializer>(
                &self,
                notes: &::serde_json::Value,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::tuple::write(&self.places, &self.rest, Some(notes), serializer)
            }
        }

        $crate::runtime::wire::value::serde!($type);
    };
}

pub(crate) use tuple;
