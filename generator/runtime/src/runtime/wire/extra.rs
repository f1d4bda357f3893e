//! What an object has beyond its description: kept when it is read, written back as it came.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::runtime::wire::input::{self, Typed};
use crate::runtime::wire::object::{Rest, Written};

/// The members of an object that the description does not name, in the order they came in.
///
/// They are written again after the named ones. A member cannot take the place of a named one: under the
/// key of a field nothing of this is written, also where the field holds nothing, and so it is with the
/// tag of a union.
///
/// Fields that came in other words, such as `3` for a float, `88.0` for an integer or null for what may
/// be missing, are written in those words again unless they have changed.
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Kept>>);

/// Mostly there is nothing to keep, and nothing is allocated.
#[derive(Clone, Default)]
struct Kept {
    members: Members,
    /// How fields were written, by their keys.
    notes: Vec<(&'static str, Value)>,
}

/// Mostly there is one, which needs no table.
#[derive(Clone, Default)]
enum Members {
    #[default]
    None,
    One(String, Value),
    Many(Map<String, Value>),
}

impl Extra {
    /// No members.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match &self.0.as_deref()?.members {
            Members::None => None,
            Members::One(only, value) => (only == key).then_some(value),
            Members::Many(members) => members.get(key),
        }
    }

    /// Sets the value of a key, in its place if it is there and else at the end; gives the value it
    /// had.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        match &mut self.0.get_or_insert_default().members {
            members @ Members::None => {
                *members = Members::One(key, value);
                None
            }
            Members::One(only, old) if *only == key => Some(mem::replace(old, value)),
            members => members.change(|members| members.insert(key, value)),
        }
    }

    /// Takes a key out and gives its value; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let members = &mut self.0.as_deref_mut()?.members;
        let (value, left) = members.change(|members| (members.shift_remove(key), members.len()));
        if left == 0 {
            *members = Members::None;
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
        match self.members() {
            None | Some(Members::None) => 0,
            Some(Members::One(..)) => 1,
            Some(Members::Many(members)) => members.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.members(), None | Some(Members::None))
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (one, many) = match self.members() {
            None | Some(Members::None) => (None, None),
            Some(Members::One(key, value)) => (Some((key, value)), None),
            Some(Members::Many(members)) => (None, Some(members)),
        };
        one.into_iter()
            .chain(many.into_iter().flatten())
            .map(|(key, value)| (key.as_str(), value))
    }

    fn members(&self) -> Option<&Members> {
        self.0.as_deref().map(|kept| &kept.members)
    }
}

impl Members {
    /// Lets the members be changed as a table.
    fn change<T>(&mut self, change: impl FnOnce(&mut Map<String, Value>) -> T) -> T {
        match self {
            Self::Many(members) => change(members),
            Self::None => change(&mut Map::new()),
            Self::One(key, value) => {
                let mut members = Map::from_iter([(mem::take(key), mem::take(value))]);
                let result = change(&mut members);
                *self = Self::Many(members);
                result
            }
        }
    }
}

/// The order does not count, as in any object.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Eq for Extra {}

impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_unstable_by_key(|(key, _)| *key);
        members.hash(state);
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
        let kept = |members| Kept {
            members: Members::Many(members),
            notes: Vec::new(),
        };
        Self((!members.is_empty()).then(|| Box::new(kept(members))))
    }
}

impl From<Extra> for Map<String, Value> {
    fn from(extra: Extra) -> Self {
        match extra.0.map(|kept| kept.members) {
            None | Some(Members::None) => Self::new(),
            Some(Members::One(key, value)) => Self::from_iter([(key, value)]),
            Some(Members::Many(members)) => members,
        }
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
    type Kept = Self;

    #[inline]
    fn read<'de, M: input::Members<'de>>(
        kept: &mut Self,
        key: String,
        members: &mut M,
    ) -> Result<(), M::Error> {
        let value: Value = members.value(Typed::new())?;
        let members = &mut kept.0.get_or_insert_default().members;
        match members {
            Members::None => *members = Members::One(key, value),
            _ => drop(kept.insert(key, value)),
        }
        Ok(())
    }

    #[inline]
    fn finish<E>(kept: Self) -> Result<Self, E> {
        Ok(kept)
    }

    #[inline]
    fn count(&self, written: &Written<'_>) -> usize {
        self.iter().filter(|(key, _)| !written.has(key)).count()
    }

    #[cold]
    fn note(kept: &mut Self, key: &'static str, note: Value) {
        let notes = &mut kept.0.get_or_insert_default().notes;
        notes.retain(|(noted, _)| *noted != key);
        notes.push((key, note));
    }

    fn noted(&self, key: &str) -> Option<&Value> {
        let mut notes = self.0.as_deref()?.notes.iter();
        notes.find(|(noted, _)| *noted == key).map(|(_, note)| note)
    }

    #[inline]
    fn has_notes(&self) -> bool {
        self.0.as_ref().is_some_and(|kept| !kept.notes.is_empty())
    }

    #[inline]
    fn write<M: SerializeMap>(&self, written: &Written<'_>, map: &mut M) -> Result<(), M::Error> {
        if self.is_empty() {
            return Ok(());
        }
        let mut others = self.iter().filter(|(key, _)| !written.has(key));
        others.try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}
