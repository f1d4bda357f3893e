//! Enumerations of integers that stay open: a value that the description does not name is kept.

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
            /// Another value, which the description does not name.
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
            fn decode_noting<'de, I: $crate::runtime::wire::input::Input<'de>>(
                input: I,
                note: &mut $crate::runtime::wire::spelling::Spelling,
            ) -> ::std::result::Result<Self, I::Error> {
                <i64 as $crate::runtime::wire::value::Wire>::decode_noting(input, note)
                    .map(Self::from)
            }

            fn encode<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }

            fn encode_as<S: ::serde::Serializer>(
                &self,
                note: &::serde_json::Value,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::value::Wire::encode_as(&self.value(), note, serializer)
            }
        }

        $crate::runtime::wire::value::serde!($type);
    };
}

pub(crate) use integer_enum;
