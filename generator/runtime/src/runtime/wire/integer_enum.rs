//! Enumerations of integers that stay open: a value that the description does not name is kept.

use std::marker::PhantomData;

use serde::de;

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::Typed;
use crate::runtime::wire::scalar::{Scalar, Shape};

/// Reads such a value.
pub(crate) struct OpenInteger<T>(PhantomData<T>);

impl<T> OpenInteger<T> {
    /// Reads a value of this type.
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: From<i64>> Scalar for OpenInteger<T> {
    type Value = T;

    fn shape(&self) -> Shape {
        Shape::Integer
    }

    fn take<E: de::Error>(self, found: Found<'_>) -> Result<T, E> {
        Typed::<i64>::new().take(found).map(T::from)
    }
}

/// Defines an enumeration: each variant with the number that it is on the wire, and
/// `Unknown(i64)`. What has no documentation of its own is documented by that number.
macro_rules! integer_enum {
    (pub enum $type:ident $($table:tt)*) => {
        $crate::runtime::wire::integer_enum::integer_enum! {
            #[doc = concat!("`", stringify!($type), "`")]
            pub enum $type $($table)*
        }
    };
    (
        $(#[$meta:meta])+
        pub enum $type:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = $crate::runtime::wire::documented::documented!([$($doc)*] = $value)]
                $variant,
            )*
            /// Another value: the API knows it, its description does not.
            Unknown(i64),
        }

        impl $type {
            /// The value as the API writes it.
            #[must_use]
            pub const fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::std::convert::From<i64> for $type {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::runtime::wire::value::Wire for $type {
            fn decode<'de, I: $crate::runtime::wire::input::Input<'de>>(input: I) -> ::std::result::Result<Self, I::Error> {
                input.scalar($crate::runtime::wire::integer_enum::OpenInteger::<Self>::new())
            }

            fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        $crate::runtime::wire::value::serde!($type);
    };
}

pub(crate) use integer_enum;
