//! The members of an object: its properties, and the keys that are none of them.

use crate::lower::context::Lowering;
use crate::lower::drafts::Key;
use crate::lower::outline::Values;
use crate::openapi::{Additional, Assertions, SchemaId};
use crate::schemas::{Direction, Flat};

/// The patterns that match every key.
const ALL_KEYS: [&str; 6] = ["", ".*", "^.*", ".*$", "^.*$", "^.+$"];

/// The properties; for a type of one direction those that it has.
pub(in crate::lower::types) fn members_of<'s>(
    lowering: &mut Lowering<'_, 's>,
    key: Key,
    flat: &Flat<'s>,
) -> Vec<(&'s str, SchemaId)> {
    let direction = own_direction(lowering, key);
    let properties = &flat.assertions.properties;
    let properties = properties.iter().map(|(name, property)| (*name, *property));
    let is_here = |(_, property): &(&str, SchemaId)| {
        let annotations = lowering.schemas.flat(*property).annotations;
        direction.is_none_or(|direction| direction.has(&annotations))
    };
    properties.filter(is_here).collect()
}

/// The direction that a type has for itself: it is split, or merge patches alone have it.
pub(in crate::lower::types) fn own_direction(
    lowering: &mut Lowering<'_, '_>,
    key: Key,
) -> Option<Direction> {
    match lowering.schemas.is_patch_copy(key.schema) {
        true => Some(Direction::Sent),
        false => is_split(lowering, key.schema).then_some(key.direction),
    }
}

/// Whether requests and answers each have a type of their own, without the members of the other.
/// An object whose `additionalProperties` have a type is not split: a `readOnly` member that was
/// left out would be read as an additional one.
fn is_split(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> bool {
    lowering.schemas.differs(schema) && {
        let assertions = lowering.schemas.flat(schema).assertions;
        assertions.pattern_properties.is_empty()
            && !matches!(assertions.additional, Additional::Schema(_))
    }
}

/// The schemas of the keys that are not properties. A map whose `additionalProperties` are `false`
/// has only keys that match a pattern. An object with properties keeps forbidden keys all the same,
/// and nothing tells those from the keys that match a pattern.
pub(in crate::lower::types) fn values_of(assertions: &Assertions<'_>, is_map: bool) -> Values {
    let patterns = &assertions.pattern_properties;
    let all_match = patterns
        .iter()
        .any(|(pattern, _)| ALL_KEYS.contains(pattern));
    let closed = is_map && assertions.additional == Additional::Forbidden && !patterns.is_empty();
    let additional = match assertions.additional {
        Additional::Schema(value) if !all_match => Some(value),
        _ => None,
    };
    let schemas = patterns.iter().map(|(_, id)| *id).chain(additional);
    Values {
        schemas: schemas.collect(),
        open: !all_match && !closed && additional.is_none(),
    }
}
