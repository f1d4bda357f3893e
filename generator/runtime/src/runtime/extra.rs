//! What an object has beyond its description: kept when it is read, written back as it came.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::object::Rest;
use super::wire_input::{Members, Typed};

/// The members of an object that the description does not name, in the order they came in.
///
/// They are written again after the named ones. A key that a field has too is written once, with the
/// value that it has here.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra {
    // Mostly there are none, and then nothing is allocated.
    members: Option<Box<Map<String, Value>>>,
}

impl Extra {
    /// No members.
    #[must_use]
    pub const fn new() -> Self {
        Self { members: None }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members.as_ref()?.get(key)
    }

    /// Sets the value of a key; gives the one it had.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.members
            .get_or_insert_default()
            .insert(key.into(), value.into())
    }

    /// Takes a key out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let members = self.members.as_mut()?;
        let value = members.shift_remove(key);
        if members.is_empty() {
            self.members = None;
        }
        value
    }

    /// Whether a key is there.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.members.is_none()
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members
            .iter()
            .flat_map(|members| members.iter())
            .map(|(key, value)| (key.as_str(), value))
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut extra = Self::new();
        extra.extend(members);
        extra
    }
}

impl<K: Into<String>, V: Into<Value>> Extend<(K, V)> for Extra {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl From<Map<String, Value>> for Extra {
    fn from(members: Map<String, Value>) -> Self {
        Self { members: (!members.is_empty()).then(|| Box::new(members)) }
    }
}

impl From<Extra> for Map<String, Value> {
    fn from(extra: Extra) -> Self {
        extra.members.map(|members| *members).unwrap_or_default()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

impl Rest for Extra {
    fn read<'de, M: Members<'de>>(
        &mut self,
        key: String,
        members: &mut M,
    ) -> Result<(), M::Error> {
        let value: Value = members.value(Typed::new())?;
        self.insert(key, value);
        Ok(())
    }

    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn has(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}
