//! Unions that are part of an object: the object also has fields that all variants have, and
//! what is left of the object is the variant.

use serde::de;
use serde::ser::{self, SerializeMap};
use serde_json::value::Serializer;
use serde_json::{Map, Value};

use crate::runtime::wire::object::Written;
use crate::runtime::wire::spelling::AsWritten;
use crate::runtime::wire::value::Wire;

/// The members of an object as the union that they are.
pub(crate) fn read<T: Wire, E: de::Error>(members: Map<String, Value>) -> Result<T, E> {
    T::decode(&Value::Object(members)).map_err(E::custom)
}

/// How many members of a variant are not written yet.
pub(crate) fn count<T: Wire>(variant: &T, written: &Written<'_>) -> usize {
    let members = members(variant).unwrap_or_default();
    members.keys().filter(|key| !written.has(key)).count()
}

/// The members that a variant is written as; `None` when it is no object.
fn members<T: Wire>(variant: &T) -> Option<Map<String, Value>> {
    match variant.encode(Serializer) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

/// Writes the members of a variant that are not written yet.
pub(crate) fn write<T: Wire, M: SerializeMap>(
    variant: &T,
    written: &Written<'_>,
    map: &mut M,
) -> Result<(), M::Error> {
    let members = members(variant);
    let members =
        members.ok_or_else(|| ser::Error::custom("expected a variant that is an object"))?;
    let mut others = members.iter().filter(|(key, _)| !written.has(key));
    others.try_for_each(|(key, value)| map.serialize_entry(key, &AsWritten(value, None)))
}

/// Lets a union be what the fields of an object leave over.
macro_rules! flattened {
    ($type:ident) => {
        impl $crate::runtime::wire::object::Rest for $type {
            type Kept = ::serde_json::Map<::std::string::String, ::serde_json::Value>;

            fn read<'de, M: $crate::runtime::wire::input::Members<'de>>(
                kept: &mut Self::Kept,
                key: ::std::string::String,
                members: &mut M,
            ) -> ::std::result::Result<(), M::Error> {
                kept.insert(
                    key,
                    members.value($crate::runtime::wire::input::Typed::new())?,
                );
                Ok(())
            }

            fn finish<E: ::serde::de::Error>(kept: Self::Kept) -> ::std::result::Result<Self, E> {
                $crate::runtime::wire::flattened::read(kept)
            }

            fn count(&self, written: &$crate::runtime::wire::object::Written<'_>) -> usize {
                $crate::runtime::wire::flattened::count(self, written)
            }

            fn write<M: ::serde::ser::SerializeMap>(
                &self,
                written: &$crate::runtime::wire::object::Written<'_>,
                map: &mut M,
            ) -> ::std::result::Result<(), M::Error> {
                $crate::runtime::wire::flattened::write(self, written, map)
            }
        }
    };
}

pub(crate) use flattened;
