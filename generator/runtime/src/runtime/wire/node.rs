//! JSON values that are already there, as something to read from. What cannot be read is named by
//! its path inside the value.

use std::borrow::Cow;
use std::fmt;
use std::iter::Enumerate;
use std::slice;

use serde::de;
use serde_json::{Value, map};

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::{Array, Elements, Input, Members, Object, Reader};
use crate::runtime::wire::scalar::{Scalar, found};

/// Why a value cannot be read, and its place: `.metrics.step: expected a number, found "x"`.
#[derive(Debug)]
pub struct Fault(Box<(String, String)>);

impl Fault {
    /// The fault as the value around sees it.
    #[cold]
    pub(crate) fn under(mut self, step: impl fmt::Display) -> Self {
        self.0.0 = format!("{step}{}", self.0.0);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, message) = &*self.0;
        // A union in a union: its message begins with a path of its own.
        let separator = if path.is_empty() || message.starts_with(['.', '[']) {
            ""
        } else {
            ": "
        };
        write!(formatter, "{path}{separator}{message}")
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new((String::new(), message.to_string())))
    }
}

impl<'a> From<&'a Value> for Found<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => found(number),
            Value::String(text) => Self::String(text),
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

impl<'de> Input<'de> for &'de Value {
    type Error = Fault;

    fn scalar<S: Scalar>(self, scalar: S) -> Result<S::Value, Fault> {
        scalar.take(Found::from(self))
    }

    fn option<R: Reader>(self, reader: R) -> Result<Option<R::Value>, Fault> {
        if self.is_null() {
            Ok(None)
        } else {
            reader.read(self).map(Some)
        }
    }

    fn array<A: Array>(self, array: &mut A) -> Result<(), Fault> {
        match self {
            Value::Array(items) => array.read(items.iter().enumerate()),
            _ => Err(Found::from(self).instead_of("an array")),
        }
    }

    fn object<O: Object>(self, object: &mut O) -> Result<(), Fault> {
        match self {
            Value::Object(members) => object.read(Remaining {
                members: members.iter(),
                last: None,
            }),
            _ => Err(Found::from(self).instead_of("an object")),
        }
    }

    fn json(self) -> Result<Cow<'de, Value>, Fault> {
        Ok(Cow::Borrowed(self))
    }
}

impl<'de> Elements<'de> for Enumerate<slice::Iter<'de, Value>> {
    type Error = Fault;

    fn next<R: Reader>(&mut self, reader: R) -> Result<Option<R::Value>, Fault> {
        let read = |(index, item)| {
            let read = reader.read(item);
            read.map_err(|fault: Fault| fault.under(format_args!("[{index}]")))
        };
        Iterator::next(self).map(read).transpose()
    }
}

/// The members that are still to be read, and the one whose key was read last.
struct Remaining<'de> {
    members: map::Iter<'de>,
    last: Option<(&'de String, &'de Value)>,
}

impl<'de> Members<'de> for Remaining<'de> {
    type Error = Fault;

    fn key<K>(&mut self, find: impl FnOnce(&str) -> K) -> Result<Option<K>, Fault> {
        self.last = self.members.next();
        Ok(self.last.map(|(key, _)| find(key)))
    }

    fn value<R: Reader>(&mut self, reader: R) -> Result<R::Value, Fault> {
        let (key, value) = self
            .last
            .ok_or_else(|| de::Error::custom("expected a key"))?;
        reader
            .read(value)
            .map_err(|fault| fault.under(format_args!(".{key}")))
    }
}
