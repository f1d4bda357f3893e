//! Integers and strings: the type that format and bounds choose.

use crate::api::{Integer, Type};
use crate::diagnostic::{Code, Report};
use crate::formats;
use crate::lower::context::Lowering;
use crate::openapi::{Assertions, Kind};
use crate::schemas::Flat;
use crate::source::Value;

/// The type of integers. It is never narrower than the bounds: `format: int32` with a maximum beyond 32
/// bits is `i64`.
pub(super) fn integer(assertions: &Assertions<'_>) -> Type {
    let bounds = |name: &'static str, step: i128| {
        let named = assertions
            .bounds
            .iter()
            .filter(move |(key, _)| *key == name);
        named.filter_map(move |(_, node)| match node.value {
            Value::Integer(value) => Some(unrounded(value).saturating_add(step)),
            Value::Float(value) => Some(bound(value).saturating_add(step)),
            _ => None,
        })
    };
    let low = bounds("minimum", 0)
        .chain(bounds("exclusiveMinimum", 1))
        .max();
    let high = bounds("maximum", 0)
        .chain(bounds("exclusiveMaximum", -1))
        .min();
    let holds = |integer: &Integer| {
        let range = integer.range();
        low.is_none_or(|low| low >= *range.start()) && high.is_none_or(|high| high <= *range.end())
    };
    if let Some(integer) = of_format(assertions.format).filter(holds) {
        return Type::Integer(integer);
    }
    match assertions.format {
        Some("int128" | "uint128") if low.is_none() || high.is_none() => Type::Json,
        Some("unixtime" | "unix-time") => Type::Timestamp,
        _ if holds(&Integer::I64) => Type::Integer(Integer::I64),
        _ if low.is_some() && holds(&Integer::U64) => Type::Integer(Integer::U64),
        _ => Type::Json,
    }
}

/// Whether a number of a format is an integer: OpenAPI's registry has these formats for numbers as well.
pub(super) fn is_integer(format: Option<&str>) -> bool {
    format == Some("int64") || of_format(format).is_some()
}

/// The integers of a format: those of the registry, and `uint`, which servers in Rust write for a `usize`.
fn of_format(format: Option<&str>) -> Option<Integer> {
    Some(match format? {
        "int8" => Integer::I8,
        "int16" => Integer::I16,
        "int32" => Integer::I32,
        "uint8" => Integer::U8,
        "uint16" => Integer::U16,
        "uint32" => Integer::U32,
        "uint64" | "uint" => Integer::U64,
        _ => return None,
    })
}

/// A bound of 64 bits that was a float on its way: `18446744073709552000` is how JavaScript writes the largest `u64`.
fn unrounded(value: i128) -> i128 {
    let limits = [i128::from(u64::MAX), i64::MAX.into(), i64::MIN.into()];
    let is_rounded = |limit: &i128| value % 1000 == 0 && value as f64 == *limit as f64;
    limits.into_iter().find(is_rounded).unwrap_or(value)
}

/// A bound that is written as a float. No float is the largest integer of 64 bits: who writes that one gets the next
/// float, `1.8446744073709552e+19` or `9.223372036854775807e18`.
fn bound(value: f64) -> i128 {
    match value {
        value if value == u64::MAX as f64 => u64::MAX.into(),
        value if value == i64::MAX as f64 => i64::MAX.into(),
        value => value as i128,
    }
}

pub(in crate::lower::types) fn string(
    lowering: &Lowering<'_, '_>,
    assertions: &Assertions<'_>,
) -> Type {
    let mut foreign = lowering.foreign.iter();
    let foreign = foreign.find(|(format, _)| Some(format.as_str()) == assertions.format);
    if let Some((_, path)) = foreign {
        return Type::Foreign(path.clone());
    }
    plain_string(assertions)
}

/// The type of strings, unless a type of another crate is used for them.
pub(in crate::lower::types) fn plain_string(assertions: &Assertions<'_>) -> Type {
    match (assertions.format, assertions.content.0) {
        (Some("date-time"), _) => Type::DateTime,
        (Some("date"), _) => Type::Date,
        (Some("byte" | "base64"), _) | (_, Some("base64")) => Type::Bytes,
        _ => Type::String,
    }
}

/// Notes a format that is in no registry, and one of another type than text that the type does not keep.
pub(super) fn note_unknown_format(lowering: &Lowering<'_, '_>, flat: &Flat<'_>, kind: Kind) {
    let kept = match kind {
        Kind::String => "the text is kept",
        Kind::Integer => "it is read as any integer",
        Kind::Number => "it is read as an `f64`",
        Kind::Null | Kind::Boolean | Kind::Array | Kind::Object => "it has no effect",
    };
    let format = flat.assertions.format;
    let is_foreign = |format: &str| {
        let mut foreign = lowering.foreign.iter();
        kind == Kind::String && foreign.any(|(known, _)| known == format)
    };
    let unknown =
        format.filter(|format| !formats::is_of(kind.word(), format) && !is_foreign(format));
    if let (Some(format), Some(node)) = (unknown, flat.node.get("format")) {
        let message = match kind {
            Kind::String => format!("`{format}` is not a format that is known; {kept}"),
            _ => format!("`{format}` is not a format of {}; {kept}", a_kind(kind)),
        };
        let report = lowering.report;
        let found = report.at(Code::UnknownFormat, node, message);
        report.add(found.once());
    }
}

/// Notes a `contentEncoding` that the client leaves as text.
pub(super) fn note_unknown_encoding(report: &Report<'_>, flat: &Flat<'_>) {
    let encoding = flat.assertions.content.0;
    let unknown = encoding.filter(|encoding| *encoding != "base64");
    if let (Some(encoding), Some(node)) = (unknown, flat.node.get("contentEncoding")) {
        let message = format!("`{encoding}` is not an encoding that is decoded; the text is kept");
        report.add(report.at(Code::UnknownFormat, node, message).once());
    }
}

/// Notes the keywords about the content of a text that is kept as it is.
pub(super) fn note_content(report: &Report<'_>, flat: &Flat<'_>) {
    if let Some(node) = flat.node.get("contentSchema") {
        let message = "`contentSchema` has no effect: the text is kept";
        report.add(report.at_key(Code::Inert, node, message).once());
    }
}

fn a_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "booleans",
        Kind::Integer => "integers that is known",
        Kind::Number => "numbers that is known",
        Kind::String => "strings",
        Kind::Array => "arrays",
        Kind::Object => "objects",
    }
}
