//! Values that hold others: lists, values that may be null, boxes, and any JSON.

use std::borrow::Cow;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::wire::{Encoded, Wire};
use super::wire_input::Input;

impl<T: Wire> Wire for Vec<T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.list()
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Encoded))
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.option()
    }

    #[inline]
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Encoded(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        T::decode(input).map(Self::new)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }
}

impl Wire for Value {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.json().map(Cow::into_owned)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}
