//! How numbers were written where their type does not tell: `3` among floats, `88.0` among integers.
//! It is noted when an object is read, and a number that is still the same is written so again.

use std::marker::PhantomData;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::wire::input::{Input, Reader};
use crate::runtime::wire::value::Wire;

/// How a value was written: a number, or an array or an object of what is to be noted of its items
/// and null for the others. `None` when it is written so anyway.
pub type Spelling = Option<Value>;

/// Reads a value of a type and notes how it was written.
pub(crate) struct Noting<'n, T>(pub(crate) &'n mut Spelling, PhantomData<T>);

impl<'n, T> Noting<'n, T> {
    /// Reads a value of this type.
    pub(crate) const fn new(note: &'n mut Spelling) -> Self {
        Self(note, PhantomData)
    }
}

impl<T: Wire> Reader for Noting<'_, T> {
    type Value = T;

    #[inline]
    fn read<'de, I: Input<'de>>(self, input: I) -> Result<T, I::Error> {
        T::decode_noting(input, self.0)
    }
}

/// Adds what is noted of an item of a list.
#[cold]
pub(crate) fn note_item(notes: &mut Spelling, index: usize, note: Value) {
    let notes = notes.get_or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(items) = notes {
        items.resize(index, Value::Null);
        items.push(note);
    }
}

/// A value as serde writes it, and how it was written where that is known.
pub(crate) struct AsWritten<'a, T>(pub(crate) &'a T, pub(crate) Option<&'a Value>);

impl<T: Wire> Serialize for AsWritten<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            None => self.0.encode(serializer),
            Some(note) => self.0.encode_as(note, serializer),
        }
    }
}
