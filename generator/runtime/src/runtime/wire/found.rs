//! What was found in a document, in the words of an error.

use std::fmt;

use serde::de;
use serde_json::Number;

use crate::runtime::wire::said_by_serde::LONGEST;

/// A value that was found, possibly where another was expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found<'a> {
    /// Null.
    Null,
    /// True or false.
    Bool(bool),
    /// An integer with a sign.
    Integer(i64),
    /// An integer without a sign.
    Unsigned(u64),
    /// An integer beyond 64 bits.
    Large(i128),
    /// Another number.
    Number(f64),
    /// A number that no `f64` holds, such as `1e400`.
    Beyond(&'a Number),
    /// Text.
    String(&'a str),
    /// An array, whatever it holds.
    Array,
    /// An object, whatever it holds.
    Object,
}

impl Found<'_> {
    /// The integer that it is, however it is written: `88.0` is one.
    #[inline]
    pub(crate) fn integer(self) -> Option<i128> {
        match self {
            Self::Integer(value) => Some(value.into()),
            Self::Unsigned(value) => Some(value.into()),
            Self::Large(value) => Some(value),
            // A float of 100 bits or more is no integer of ours; `as` is exact below.
            Self::Number(value) if value.fract() == 0.0 && value.abs() < 2_f64.powi(100) => {
                Some(value as i128)
            }
            _ => None,
        }
    }

    /// The error that something else was expected.
    #[cold]
    pub(crate) fn instead_of<E: de::Error>(self, expected: impl fmt::Display) -> E {
        E::custom(format_args!("expected {expected}, found {self}"))
    }
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => value.fmt(formatter),
            Self::Integer(value) => value.fmt(formatter),
            Self::Unsigned(value) => value.fmt(formatter),
            Self::Large(value) => value.fmt(formatter),
            Self::Number(value) => fmt::Debug::fmt(&value, formatter),
            Self::Beyond(number) => {
                let digits = number.to_string();
                match digits.get(..=LONGEST) {
                    Some(_) => write!(formatter, "{}…", &digits[..LONGEST]),
                    None => formatter.write_str(&digits),
                }
            }
            Self::String(value) => match value.char_indices().nth(LONGEST) {
                Some((end, _)) => write!(formatter, "{:?}…", &value[..end]),
                None => write!(formatter, "{value:?}"),
            },
            Self::Array => formatter.write_str("an array"),
            Self::Object => formatter.write_str("an object"),
        }
    }
}
