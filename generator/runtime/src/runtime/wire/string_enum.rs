//! Enumerations of strings that stay open: a value that the description does not name is kept.

/// Defines an enumeration: each variant with the text that it is on the wire, and
/// `Unknown(String)`. What has no documentation of its own is documented by that text.
macro_rules! string_enum {
    (pub enum $type:ident $($table:tt)*) => {
        $crate::runtime::wire::string_enum::string_enum! {
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
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = $crate::runtime::wire::documented::documented!([$($doc)*] = $value)]
                $variant,
            )*
            /// Another value, which the description does not name.
            Unknown(::std::string::String),
        }

        impl $type {
            /// The value as the API writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }

            /// The value that the description names so.
            fn known(value: &str) -> ::std::option::Option<Self> {
                match value {
                    $($value => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::wire::value::Wire for $type {
            fn decode<'de, I: $crate::runtime::wire::input::Input<'de>>(input: I) -> ::std::result::Result<Self, I::Error> {
                input.scalar($crate::runtime::wire::string_enum::OpenString::<Self>::new())
            }

            fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::runtime::wire::value::serde!($type);
    };
}

pub(crate) use string_enum;

use std::marker::PhantomData;

use serde::de;

use crate::runtime::wire::found::Found;
use crate::runtime::wire::scalar::{Scalar, Shape};

/// Reads such a value.
pub(crate) struct OpenString<T>(PhantomData<T>);

impl<T> OpenString<T> {
    /// Reads a value of this type.
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: for<'a> From<&'a str>> Scalar for OpenString<T> {
    type Value = T;

    fn shape(&self) -> Shape {
        Shape::String
    }

    fn take<E: de::Error>(self, found: Found<'_>) -> Result<T, E> {
        match found {
            Found::String(value) => Ok(T::from(value)),
            _ => Err(found.instead_of("a string")),
        }
    }
}
