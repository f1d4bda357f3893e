//! Fields whose absence and whose null mean different things.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::fields::{ReadFields, WriteFields};
use super::object::{Key, Literal, Rest};
use super::spelling::{AsWritten, Noting, Spelling};
use super::wire::Wire;
use super::wire_input::Members;

/// A field that can be absent, null or a value, where absent and null differ.
///
/// In a request, absent leaves a setting alone and null takes it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Nullable<T> {
    /// The field is not there, or is not sent.
    #[default]
    Absent,
    /// The field is null.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value; neither absent nor null have one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// A reference to the value; neither absent nor null have one.
    #[must_use]
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// A mutable reference to the value; neither absent nor null have one.
    #[must_use]
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// What the value points to, such as the `str` of a `String`.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: std::ops::Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// Whether the field is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the field has a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is absent: what is not there is not sent. Null has to be said: [`Nullable::Null`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_option()
    }
}

/// Such a field as it was read.
pub(crate) struct Read<T>(pub(crate) Nullable<T>);

/// Such a field to write.
pub(crate) struct Write<'a, T>(pub(crate) &'a Nullable<T>);

impl<T: Wire> ReadFields for Read<T> {
    type Slots = Nullable<T>;
    const KEYS: usize = 1;

    #[inline]
    fn empty() -> Nullable<T> {
        Nullable::Absent
    }

    #[inline]
    fn read<'de, M: Members<'de>>(
        slot: &mut Nullable<T>,
        _: usize,
        _: Option<Literal>,
        note: &mut Spelling,
        members: &mut M,
    ) -> Result<(), M::Error> {
        *slot = members
            .value(Noting::<Option<T>>::new(note))?
            .map_or(Nullable::Null, Nullable::Value);
        Ok(())
    }

    #[inline]
    fn finish(slot: Nullable<T>) -> Result<Self, usize> {
        Ok(Self(slot))
    }
}

impl<T: Wire> WriteFields for Write<'_, T> {
    const KEYS: usize = 1;

    #[inline]
    fn count<R: Rest>(&self, keys: &[Key], replaced: Option<&R>) -> usize {
        usize::from(self.key(keys, replaced).is_some())
    }

    #[inline]
    fn write<M: SerializeMap, R: Rest>(
        &self,
        keys: &[Key],
        replaced: Option<&R>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match self.key(keys, replaced) {
            Some(key) => {
                let note = replaced.and_then(|rest| rest.noted(key));
                map.serialize_entry(key, &Present(self.0, note))
            }
            None => Ok(()),
        }
    }
}

impl<T> Write<'_, T> {
    /// The key to write the field under, when it is written.
    #[inline]
    fn key<R: Rest>(&self, keys: &[Key], replaced: Option<&R>) -> Option<&'static str> {
        let key = keys.first()?.name;
        (!self.0.is_absent() && !replaced.is_some_and(|rest| rest.has(key))).then_some(key)
    }
}

/// A value or null.
struct Present<'a, T>(&'a Nullable<T>, Option<&'a Value>);

impl<T: Wire> Serialize for Present<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Nullable::Value(value) => serializer.serialize_some(&AsWritten(value, self.1)),
            Nullable::Absent | Nullable::Null => serializer.serialize_none(),
        }
    }
}
