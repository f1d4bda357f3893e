//! `enum` and `const` → an enumeration, or the type of its values where they are no words.

use super::Decided;
use crate::api::{Integer, Type};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::outline::{Definition, Entry, Form};
use crate::openapi::{Assertions, Kind};
use crate::schemas::{Flat, are_texts, enumerated, integer};
use crate::source::{Node, Value};

/// The form of a schema with `enum` or `const`. `None` without them, and when the values contradict
/// the type.
pub(super) fn values<'s>(lowering: &mut Lowering<'_, 's>, flat: &Flat<'s>) -> Option<Decided<'s>> {
    let all = enumerated(&flat.assertions)?;
    let values = without_null(&all);
    if values.is_empty() {
        return Some((Form::Plain(Type::Json), false));
    }
    let nullable = flat.assertions.nullable || values.len() < all.len();
    let kinds = &flat.assertions.kinds;
    let fits = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
    let integers: Option<Vec<i64>> = values.iter().map(|value| integer(value, kinds)).collect();
    let integers = integers.filter(|_| fits(Kind::Integer) || fits(Kind::Number));
    let is_bool = |value: &&Node| matches!(value.value, Value::Bool(_));
    let is_number = |value: &&Node| matches!(value.value, Value::Integer(_) | Value::Float(_));
    let form = if let Some(texts) = texts(&flat.assertions) {
        let sources = lowering.report.sources;
        let texts = texts
            .into_iter()
            .map(|value| sources.text_of(value).into_owned());
        let texts = texts.collect();
        Form::Definition(Definition::StringEnum(entries(texts, &values)))
    } else if let Some(integers) = integers {
        Form::Definition(Definition::IntegerEnum(entries(integers, &values)))
    } else if values.iter().all(is_bool) && fits(Kind::Boolean) {
        if values.iter().all(|value| *value == values[0]) {
            note_any(
                lowering,
                values[0],
                "any boolean is taken, not only the value of the enumeration",
            );
        }
        Form::Plain(Type::Bool)
    } else if let Some(integers) = large_integers(&values)
        && (fits(Kind::Integer) || fits(Kind::Number))
    {
        note_any(
            lowering,
            values[0],
            "any integer is taken, not only the values of the enumeration",
        );
        if integers == Type::Json {
            super::note_big_integers(lowering, values[0]);
        }
        Form::Plain(integers)
    } else if values.iter().all(is_number) {
        note_any(
            lowering,
            values[0],
            "any number is taken, not only the values of the enumeration",
        );
        Form::Plain(Type::F64)
    } else if kinds.len() > 1 {
        // Each of the types has the values that are of it.
        return None;
    } else {
        let is_compound = |value: &&Node| matches!(value.value, Value::Array(_) | Value::Object(_));
        let message = if !kinds.is_empty() {
            "any value of the type is taken, not only the values of the enumeration"
        } else if values.iter().all(is_compound) {
            "any JSON is taken, not only the objects and lists of the enumeration"
        } else {
            "values of several types are kept as plain JSON"
        };
        let report = lowering.report;
        report.add(report.at_key(Code::Widened, values[0], message));
        if !kinds.is_empty() {
            return None;
        }
        return Some((Form::Plain(Type::Json), false));
    };
    Some((form, nullable))
}

/// The type of integers of which one has more than 63 bits. `None` where a value is no integer.
fn large_integers(values: &[&Node]) -> Option<Type> {
    let integers = values.iter().map(|value| match value.value {
        Value::Integer(integer) => Some(integer),
        _ => None,
    });
    let integers: Vec<i128> = integers.collect::<Option<_>>()?;
    let is_unsigned = |integer: &i128| u64::try_from(*integer).is_ok();
    Some(match integers.iter().all(is_unsigned) {
        true => Type::Integer(Integer::U64),
        false => Type::Json,
    })
}

/// Notes an enumeration whose type takes other values too.
fn note_any(lowering: &Lowering<'_, '_>, value: &Node, message: &str) {
    let report = lowering.report;
    report.add(report.at_key(Code::Widened, value, message));
}

/// The values of an enumeration of strings.
pub(super) fn texts<'s>(assertions: &Assertions<'s>) -> Option<Vec<&'s Node>> {
    let values = without_null(&enumerated(assertions)?);
    let fits = assertions.kinds.is_empty() || assertions.kinds.contains(&Kind::String);
    let are_texts = fits && !values.is_empty() && are_texts(&values, &assertions.kinds);
    are_texts.then_some(values)
}

fn without_null<'s>(values: &[&'s Node]) -> Vec<&'s Node> {
    let values = values.iter().copied();
    values.filter(|value| value.value != Value::Null).collect()
}

fn entries<'s, T>(values: Vec<T>, nodes: &[&'s Node]) -> Vec<Entry<'s, T>> {
    let values = values.into_iter().zip(nodes);
    values
        .map(|(value, node)| Entry::new(value, node))
        .collect()
}
