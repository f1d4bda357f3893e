//! Integers and strings: the type that format and bounds choose.

use crate::api::Type;
use crate::diagnostic::{Code, Report};
use crate::openapi::Assertions;
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
            Value::Integer(value) => Some(value.saturating_add(step)),
            Value::Float(value) => Some((value as i128).saturating_add(step)),
            _ => None,
        })
    };
    let low = bounds("minimum", 0)
        .chain(bounds("exclusiveMinimum", 1))
        .max();
    let high = bounds("maximum", 0)
        .chain(bounds("exclusiveMaximum", -1))
        .min();
    let within = |min: i128, max: i128| {
        low.is_none_or(|low| low >= min) && high.is_none_or(|high| high <= max)
    };
    let beyond = |min: i128, max: i128| {
        low.is_some_and(|low| low < min) || high.is_some_and(|high| high > max)
    };
    match assertions.format {
        Some("int32") if within(i32::MIN.into(), i32::MAX.into()) => Type::I32,
        Some("uint32") if within(0, u32::MAX.into()) => Type::U32,
        Some("uint64") if within(0, u64::MAX.into()) => Type::U64,
        Some("unixtime" | "unix-time") => Type::Timestamp,
        _ if !beyond(i64::MIN.into(), i64::MAX.into()) => Type::I64,
        _ if low.is_some_and(|low| low >= 0) && !beyond(0, u64::MAX.into()) => Type::U64,
        _ => Type::Json,
    }
}

pub(in crate::lower::types) fn string(assertions: &Assertions<'_>) -> Type {
    match (assertions.format, assertions.content.0) {
        (Some("date-time"), _) => Type::DateTime,
        (Some("date"), _) => Type::Date,
        (Some("byte" | "base64"), _) | (_, Some("base64")) => Type::Bytes,
        _ => Type::String,
    }
}

/// Notes a format that is in no registry.
pub(super) fn note_unknown_format(report: &Report<'_>, flat: &Flat<'_>) {
    let format = flat.assertions.format;
    let unknown = format.filter(|format| !TEXT_FORMATS.contains(format));
    if let (Some(format), Some(node)) = (unknown, flat.node.get("format")) {
        let message = format!("`{format}` is not a format that is known; the text is kept");
        let found = report.at(Code::UnknownFormat, node, message);
        report.add(found.once());
    }
}

/// The formats of strings in JSON Schema 2020-12 and in OpenAPI's registry.
const TEXT_FORMATS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-string",
    "sf-token",
    "style",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "url",
    "base64",
];
