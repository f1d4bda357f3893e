//! The values that `enum` and `const` allow.

use std::fmt;

use crate::openapi::{Additional, Assertions, Kind};
use crate::source::{Node, Value};

/// A value that a schema allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Constant<'s> {
    Text(&'s str),
    Integer(i64),
    Bool(bool),
}

impl fmt::Display for Constant<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Integer(value) => value.fmt(formatter),
            Self::Bool(value) => value.fmt(formatter),
        }
    }
}

/// The one value that a schema allows, where it fits its type.
pub(crate) fn constant<'s>(assertions: &Assertions<'s>) -> Option<Constant<'s>> {
    if assertions.nullable {
        return None;
    }
    let node = assertions.constant.or(match assertions.values.as_deref() {
        Some([only]) => Some(*only),
        _ => None,
    })?;
    let fits = |kind: Kind| assertions.kinds.is_empty() || assertions.kinds.contains(&kind);
    match &node.value {
        Value::String(text) if fits(Kind::String) => Some(Constant::Text(text)),
        Value::Bool(value) if fits(Kind::Boolean) => Some(Constant::Bool(*value)),
        Value::Integer(_) | Value::Float(_) if fits(Kind::Integer) => {
            integer(node, &assertions.kinds).map(Constant::Integer)
        }
        _ => None,
    }
}

/// The one value, the strings or the integers that a schema enumerates.
pub(crate) fn few_constants<'s>(assertions: &Assertions<'s>) -> Option<Vec<Constant<'s>>> {
    if let Some(constant) = constant(assertions) {
        return Some(vec![constant]);
    }
    if let Some(texts) = texts(assertions) {
        return Some(texts.into_iter().map(Constant::Text).collect());
    }
    let values = enumerated(assertions)?.into_iter();
    let values = values.filter(|node| node.value != Value::Null);
    let integers = values.map(|node| integer(node, &assertions.kinds));
    let integers: Option<Vec<i64>> = integers.collect();
    let integers = integers.filter(|integers| {
        !integers.is_empty()
            && assertions.kinds == [Kind::Integer]
            && assertions.branches().is_empty()
    });
    Some(integers?.into_iter().map(Constant::Integer).collect())
}

/// The values that a schema enumerates, of whichever JSON types; `None` when one of them is a number with a fraction,
/// an array or an object, or null beside values of several types.
pub(super) fn tag_constants<'s>(assertions: &Assertions<'s>) -> Option<Vec<Constant<'s>>> {
    let few = few_constants(assertions);
    if few.is_some() || assertions.nullable || !assertions.branches().is_empty() {
        return few;
    }
    let fits = |kind: Kind| assertions.kinds.is_empty() || assertions.kinds.contains(&kind);
    let values = enumerated(assertions)?.into_iter();
    let constants = values.map(|node| match &node.value {
        Value::String(text) if fits(Kind::String) => Some(Constant::Text(text)),
        Value::Bool(value) if fits(Kind::Boolean) => Some(Constant::Bool(*value)),
        Value::Integer(_) if fits(Kind::Integer) => {
            integer(node, &assertions.kinds).map(Constant::Integer)
        }
        _ => None,
    });
    let constants: Option<Vec<Constant<'s>>> = constants.collect();
    constants.filter(|constants| !constants.is_empty())
}

/// The strings that a schema enumerates, null aside; `None` when it enumerates anything else.
pub(crate) fn texts<'s>(assertions: &Assertions<'s>) -> Option<Vec<&'s str>> {
    if !assertions.branches().is_empty() {
        return None;
    }
    let values = enumerated(assertions)?.into_iter();
    let texts: Option<Vec<&str>> = values
        .filter(|node| node.value != Value::Null)
        .map(Node::as_str)
        .collect();
    texts.filter(|texts| !texts.is_empty())
}

/// Whether the values are strings. Where `type` is `string`, YAML's `1` and `1.10` are meant as text.
pub(crate) fn are_texts(values: &[&Node], kinds: &[Kind]) -> bool {
    let only_text = kinds == [Kind::String];
    values.iter().all(|value| match &value.value {
        Value::String(_) => true,
        Value::Integer(_) | Value::Float(_) | Value::Bool(_) => only_text,
        _ => false,
    })
}

/// An integer that fits 64 bits. Where the type is `integer`, `1.0` and `1e3` are some too (JSON Schema 2020-12 §6.1.1).
pub(crate) fn integer(node: &Node, kinds: &[Kind]) -> Option<i64> {
    // Up to here each integer has a float of its own.
    const LARGEST: f64 = (1_i64 << 53) as f64;
    match node.value {
        Value::Integer(value) => i64::try_from(value).ok(),
        Value::Float(value) if kinds == [Kind::Integer] => {
            (value.fract() == 0.0 && value.abs() <= LARGEST).then_some(value as i64)
        }
        _ => None,
    }
}

/// Whether null alone matches.
pub(crate) fn is_null(assertions: &Assertions<'_>) -> bool {
    if let Some(values) = enumerated(assertions) {
        return values.iter().all(|value| value.value == Value::Null);
    }
    assertions.kinds == [Kind::Null]
        && assertions.is_only(|rest| {
            rest.kinds.clear();
            rest.nullable = false;
            rest.format = None;
            rest.bounds.clear();
            rest.unchecked.clear();
        })
}

/// Whether a branch of a union is there for null alone, as some tools write it: `{ nullable: true }`, or an object that
/// may be null and has no members.
pub(crate) fn means_null(assertions: &Assertions<'_>) -> bool {
    assertions.nullable
        && assertions.is_only(|rest| {
            rest.nullable = false;
            if rest.kinds == [Kind::Object] && rest.additional == Additional::Forbidden {
                rest.kinds.clear();
                rest.additional = Additional::Absent;
            }
        })
}

/// Whether a branch says no more than that it is an object or null, which also means null alone beside an object that is
/// described.
pub(crate) fn is_object_or_null(assertions: &Assertions<'_>) -> bool {
    assertions.nullable
        && assertions.kinds == [Kind::Object]
        && assertions.is_only(|rest| {
            rest.nullable = false;
            rest.kinds.clear();
        })
}

/// Whether null is among the values that a schema allows, its branches aside.
pub(crate) fn allows_null(assertions: &Assertions<'_>) -> bool {
    let is_value = |values: Vec<&Node>| values.iter().any(|value| value.value == Value::Null);
    assertions.nullable || is_null(assertions) || enumerated(assertions).is_some_and(is_value)
}

/// What `const`, else `enum` allows.
pub(crate) fn enumerated<'s>(assertions: &Assertions<'s>) -> Option<Vec<&'s Node>> {
    match (assertions.constant, &assertions.values) {
        (Some(constant), _) => Some(vec![constant]),
        (None, values) => values.clone(),
    }
}
